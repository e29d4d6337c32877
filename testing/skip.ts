import { it } from "vitest";

/**
 * A test that runs, unless there is a reason why it can't here: then it is skipped, with the reason in its name, where
 * the count of tests (scripts/tests) finds it.
 *
 * @param timeout in milliseconds. @default - Vitest's
 */
export function itUnless(reason: string | undefined, name: string, run: () => Promise<void> | void, timeout?: number) {
  it.skipIf(reason !== undefined)(
    reason === undefined ? name : `${name} (skipped: ${reason})`,
    timeout === undefined ? {} : { timeout },
    run,
  );
}

import { setTimeout as pause } from "node:timers/promises";

const INTERVAL_MILLISECONDS = 500;

/**
 * Asks again and again until there is an answer.
 *
 * @param what ends the sentence "waited for 60 s for …"
 * @param ask returns nothing, or a text that says how far it is, as long as it isn't so
 * @throws Error with what was waited for and the last answer
 */
export async function eventually(
  what: string,
  ask: () => Promise<string | undefined | true>,
  { seconds, signal }: { seconds: number; signal: AbortSignal },
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    signal.throwIfAborted();
    const answer = await ask();
    if (answer === true) return;
    if (Date.now() > deadline) throw new Error(`waited for ${seconds} s for ${what}${answer ? `: ${answer}` : ""}`);
    await pause(INTERVAL_MILLISECONDS, undefined, { signal });
  }
}

import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { NotPossible } from "./preflight";
import { rehearse } from "./rehearse";
import { succeeded, summary } from "./report/summary";
import { chooseScenarios } from "./scenarios";

/** `npm run rehearse`, with numbers or names of scenarios behind it for some of them. */
async function main(wanted: readonly string[]): Promise<void> {
  const scenarios = chooseScenarios(wanted);
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  const { signal, received } = untilStopped();
  const { results, atHand, notes, criticalPaths } = await rehearse({
    scenarios,
    folder,
    terminal: process.stdout,
    signal,
    kubernetes: process.env.REHEARSE_KUBERNETES !== "no",
  });
  console.log(`\n${summary(results, atHand.parts, notes)}\n\n${criticalPaths.join("\n")}`);
  if (succeeded(results)) {
    rmSync(folder, { recursive: true, force: true });
    return;
  }
  for (const { scenario, reason } of results) if (reason) console.error(`\n${scenario}: ${reason}`);
  console.error(`\nState and logs of this run are kept in ${folder}`);
  const number = received();
  process.exitCode = number ? 128 + number : 1;
}

/** Ctrl-C and SIGTERM end the running scenario, and with it the rehearsal, in order; a second one ends it at once. */
function untilStopped(): { signal: AbortSignal; received: () => number | undefined } {
  const controller = new AbortController();
  let number: number | undefined;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (number !== undefined) process.exit(128 + number);
      number = constants.signals[name];
      console.error(`\n${name}: stopping what was started; once more ends it at once`);
      controller.abort(new Error(`stopped by ${name}`));
    });
  }
  return { signal: controller.signal, received: () => number };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const expected = error instanceof NotPossible;
  console.error(expected ? error.message : error);
  process.exitCode = 1;
});

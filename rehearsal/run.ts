import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NotPossible } from "./preflight";
import { rehearse } from "./rehearse";
import { succeeded, summary } from "./report/summary";
import { ALL_SCENARIOS, chooseScenarios, livesOf, SCENARIOS } from "./scenarios";
import { stopOnInterruption } from "./stopping";

/**
 * `npm run rehearse`, with numbers or names of scenarios behind it for some of them. `REHEARSE_KUBERNETES` says whether
 * Kubernetes takes part: `yes` (else it is a failure), `no`, or where it can.
 */
async function main(wanted: readonly string[]): Promise<void> {
  const kubernetes = process.env.REHEARSE_KUBERNETES;
  const scenarios = chooseScenarios(wanted, process.env.REHEARSE === "all" ? ALL_SCENARIOS : SCENARIOS);
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
  const { results, atHand, notes, criticalPaths } = await rehearse({
    lives: livesOf(scenarios),
    folder,
    terminal: process.stdout,
    signal: stopOnInterruption(),
    kubernetes: kubernetes !== "no",
  });
  console.log(`\n${summary(results, atHand.parts, notes)}\n\n${criticalPaths.join("\n")}`);
  const lacking = kubernetes === "yes" && atHand.releases === "left out";
  if (succeeded(results) && !lacking) {
    rmSync(folder, { recursive: true, force: true });
    return;
  }
  if (lacking) console.error("\nKubernetes had to take part, and was left out");
  for (const { scenario, reason } of results) if (reason) console.error(`\n${scenario}: ${reason}`);
  console.error(`\nState and logs of this run are kept in ${folder}`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof NotPossible ? error.message : error);
  process.exitCode = 1;
});

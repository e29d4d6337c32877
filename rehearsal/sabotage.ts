import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SABOTAGES, type Sabotage } from "./sabotage/list";
import { runSabotages } from "./sabotage/run";
import { stopOnInterruption } from "./stopping";

/**
 * `npm run rehearse:sabotage` shows that the rehearsal can fail; with words behind it, only the sabotages whose names have
 * one of them. `REHEARSE_KUBERNETES=no` leaves out those that show only where there is a control plane.
 */
async function main(words: readonly string[]): Promise<void> {
  const wanted = SABOTAGES.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  if (wanted.length === 0) {
    throw new Error(`no sabotage of that name; there are: ${namesOf(SABOTAGES)}`);
  }
  const leftOut = wanted.filter(({ kubernetes }) => kubernetes && process.env.REHEARSE_KUBERNETES === "no");
  const sabotages = wanted.filter((sabotage) => !leftOut.includes(sabotage));
  if (sabotages.length === 0) throw new Error(`without Kubernetes, nothing shows: ${namesOf(leftOut)}`);
  const folder = mkdtempSync(join(tmpdir(), "sabotage-"));
  const results = await runSabotages({ sabotages, folder, signal: stopOnInterruption(), report: console.log });
  const missed = sabotages.filter(({ name }) => !results.some((result) => result.name === name && result.caught));
  if (leftOut.length > 0) console.log(`\nleft out, with Kubernetes: ${namesOf(leftOut)}`);
  if (missed.length === 0) {
    rmSync(folder, { recursive: true, force: true });
    console.log(`\nall ${sabotages.length} sabotages were caught`);
    return;
  }
  console.error(`\nnot caught: ${namesOf(missed)}. State and logs are kept in ${folder}`);
  process.exitCode = 1;
}

function namesOf(sabotages: readonly Sabotage[]): string {
  return sabotages.map(({ name }) => name).join("; ");
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

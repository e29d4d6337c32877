import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SABOTAGES } from "./sabotage/list";
import { runSabotages } from "./sabotage/run";

/** Shows that the rehearsal can fail: with words behind it, only the sabotages whose names have one of them. */
async function main(wanted: readonly string[]): Promise<void> {
  const sabotages = SABOTAGES.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  if (sabotages.length === 0) {
    throw new Error(`no sabotage of that name; there are: ${SABOTAGES.map(({ name }) => name).join("; ")}`);
  }
  const folder = mkdtempSync(join(tmpdir(), "sabotage-"));
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => controller.abort(new Error(`stopped by ${name}`)));
  }
  const results = await runSabotages({ sabotages, folder, signal: controller.signal, report: console.log });
  const missed = sabotages.filter(({ name }) => !results.some((result) => result.name === name && result.caught));
  if (missed.length === 0) {
    rmSync(folder, { recursive: true, force: true });
    console.log(`\nall ${sabotages.length} sabotages were caught`);
    return;
  }
  console.error(`\nnot caught: ${missed.map(({ name }) => name).join("; ")}. State and logs are kept in ${folder}`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

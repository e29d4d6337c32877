import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { rehearse } from "../rehearse";
import type { Terminal } from "../report/progress";
import type { Sabotage } from "./list";
import { judgeSabotage, type SabotageVerdict } from "./verdict";

/** How a sabotage ended. */
export interface SabotageResult extends SabotageVerdict {
  readonly name: string;
  readonly seconds: number;
}

export interface SabotageOptions {
  readonly sabotages: readonly Sabotage[];
  /** Folder for the state and logs of all of them; those of the caught ones are removed. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Gets a line when a sabotage begins and one when it ends. */
  readonly report: (line: string) => void;
}

/**
 * Rehearses each sabotage in a world of its own. Those that need a control plane take turns, and so do the others beside
 * them, which mostly wait.
 */
export async function runSabotages(options: SabotageOptions): Promise<readonly SabotageResult[]> {
  const lanes = [true, false].map(async (kubernetes) => {
    const results: SabotageResult[] = [];
    for (const sabotage of options.sabotages.filter((one) => one.kubernetes === kubernetes)) {
      if (!options.signal.aborted) results.push(await runSabotage(sabotage, options));
    }
    return results;
  });
  return (await Promise.all(lanes)).flat();
}

async function runSabotage(sabotage: Sabotage, options: SabotageOptions): Promise<SabotageResult> {
  const { name, mutate, scenarios, kubernetes, says } = sabotage;
  const { signal, report } = options;
  const folder = join(options.folder, name.replaceAll(/\W+/g, "-"));
  mkdirSync(folder, { recursive: true });
  const started = Date.now();
  report(`${name} ...`);
  const lives = [{ name: "life", scenarios }] as const;
  const verdict = await rehearse({ lives, folder, terminal: SILENT, signal, mutate, kubernetes }).then(
    ({ results }) => judgeSabotage(results, says),
    (error: unknown) => ({ caught: false, why: `it could not be rehearsed: ${error}` }),
  );
  const seconds = (Date.now() - started) / 1000;
  report(`${verdict.caught ? "✓ caught" : "✗ not caught"}: ${name}  ${seconds.toFixed(0)} s\n    ${verdict.why}`);
  if (verdict.caught) rmSync(folder, { recursive: true, force: true });
  return { ...verdict, name, seconds };
}

const SILENT: Terminal = { write: () => {} };

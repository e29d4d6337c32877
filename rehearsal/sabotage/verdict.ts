import { stripVTControlCharacters } from "node:util";
import type { Result } from "../report/summary";

/** Whether a rehearsal found a sabotage. */
export interface SabotageVerdict {
  readonly caught: boolean;
  /** What the rehearsal said, or why that is not enough. */
  readonly why: string;
}

/** Judges the results of a sabotaged rehearsal: it has to fail, and its failure has to name the cause. */
export function judgeSabotage(results: readonly Result[], says: RegExp): SabotageVerdict {
  const failed = results.find(({ outcome }) => outcome === "failed");
  if (failed) {
    const reason = failed.reason ?? "";
    const [found] = says.exec(reason) ?? [];
    if (found !== undefined) return { caught: true, why: `${failed.scenario}: ${lineWith(reason, found)}` };
    return { caught: false, why: `${failed.scenario} failed, but its reason does not name the cause: ${reason}` };
  }
  const leftOut = results.filter(({ outcome }) => outcome === "left out").map(({ scenario }) => scenario);
  if (leftOut.length > 0) return { caught: false, why: `${leftOut.join(", ")} could not be rehearsed` };
  return { caught: false, why: "every scenario passed" };
}

/** The whole line in which a match ends. */
function lineWith(text: string, found: string): string {
  const last = found.split("\n").at(-1) ?? found;
  const line = text.split("\n").find((one) => one.includes(last)) ?? last;
  return stripVTControlCharacters(line).trim();
}

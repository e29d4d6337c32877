import { error, type KeyPath, type Problem } from "../../problem";
import { cronProblem } from "../cron";
import type { NodePool } from "../objects";

/** Rules for disruption budgets. */
export function disruptionRules(pool: NodePool, path: KeyPath): Problem[] {
  return (pool.spec.disruption.budgets ?? []).flatMap(({ schedule, duration }, index) => {
    const at = [...path, "disruption", "budgets", index];
    const problems: Problem[] = [];
    if (schedule !== undefined && duration === undefined) {
      problems.push(error([...at, "duration"], "a budget with a schedule needs a duration; say how long it holds"));
    }
    if (duration !== undefined && schedule === undefined) {
      problems.push(
        error([...at, "schedule"], "a budget with a duration needs a schedule; say when it begins to hold"),
      );
    }
    const wrong = schedule === undefined ? undefined : cronProblem(schedule);
    if (wrong) {
      problems.push(
        error([...at, "schedule"], `not a cron schedule: ${wrong}; write it as '0 9 * * mon-fri' or @daily`),
      );
    }
    return problems;
  });
}

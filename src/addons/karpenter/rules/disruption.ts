import { error, type KeyPath, type Problem, warning } from "../../../description/problem";
import { cronProblem } from "../../../knowledge/cron";
import { durationSeconds } from "../../../knowledge/duration";
import type { NodePool } from "../description/objects";

/** Seconds that an instance takes to become a node with running pods, generously. */
const TIME_TO_JOIN_SECONDS = 5 * 60;

/** Rules for when nodes go: their age, and disruption budgets. */
export function disruptionRules(pool: NodePool, path: KeyPath): Problem[] {
  return [...ageProblems(pool, path), ...budgetProblems(pool, path)];
}

function ageProblems({ spec }: NodePool, path: KeyPath): Problem[] {
  const { expireAfter } = spec.template.spec;
  return durationSeconds(expireAfter) < TIME_TO_JOIN_SECONDS
    ? [
        warning(
          [...path, "expireAfter"],
          `nodes that go after ${expireAfter} are replaced about as soon as they are there, without end; give them an hour or more, or Never`,
        ),
      ]
    : [];
}

function budgetProblems(pool: NodePool, path: KeyPath): Problem[] {
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

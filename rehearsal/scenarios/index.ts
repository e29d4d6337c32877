import { changes } from "./changes";
import { deploy } from "./deploy";
import { destroy } from "./destroy";
import { drift } from "./drift";
import { corpus, eksApi } from "./judges";
import { scaleOutAndIn } from "./scale-out";
import type { Scenario } from "./scenario";
import { secondPlan } from "./second-plan";

/** What can be seen of an empty account, and then a cluster's life, in the order in which it is lived. */
export const SCENARIOS: readonly Scenario[] = [
  eksApi,
  corpus,
  deploy,
  secondPlan,
  scaleOutAndIn,
  changes,
  drift,
  destroy,
];

/**
 * The scenarios that were asked for by number or name, with the deploy before them where they can't do without.
 *
 * @throws Error that lists what there is
 */
export function chooseScenarios(wanted: readonly string[]): Scenario[] {
  const matches = (word: string, { number, name }: Scenario) => word === String(number) || word === name;
  const unknown = wanted.filter((word) => !SCENARIOS.some((scenario) => matches(word, scenario)));
  if (unknown.length > 0) {
    const known = SCENARIOS.map(({ number, name }) => `${number} (${name})`).join(", ");
    throw new Error(`no scenario ${unknown.join(", ")}; there are ${known}`);
  }
  if (wanted.length === 0) return [...SCENARIOS];
  const chosen = SCENARIOS.filter((scenario) => wanted.some((word) => matches(word, scenario)));
  if (chosen.every(({ alone }) => alone)) return chosen;
  return SCENARIOS.filter((scenario) => scenario === deploy || chosen.includes(scenario));
}

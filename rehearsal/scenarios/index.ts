import { changes } from "./changes";
import { deploy } from "./deploy";
import { destroy } from "./destroy";
import { drift } from "./drift";
import { scaleOutAndIn } from "./scale-out";
import type { Scenario } from "./scenario";
import { secondPlan } from "./second-plan";

/** A cluster's life, in the order in which it is lived. */
export const SCENARIOS: readonly Scenario[] = [deploy, secondPlan, scaleOutAndIn, changes, drift, destroy];

/**
 * The scenarios that were asked for by number or name, with the deploy before them, which none can do without.
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
  return SCENARIOS.filter((scenario) => scenario === deploy || wanted.some((word) => matches(word, scenario)));
}

import { scaleOutAndIn } from "../karpenter/scale-out";
import { changes } from "./changes";
import { deploy } from "./deploy";
import { destroy } from "./destroy";
import { drift } from "./drift";
import { edits } from "./edits";
import { existingVpc } from "./existing-vpc";
import { faults, moreFaults } from "./faults";
import { corpus, eksApi } from "./judges";
import type { Life, Scenario } from "./scenario";
import { secondPlan } from "./second-plan";

/** What can be seen of an empty account, and then a cluster's life, in the order in which it is lived. */
export const SCENARIOS: readonly Scenario[] = [
  eksApi,
  corpus,
  existingVpc,
  deploy,
  secondPlan,
  scaleOutAndIn,
  changes,
  drift,
  edits,
  destroy,
  ...faults,
];

/** With the scenarios that a usual run has no time for. */
export const ALL_SCENARIOS: readonly Scenario[] = [...SCENARIOS, ...moreFaults];

/**
 * The scenarios that were asked for by number or name, with the deploy before them where they can't do without.
 *
 * @param known what there is to choose from
 * @throws Error that lists what there is
 */
export function chooseScenarios(wanted: readonly string[], known: readonly Scenario[] = SCENARIOS): Scenario[] {
  const matches = (word: string, { number, name }: Scenario) => word === String(number) || word === name;
  const unknown = wanted.filter((word) => !known.some((scenario) => matches(word, scenario)));
  if (unknown.length > 0) {
    const choice = known.map(({ number, name }) => `${number} (${name})`).join(", ");
    throw new Error(`no scenario ${unknown.join(", ")}; there are ${choice}`);
  }
  if (wanted.length === 0) return [...known];
  const chosen = known.filter((scenario) => wanted.some((word) => matches(word, scenario)));
  if (chosen.every(({ alone }) => alone)) return chosen;
  return known.filter((scenario) => scenario === deploy || chosen.includes(scenario));
}

/** The scenarios by the life they are of: the faults need nothing of the others, and both wait for AWS most of the time. */
export function livesOf(scenarios: readonly Scenario[]): readonly Life[] {
  const bad = [...faults, ...moreFaults];
  const lives: readonly Life[] = [
    { name: "life", scenarios: scenarios.filter((scenario) => !bad.includes(scenario)) },
    { name: "bad-days", scenarios: scenarios.filter((scenario) => bad.includes(scenario)) },
  ];
  return lives.filter(({ scenarios: { length } }) => length > 0);
}

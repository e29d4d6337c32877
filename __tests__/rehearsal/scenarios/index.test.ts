import { describe, expect, it } from "vitest";
import { chooseScenarios, SCENARIOS } from "../../../rehearsal/scenarios";

const numbers = (wanted: string[]) => chooseScenarios(wanted).map(({ number }) => number);

describe("chooseScenarios", () => {
  it("defaults: all of them, those first that want an empty account", () => {
    expect(chooseScenarios([])).toEqual(SCENARIOS);
    const alone = SCENARIOS.map((scenario) => scenario.alone ?? false);
    expect(alone).toEqual(alone.toSorted().toReversed());
  });

  it("needs no deploy for those", () => {
    expect(numbers(["corpus"])).toEqual([9]);
    expect(numbers(["9", "2"])).toEqual([9, 1, 2]);
  });

  it("takes numbers and names, in order, and the deploy with them", () => {
    expect(numbers(["6", "second plan"])).toEqual([1, 2, 6]);
  });

  it("fails when there is no such scenario", () => {
    expect(() => chooseScenarios(["99"])).toThrow("no scenario 99; there are 8 (EKS API)");
  });
});

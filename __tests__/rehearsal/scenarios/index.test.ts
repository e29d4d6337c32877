import { describe, expect, it } from "vitest";
import { chooseScenarios, SCENARIOS } from "../../../rehearsal/scenarios";

const numbers = (wanted: string[]) => chooseScenarios(wanted).map(({ number }) => number);

describe("chooseScenarios", () => {
  it("defaults: all of them, in the order of their numbers", () => {
    const all = SCENARIOS.map(({ number }) => number);
    expect(numbers([])).toEqual(all.toSorted());
  });

  it("takes numbers and names, in order, and the deploy with them", () => {
    expect(numbers(["6", "second plan"])).toEqual([1, 2, 6]);
  });

  it("fails when there is no such scenario", () => {
    expect(() => chooseScenarios(["9"])).toThrow("no scenario 9; there are 1 (deploy)");
  });
});

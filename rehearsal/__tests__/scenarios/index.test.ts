import { describe, expect, it } from "vitest";
import { ALL_SCENARIOS, chooseScenarios, livesOf, SCENARIOS } from "../../scenarios";

const numbers = (wanted: string[]) => chooseScenarios(wanted).map(({ number }) => number);

describe("chooseScenarios", () => {
  it("defaults: what wants an empty account, a life, and one on bad days", () => {
    expect(chooseScenarios([])).toEqual(SCENARIOS);
    expect([...new Set(numbers([]))]).toEqual([8, 9, 11, 1, 2, 3, 4, 5, 10, 6, 7]);
  });

  it("has more where all is asked for", () => {
    const more = chooseScenarios(["7"], ALL_SCENARIOS).filter((scenario) => !SCENARIOS.includes(scenario));
    expect(more.map(({ number }) => number)).toEqual([7, 7, 7, 7, 7, 7]);
  });

  it("needs no deploy for what wants none, or sees to it", () => {
    expect(numbers(["corpus"])).toEqual([9]);
    expect(numbers(["9", "2"])).toEqual([9, 1, 2]);
    expect(numbers(["7"])).not.toContain(1);
  });

  it("takes numbers and names, in order, and the deploy with them", () => {
    expect(numbers(["6", "second plan"])).toEqual([1, 2, 6]);
  });

  it("fails when there is no such scenario", () => {
    expect(() => chooseScenarios(["99"])).toThrow("no scenario 99; there are 8 (EKS API)");
  });
});

describe("livesOf", () => {
  it("defaults: the faults in a life of their own", () => {
    const lives = livesOf(ALL_SCENARIOS).map(({ name, scenarios }) => [name, scenarios.map(({ number }) => number)]);
    expect(lives).toEqual([
      ["life", [8, 9, 11, 1, 2, 3, 4, 5, 10, 6]],
      ["bad-days", Array(15).fill(7)],
    ]);
  });

  it("makes no life of nothing", () => {
    expect(livesOf(chooseScenarios(["1"])).map(({ name }) => name)).toEqual(["life"]);
    expect(livesOf([])).toEqual([]);
  });
});

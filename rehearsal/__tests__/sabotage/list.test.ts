import { describe, expect, it } from "vitest";
import { synthesizeCluster } from "../../../testing/stacks";
import { SABOTAGES } from "../../sabotage/list";

const { cluster, addons } = synthesizeCluster();

describe("SABOTAGES", () => {
  it.each(SABOTAGES)("defaults: $name breaks one stack, and leaves the other as it is", ({ mutate }) => {
    const same = [mutate("sandbox", cluster), mutate("sandbox-addons", addons)].map((stack, index) => {
      return JSON.stringify(stack) === JSON.stringify([cluster, addons][index]);
    });
    expect(same.toSorted()).toEqual([false, true]);
  });

  it("have names of their own", () => {
    expect(new Set(SABOTAGES.map(({ name }) => name)).size).toBe(SABOTAGES.length);
  });

  it.each(SABOTAGES)("$name is not found in what any other one says", ({ says }) => {
    expect(says.test("the pods of inflate are not Ready")).toBe(false);
  });

  it("leave no reference to what they take out", () => {
    const missing = SABOTAGES.find(({ name }) => name === "a missing event rule");
    const text = JSON.stringify(missing?.mutate("sandbox-addons", addons));
    expect(text).toContain("_RebalanceRule");
    expect(text).not.toContain("_SpotInterruption");
  });
});

import { describe, expect, it } from "vitest";
import { PathSet, withoutConsequences } from "../../src/description/path-set";
import { error } from "../../src/description/problem";

const set = new PathSet([["a", "b"], ["c", 0], ["constructor"]]);

describe("PathSet", () => {
  it("defaults: is empty", () => {
    expect(new PathSet().touches([])).toBe(false);
    expect(new PathSet().covers(["a"])).toBe(false);
  });

  it("has its members, and nothing above or below them", () => {
    expect([["a", "b"], ["c", 0], ["constructor"]].every((path) => set.has(path))).toBe(true);
    expect([["a"], ["a", "b", "c"], ["c", "0"], [], ["toString"]].some((path) => set.has(path))).toBe(false);
  });

  it("covers its members and what is below them", () => {
    expect(
      [
        ["a", "b"],
        ["a", "b", 1],
        ["c", 0, "x"],
      ].every((path) => set.covers(path)),
    ).toBe(true);
    expect([["a"], [], ["a", "x"], ["c", 1]].some((path) => set.covers(path))).toBe(false);
  });

  it("touches what is above, at or below its members", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", 1]].every((path) => set.touches(path))).toBe(true);
    expect([["b"], ["a", "x"], ["c", 1]].some((path) => set.touches(path))).toBe(false);
  });
});

describe("withoutConsequences", () => {
  const broken = [["network", "cidr"]];

  it("defaults: keeps what has nothing to do with a broken value", () => {
    const problems = [error(["network", "natGateways"], "a"), error(["name"], "b", [["region"]])];
    expect(withoutConsequences(problems, broken)).toEqual(problems);
    expect(withoutConsequences(problems, [])).toEqual(problems);
  });

  it("drops what is at, above or below one", () => {
    const problems = [["network", "cidr"], ["network"], [], ["network", "cidr", "x"]].map((path) => error(path, "a"));
    expect(withoutConsequences(problems, broken)).toEqual([]);
  });

  it("drops what leans on one", () => {
    const problem = error(["controlPlane", "serviceCidr"], "overlaps", [["name"], ["network", "cidr"]]);
    expect(withoutConsequences([problem], broken)).toEqual([]);
  });
});

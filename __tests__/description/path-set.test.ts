import { describe, expect, it } from "vitest";
import { PathSet } from "../../src/description/path-set";

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

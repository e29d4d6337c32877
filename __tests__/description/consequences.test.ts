import { describe, expect, it } from "vitest";
import { withoutConsequences } from "../../src/description/consequences";
import { error } from "../../src/description/problem";

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

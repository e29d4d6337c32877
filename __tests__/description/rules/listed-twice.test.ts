import { describe, expect, it } from "vitest";
import { listedTwice } from "../../../src/description/rules/listed-twice";

describe("listedTwice", () => {
  it("defaults: nothing where each is there once", () => {
    expect(listedTwice(["zones"], ["a", "b"])).toEqual([]);
  });

  it("fails at each that was there before", () => {
    expect(listedTwice(["zones"], ["a", "b", "a", "a"])).toEqual([
      { severity: "error", path: ["zones", 2], message: "a is listed twice; remove one" },
      { severity: "error", path: ["zones", 3], message: "a is listed twice; remove one" },
    ]);
  });
});

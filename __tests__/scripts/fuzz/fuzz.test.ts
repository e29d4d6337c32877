import { describe, expect, it } from "vitest";
import { type Case, randomCase } from "../../../scripts/fuzz/cases";
import { judge } from "../../../scripts/fuzz/judge";
import { randomOf } from "../../../testing/random";

const RUN = { timeout: 60_000 };

function cases(seed: number, count: number): Case[] {
  return Array.from({ length: count }, (_, number) => randomCase(randomOf(seed * 1_000_003 + number)));
}

describe("randomCase", () => {
  it("defaults: the same for the same numbers, and of every kind", () => {
    const texts = (seed: number) => cases(seed, 60).map((one) => ("text" in one ? one.text : one.kind));
    expect(texts(1)).toEqual(texts(1));
    expect(texts(1)).not.toEqual(texts(2));
    expect(new Set(cases(1, 300).map(({ kind }) => kind))).toEqual(new Set(["file", "settings", "code"]));
  });
});

describe("judge", () => {
  it("defaults: has nothing to say of the first random cases", RUN, () => {
    expect(cases(1, 150).flatMap(judge)).toEqual([]);
  });

  it("fails when a value throws, with its stack trace", () => {
    const value = {
      get name() {
        throw new TypeError("thrown by a getter");
      },
    };
    expect(judge({ kind: "code", value })).toEqual([expect.stringContaining("a stack trace: TypeError: thrown by")]);
  });
});

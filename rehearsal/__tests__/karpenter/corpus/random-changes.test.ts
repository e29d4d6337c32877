import { describe, expect, it } from "vitest";
import { judgeRandomChanges } from "../../../karpenter/corpus/random-changes";
import { acceptsAll, refusesAll } from "./servers";

const SOME = { count: 60, seed: 7 };

describe("judgeRandomChanges", () => {
  it("lets what we alone refuse pass, and counts it", async () => {
    const { counts, wrong } = await judgeRandomChanges(acceptsAll, SOME);
    expect(wrong).toEqual([]);
    expect(counts.accepted).toBeGreaterThan(10);
    expect(counts.stricter).toBeGreaterThan(10);
    expect(counts.refused).toBe(0);
  });

  it("fails what we alone accept, with the description and the seed", async () => {
    const { counts, wrong } = await judgeRandomChanges(refusesAll, SOME);
    const accepted = await judgeRandomChanges(acceptsAll, SOME);
    expect(counts.looser).toBe(accepted.counts.accepted);
    expect(wrong).toHaveLength(counts.looser);
    expect(wrong[0]).toMatch(/^node-pools\.yaml, random change \d+ of seed 7, \{"nodePool":/);
  });
});

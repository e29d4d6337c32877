import { describe, expect, it } from "vitest";
import { randomOf } from "../../../../testing/random";
import { mutantOf } from "../../../karpenter/corpus/mutants";

const POOL = { nodePool: { name: "a", capacityTypes: ["spot"], limits: { cpu: 10 } } };
const OTHERS = [{ nodePool: { name: "b", weight: 5, limits: { memory: "1Gi" } } }];

function mutants(seed: number): object[] {
  const random = randomOf(seed);
  return Array.from({ length: 1000 }, () => mutantOf(POOL, OTHERS, random));
}

describe("mutantOf", () => {
  it("makes the same of the same seed, and other things of another", () => {
    expect(mutants(1)).toEqual(mutants(1));
    expect(mutants(1)).not.toEqual(mutants(2));
  });

  it("leaves the original alone", () => {
    const before = structuredClone(POOL);
    mutants(1);
    expect(POOL).toEqual(before);
  });

  it("removes, doubles, replaces and takes over from others", () => {
    const all = mutants(1);
    expect(all).toContainEqual({ nodePool: { name: "a", limits: { cpu: 10 } } });
    expect(all).toContainEqual({ nodePool: { ...POOL.nodePool, capacityTypes: ["spot", "spot"] } });
    expect(all).toContainEqual({ nodePool: { ...POOL.nodePool, weight: 5 } });
    expect(all).toContainEqual({ nodePool: { ...POOL.nodePool, limits: { cpu: 10, memory: "1Gi" } } });
    expect(all.some((one) => JSON.stringify(one).includes("karpenter.sh/nodepool"))).toBe(true);
  });
});

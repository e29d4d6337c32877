import { describe, expect, it } from "vitest";
import { z } from "zod";
import { changeOf, clusterKeys } from "../../src/spec/changes";
import { drift, impossible, inPlace, renamed } from "../../src/spec/schema/change";

describe("changeOf", () => {
  it("defaults: what the key says, or the nearest object around it that does", () => {
    expect(changeOf(["region"])).toEqual(impossible());
    expect(changeOf(["controlPlane", "endpoint", "publicCidrs", 0])).toEqual(inPlace());
    expect(changeOf(["karpenter", "nodePools", 1, "name"])).toEqual(renamed());
    expect(changeOf(["karpenter", "nodePools", 1, "expireAfter"])).toEqual(drift("every node"));
    expect(changeOf(["karpenter", "nodePools", 1, "disruption", "budgets", 0, "nodes"])).toEqual(inPlace());
  });

  it("knows the keys of maps, and those that are passed on to the kubelet", () => {
    expect(changeOf(["tags", "team"])).toEqual(drift("every node"));
    expect(changeOf(["karpenter", "nodePools", 0, "limits", "cpu"])).toEqual(inPlace());
    expect(changeOf(["karpenter", "nodeClasses", 0, "kubelet", "maxPods"])).toEqual(drift("every node"));
    expect(changeOf(["karpenter", "nodeClasses", 0, "kubelet", "shutdownGracePeriod"])).toEqual(drift("every node"));
  });

  it("fails when there is no such key, or only keys below it have an effect", () => {
    expect(() => changeOf(["network", "zones"])).toThrow("the cluster file has no key network.zones");
    expect(() => changeOf(["karpenter", "nodePools", "name"])).toThrow("has no key karpenter.nodePools.name");
    expect(() => changeOf(["network"])).toThrow("the schema doesn't say what a change of network does");
  });
});

describe("clusterKeys", () => {
  it("fails when a key doesn't say what a change of it does; describe it by .meta({ change })", () => {
    const keys = clusterKeys();
    // Objects whose keys differ say it key by key.
    const objects = keys.filter(({ path }) => keys.some((other) => other.path.startsWith(`${path}.`)));
    expect(keys.length).toBeGreaterThan(150);
    expect(keys.filter((key) => !key.change && !objects.includes(key)).map(({ path }) => path)).toEqual([]);
  });

  it("lists the keys of objects in lists, maps and unions, each of them once", () => {
    const Item = z.strictObject({ name: z.string().optional() });
    const schema = z.strictObject({
      items: z.array(Item).min(1).prefault([{}]),
      maps: z.record(z.string(), Item).meta({ change: inPlace() }),
      either: z.union([z.string(), Item]).optional(),
    });
    expect(clusterKeys(schema)).toEqual([
      { path: "items" },
      { path: "items[].name" },
      { path: "maps", change: inPlace() },
      { path: "maps.*.name", change: inPlace() },
      { path: "either" },
      { path: "either.name" },
    ]);
    const paths = clusterKeys().map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ClusterSchema } from "../../src/addons/cluster-file";
import { drift, renamed } from "../../src/addons/karpenter/schema/change";
import { clusterKeys } from "../../src/description/changes";
import { impossible, inPlace } from "../../src/description/schema/change";

describe("clusterKeys", () => {
  it.each([
    ["region", impossible()],
    ["controlPlane.endpoint.publicCidrs", inPlace()],
    ["karpenter.nodePools[].name", renamed()],
    ["karpenter.nodePools[].expireAfter", drift("every node")],
    ["karpenter.nodePools[].disruption.budgets[].nodes", inPlace()],
    ["karpenter.nodeClasses[].kubelet.maxPods", drift("every node")],
    ["network", undefined],
  ])("defaults: what %s says, or the nearest object around it that does", (path, change) => {
    expect(clusterKeys(ClusterSchema).find((key) => key.path === path)?.change).toEqual(change);
  });

  it("fails when a key doesn't say what a change of it does; describe it by .meta({ change })", () => {
    const keys = clusterKeys(ClusterSchema);
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
    const paths = clusterKeys(ClusterSchema).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

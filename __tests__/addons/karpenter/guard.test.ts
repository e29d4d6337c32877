import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KARPENTER_LABELS } from "../../../src/addons/karpenter/names";
import { graphOf } from "../../../testing/graph";
import { synthesizeCluster } from "../../../testing/stacks";

const TEMPLATES = join(__dirname, "../../../charts/karpenter-guard/templates");

function text(name: string): string {
  return readFileSync(join(TEMPLATES, name), "utf8");
}

describe("Guard", () => {
  it("defaults: is asked after the node pools and before Karpenter", () => {
    const graph = graphOf(synthesizeCluster().addons);
    expect(graph.edges("helm_release.karpenter_node-pools")).toContain("helm_release.karpenter_guard");
    expect(graph.edges("helm_release.karpenter_guard")).toContain("helm_release.karpenter_controller");
  });
});

describe("chart karpenter-guard", () => {
  const names = readdirSync(TEMPLATES).sort();

  it("holds the policies, and the lock of its own release", () => {
    expect(names).toEqual(["_policy.tpl", "controller.yaml", "definitions.yaml", "release.yaml"]);
  });

  it("has the labels of Karpenter's release, as this project selects them", () => {
    for (const [key, value] of Object.entries(KARPENTER_LABELS))
      expect(text("_policy.tpl")).toContain(`${key}: ${value}`);
  });

  it("refuses rather than let something go that it can't judge, and lets all go when there is nothing to keep", () => {
    expect(text("_policy.tpl")).toContain("failurePolicy: Fail");
    expect(text("_policy.tpl")).toContain("parameterNotFoundAction: Allow");
  });

  it("never stands in the way of what comes and goes, or of a change", () => {
    const all = names.map(text).join("\n");
    const resources = [...all.matchAll(/resources: \[(.*)\]/g)].flatMap(([, list = ""]) => list.split(", "));
    expect(resources.length).toBeGreaterThan(8);
    expect(resources.filter((name) => ["pods", "replicasets", "leases", "secrets", "*"].includes(name))).toEqual([]);
    expect([...all.matchAll(/operations: \[(.*)\]/g)].filter(([, what]) => what?.includes("UPDATE"))).toEqual([]);
  });
});

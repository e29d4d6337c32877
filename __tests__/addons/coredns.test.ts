import { describe, expect, it } from "vitest";
import { graphOf } from "../../testing/graph";
import { resource, resources, synthesizeCluster } from "../../testing/stacks";

describe("CoreDns", () => {
  const { cluster, addons } = synthesizeCluster();
  const coredns = resource(addons, "aws_eks_addon");

  it("defaults: on Fargate, with requests that are its limits, at the version that EKS defaults to", () => {
    expect(coredns).toMatchObject({
      cluster_name: "sandbox",
      addon_name: "coredns",
      resolve_conflicts_on_create: "OVERWRITE",
      resolve_conflicts_on_update: "OVERWRITE",
    });
    const size = { cpu: "0.25", memory: "256Mi" };
    expect(JSON.parse(String(coredns.configuration_values))).toEqual({
      computeType: "Fargate",
      resources: { limits: size, requests: size },
    });
    expect(coredns).not.toHaveProperty("addon_version");
  });

  it("starts after its profile has settled, and stays until the guard has found no node", () => {
    expect(coredns.depends_on).toEqual(["time_sleep.fargate-settled"]);
    expect(resource(addons, "time_sleep")).toEqual({ create_duration: "30s" });
    expect(coredns.preserve).toBe(true);
    expect(graphOf(addons).edges("helm_release.karpenter_guard")).toContain("aws_eks_addon.coredns");
  });

  it("is in the add-ons stack alone: a cluster has it once", () => {
    expect(JSON.stringify(resources(cluster, "aws_eks_addon"))).not.toContain("coredns");
  });

  it("pins the version that is given", () => {
    const pinned = synthesizeCluster({ addons: { coredns: { version: "v1.13.2-eksbuild.4" } } });
    expect(resource(pinned.addons, "aws_eks_addon").addon_version).toBe("v1.13.2-eksbuild.4");
  });
});

import { describe, expect, it } from "vitest";
import { resource, resources, synthesizeCluster } from "../support/stacks";

describe("ManagedAddons", () => {
  it("defaults: the three that make a cluster one, at the version that EKS defaults to", () => {
    const { cluster } = synthesizeCluster();
    const addons = Object.values(resources(cluster, "aws_eks_addon"));
    expect(addons.map((addon) => addon.addon_name).sort()).toEqual(["coredns", "kube-proxy", "vpc-cni"]);
    expect(addons.filter((addon) => "addon_version" in addon)).toEqual([]);
    for (const addon of addons) {
      expect(addon).toMatchObject({
        resolve_conflicts_on_create: "OVERWRITE",
        resolve_conflicts_on_update: "OVERWRITE",
      });
    }
  });

  it("runs CoreDNS on Fargate, with requests that are its limits, after its profile has settled", () => {
    const coredns = resource(synthesizeCluster().cluster, "aws_eks_addon", "addons_coredns");
    const size = { cpu: "0.25", memory: "256Mi" };
    expect(JSON.parse(String(coredns.configuration_values))).toEqual({
      computeType: "Fargate",
      resources: { limits: size, requests: size },
    });
    expect(coredns.depends_on).toEqual(["time_sleep.fargate_base-settled"]);
  });

  it("pins the versions that are given", () => {
    const { cluster } = synthesizeCluster({ addons: { coredns: { version: "v1.13.2-eksbuild.4" } } });
    expect(resource(cluster, "aws_eks_addon", "addons_coredns").addon_version).toBe("v1.13.2-eksbuild.4");
    expect(resource(cluster, "aws_eks_addon", "addons_vpc-cni")).not.toHaveProperty("addon_version");
  });
});

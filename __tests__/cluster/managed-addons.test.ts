import { describe, expect, it } from "vitest";
import { graphOf } from "../../testing/graph";
import { resource, resources, synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

describe("ManagedAddons", () => {
  it("defaults: the two that nodes need to join, at the version that EKS defaults to", () => {
    const { cluster } = synthesizeCluster();
    const addons = Object.values(resources(cluster, "aws_eks_addon"));
    expect(addons.map((addon) => addon.addon_name).sort()).toEqual(["kube-proxy", "vpc-cni"]);
    expect(addons.filter((addon) => "addon_version" in addon)).toEqual([]);
    for (const addon of addons) {
      expect(addon).toMatchObject({
        resolve_conflicts_on_create: "OVERWRITE",
        resolve_conflicts_on_update: "OVERWRITE",
      });
    }
  });

  it("pins the versions that are given", () => {
    const { cluster } = synthesizeCluster({ addons: { "kube-proxy": { version: "v1.36.1-eksbuild.2" } } });
    expect(resource(cluster, "aws_eks_addon", "addons_kube-proxy").addon_version).toBe("v1.36.1-eksbuild.2");
    expect(resource(cluster, "aws_eks_addon", "addons_vpc-cni")).not.toHaveProperty("addon_version");
  });

  it("gives the VPC CNI a role of its own, for its service account and no other", () => {
    const { cluster } = synthesizeCluster({ aws: { permissionsBoundary: "arn:aws:iam::111122223333:policy/b" } });
    const role = resource(cluster, "aws_iam_role", "addons_vpc-cni-role");
    expect(role).toMatchObject({
      name: "sandbox-vpc-cni",
      permissions_boundary: "arn:aws:iam::111122223333:policy/b",
    });
    // Whole values, compared as such: irsa.test.ts has what such a trust policy admits.
    expect(role.assume_role_policy).toContain(':sub":"system:serviceaccount:kube-system:aws-node"');
    expect(resource(cluster, "aws_eks_addon", "addons_vpc-cni").service_account_role_arn).toBe(
      reference("aws_iam_role.addons_vpc-cni-role.arn"),
    );
    expect(resource(cluster, "aws_eks_addon", "addons_kube-proxy")).not.toHaveProperty("service_account_role_arn");
  });

  it("has the CNI's rights and the OIDC provider there before the CNI, and until it has gone", () => {
    const graph = graphOf(synthesizeCluster().cluster);
    for (const needed of [
      "aws_iam_role_policy_attachment.addons_vpc-cni-role_AmazonEKS_CNI_Policy",
      "aws_iam_openid_connect_provider.cluster_oidc",
    ]) {
      expect(graph.reaches("aws_eks_addon.addons_vpc-cni", needed)).toBe(true);
    }
  });

  it("fails when anything but the CNI's role has the CNI's rights", () => {
    const { cluster, addons } = synthesizeCluster();
    const holders = [cluster, addons].flatMap((stack) =>
      Object.values(resources(stack, "aws_iam_role_policy_attachment"))
        .filter(({ policy_arn }) => String(policy_arn).endsWith("/AmazonEKS_CNI_Policy"))
        .map(({ role }) => role),
    );
    expect(holders).toEqual([reference("aws_iam_role.addons_vpc-cni-role.name")]);
  });
});

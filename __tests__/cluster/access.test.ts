import { describe, expect, it } from "vitest";
import type { ClusterInput } from "../../src/addons/cluster-file";
import { resources, synthesizeCluster } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

type AccessInput = NonNullable<NonNullable<ClusterInput["controlPlane"]>["access"]>;

const ROLE = "arn:aws:iam::111122223333:role/dev";

function synthesize(access: AccessInput = {}) {
  const { cluster } = synthesizeCluster({ controlPlane: { access } });
  const types = ["aws_eks_access_entry", "aws_eks_access_policy_association"] as const;
  const [entries, policies] = types.map((type) => resources(cluster, type));
  return { entries: entries ?? {}, policies: policies ?? {} };
}

describe("ClusterAccess", () => {
  it("defaults to no entry: EKS makes that of the creator itself", () => {
    expect(synthesize()).toEqual({ entries: {}, policies: {} });
  });

  it.each([
    ["admins", "AmazonEKSClusterAdminPolicy"],
    ["viewers", "AmazonEKSViewPolicy"],
  ] as const)("gives %s the policy %s in the whole cluster", (list, policy) => {
    const address = "cluster_access_111122223333-role-dev";
    expect(synthesize({ [list]: [ROLE] })).toEqual({
      entries: {
        [address]: {
          cluster_name: reference("aws_eks_cluster.cluster.name"),
          principal_arn: ROLE,
          type: "STANDARD",
          ...(list === "viewers" && { kubernetes_groups: ["eks-addons:viewers"] }),
        },
      },
      policies: {
        [`${address}-${policy}`]: {
          cluster_name: reference("aws_eks_cluster.cluster.name"),
          principal_arn: reference(`aws_eks_access_entry.${address}.principal_arn`),
          policy_arn: `arn:${reference("data.aws_partition.partition.partition")}:eks::aws:cluster-access-policy/${policy}`,
          access_scope: { type: "cluster" },
        },
      },
    });
  });

  it("makes further entries as they are written, and takes no text for a template", () => {
    const { entries, policies } = synthesize({
      entries: [
        {
          principalArn: ROLE,
          userName: "${who}",
          kubernetesGroups: ["devs"],
          policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team-*"] }],
        },
      ],
    });
    expect(Object.values(entries)).toMatchObject([{ user_name: "$${who}", kubernetes_groups: ["devs"] }]);
    expect(Object.values(policies)).toMatchObject([{ access_scope: { type: "namespace", namespaces: ["team-*"] } }]);
  });

  it("tells principals apart whose names differ in what an address can't have", () => {
    const principals = ["role/a-b", "role/a/b", "role/a.b", "user/a-b"].map(
      (name) => `arn:aws:iam::111122223333:${name}`,
    );
    expect(Object.keys(synthesize({ admins: principals }).entries)).toHaveLength(4);
  });

  it("keeps addresses when a principal is put from one list, or place, into another", () => {
    const other = "arn:aws:iam::111122223333:user/ops";
    const names = (access: AccessInput) => Object.keys(synthesize(access).entries).sort();
    expect(names({ admins: [ROLE, other] })).toEqual(names({ viewers: [other], entries: [{ principalArn: ROLE }] }));
  });

  it("gives the role that plans what Helm's releases need, which are secrets", () => {
    const aws = { roleArn: "arn:aws:iam::111122223333:role/deployer", planRoleArn: ROLE };
    const { cluster } = synthesizeCluster({ aws });
    const associations = Object.values(resources(cluster, "aws_eks_access_policy_association"));
    expect(
      associations.map(({ policy_arn, access_scope }) => [String(policy_arn).split("/").at(-1), access_scope]),
    ).toEqual([["AmazonEKSAdminViewPolicy", { type: "cluster" }]]);
    expect(Object.values(resources(cluster, "aws_eks_access_entry")).map(({ principal_arn }) => principal_arn)).toEqual(
      [ROLE],
    );
  });
});

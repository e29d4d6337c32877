import { describe, expect, it } from "vitest";
import { resources, synthesizeCluster } from "../support/stacks";
import { reference } from "../support/synthesize";

describe("TeardownGuard", () => {
  const { cluster, addons } = synthesizeCluster();
  const policies = Object.values(resources(cluster, "aws_iam_policy"));

  it("defaults: one policy of the cluster stack, whose name says what to do", () => {
    expect(policies.map(({ name }) => name)).toEqual(["sandbox-destroy-addons-first"]);
  });

  it("allows no more than to describe the cluster", () => {
    expect(JSON.parse(String(policies[0]?.policy)).Statement).toEqual([
      { Effect: "Allow", Action: "eks:DescribeCluster", Resource: reference("aws_eks_cluster.cluster.arn") },
    ]);
  });

  it("is attached in the add-ons stack, to a role that is there until everything in the cluster has gone", () => {
    const attachment = "aws_iam_role_policy_attachment.karpenter_controller-role_teardown-guard";
    const [type = "", name = ""] = attachment.split(".");
    expect(addons.resource?.[type]?.[name]?.policy_arn).toContain("teardown_guard_arn");
    expect(addons.resource?.kubernetes_namespace_v1?.karpenter_namespace?.depends_on).toContain(attachment);
  });
});

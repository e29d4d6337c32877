import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformHclModule } from "cdktf";
import { describe, expect, it } from "vitest";
import { addCluster } from "../../src";
import { parseStacks, resource, resources, SMALLEST, synthesizeCluster, withApp } from "../../testing/stacks";
import { reference } from "../../testing/synthesize";

describe("TeardownGuard", () => {
  const { cluster, addons } = synthesizeCluster();
  const policies = Object.values(resources(cluster, "aws_iam_policy"));

  it("defaults: one policy of the cluster stack, whose name says what to do", () => {
    // IAM can change neither of them, and refuses to replace a policy that is attached: both stay as they are.
    expect(policies.map(({ name, description }) => [name, description])).toEqual([
      ["sandbox-destroy-addons-first", "Attached as long as cluster sandbox has add-ons; IAM keeps what is attached"],
    ]);
  });

  it("allows no more than to describe the cluster", () => {
    expect(JSON.parse(String(policies[0]?.policy)).Statement).toEqual([
      { Effect: "Allow", Action: "eks:DescribeCluster", Resource: reference("aws_eks_cluster.cluster.arn") },
    ]);
  });

  it("goes before what was added to the stack later, too", () => {
    withApp({}, (app) => {
      const stacks = addCluster(app, SMALLEST);
      new Vpc(stacks.clusterStack, "mine", { cidrBlock: "10.9.0.0/16" });
      new TerraformHclModule(stacks.clusterStack, "bastion", { source: "acme/bastion/aws" });
      const { depends_on: after } = resource(parseStacks(stacks).cluster, "aws_iam_policy", "teardown-guard");
      expect(after).toEqual(expect.arrayContaining(["aws_vpc.mine", "module.bastion", "aws_eks_cluster.cluster"]));
      expect(after).not.toContain("aws_iam_policy.teardown-guard");
    });
  });

  it("is attached in the add-ons stack, to a role that is there until everything in the cluster has gone", () => {
    const attachment = "aws_iam_role_policy_attachment.karpenter_controller-role_teardown-guard";
    const [type = "", name = ""] = attachment.split(".");
    expect(addons.resource?.[type]?.[name]?.policy_arn).toContain("teardown_guard_arn");
    expect(addons.resource?.kubernetes_namespace_v1?.karpenter_namespace?.depends_on).toContain(attachment);
  });
});

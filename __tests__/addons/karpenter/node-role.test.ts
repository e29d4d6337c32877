import { describe, expect, it } from "vitest";
import { NodeRole, type NodeRoleProps } from "../../../src/addons/karpenter/node-role";
import { only, type Resources, reference, synthesizeResources } from "../../../testing/synthesize";

const props: NodeRoleProps = { clusterName: "sandbox", partition: "aws" };

function synthesize(more: Partial<NodeRoleProps> = {}): { resources: Resources; ready: number } {
  let ready = 0;
  const resources = synthesizeResources((scope) => {
    ready = new NodeRole(scope, "node-role", { ...props, ...more }).ready.length;
  });
  return { resources, ready };
}

describe("NodeRole", () => {
  it("defaults to a role for EC2 with the policies that a node needs, and no right to change network interfaces", () => {
    const { resources, ready } = synthesize();
    const attached = Object.values(resources.aws_iam_role_policy_attachment ?? {}).map((a) => a.policy_arn);

    expect(only(resources, "aws_iam_role").name).toBe("KarpenterNodeRole-sandbox");
    expect(attached.sort()).toEqual([
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
    expect(ready).toBe(5);
  });

  it("lets nodes into the cluster, as long as the role is the same", () => {
    expect(only(synthesize().resources, "aws_eks_access_entry")).toEqual({
      cluster_name: "sandbox",
      principal_arn: reference("aws_iam_role.node-role.arn"),
      type: "EC2_LINUX",
    });
  });

  it.each(["aws", "aws-cn", "aws-eusc"])("trusts EC2 by the name that it has in partition %s too", (partition) => {
    const { resources } = synthesize({ partition });

    expect(only(resources, "aws_iam_role").assume_role_policy).toContain('{"Service":"ec2.amazonaws.com"}');
  });

  it("is bounded when asked to", () => {
    const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";

    expect(only(synthesize({ permissionsBoundary }).resources, "aws_iam_role").permissions_boundary).toBe(
      permissionsBoundary,
    );
  });

  it("has a name within IAM's limit for the longest cluster name", () => {
    const { resources } = synthesize({ clusterName: "c".repeat(46) });

    expect(String(only(resources, "aws_iam_role").name)).toHaveLength(64);
  });
});

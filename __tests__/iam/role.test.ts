import { describe, expect, it } from "vitest";
import { Role, type RoleProps } from "../../src/iam/role";
import { serviceTrust } from "../../src/iam/trust";
import { addresses, only, reference, synthesizeResources } from "../../testing/synthesize";

const props: RoleProps = { name: "sandbox-cluster", trust: serviceTrust("eks.amazonaws.com"), partition: "aws" };

function synthesize(more: Partial<RoleProps> = {}) {
  return synthesizeResources((scope) => void new Role(scope, "cluster-role", { ...props, ...more }));
}

describe("Role", () => {
  it("defaults to a role without policies or boundary", () => {
    const resources = synthesize();

    expect(addresses(resources)).toEqual(["aws_iam_role.cluster-role"]);
    expect(only(resources, "aws_iam_role")).toEqual({
      name: "sandbox-cluster",
      assume_role_policy: JSON.stringify(props.trust),
    });
  });

  it("is bounded when asked to", () => {
    const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";

    expect(only(synthesize({ permissionsBoundary }), "aws_iam_role")).toMatchObject({
      permissions_boundary: permissionsBoundary,
    });
  });

  it("attaches AWS-managed policies of its partition", () => {
    const resources = synthesize({
      partition: "aws-us-gov",
      managedPolicies: ["service-role/AmazonEBSCSIDriverPolicy"],
    });

    expect(only(resources, "aws_iam_role_policy_attachment")).toEqual({
      role: reference("aws_iam_role.cluster-role.name"),
      policy_arn: "arn:aws-us-gov:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
    });
  });

  it("keeps the addresses of attachments when their order changes", () => {
    const managedPolicies = ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"];
    const reversed = [...managedPolicies].reverse();

    expect(addresses(synthesize({ managedPolicies }))).toEqual(addresses(synthesize({ managedPolicies: reversed })));
  });

  it("is ready when the role and all attachments are", () => {
    const resources = synthesizeResources((scope) => {
      const role = new Role(scope, "cluster-role", { ...props, managedPolicies: ["AmazonEKSClusterPolicy"] });
      role.attach("own", "arn:aws:iam::111122223333:policy/own");
      expect(role.ready).toHaveLength(3);
    });

    expect(Object.keys(resources.aws_iam_role_policy_attachment ?? {})).toHaveLength(2);
  });
});

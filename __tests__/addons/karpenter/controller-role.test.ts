import { describe, expect, it } from "vitest";
import { ControllerRole, type ControllerRoleProps } from "../../../src/addons/karpenter/controller-role";
import { CONTROLLER_FACTS } from "../../../testing/iam";
import { only, type Resources, reference, synthesizeResources } from "../../../testing/synthesize";

const issuer = "oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const props: ControllerRoleProps = {
  ...CONTROLLER_FACTS,
  oidcProviderArn: `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
  oidcIssuer: issuer,
  teardownGuardArn: "arn:aws:iam::111122223333:policy/sandbox-destroy-addons-first",
  namespace: "karpenter",
  serviceAccount: "karpenter",
};

function synthesize(more: Partial<ControllerRoleProps> = {}): { resources: Resources; ready: number } {
  let ready = 0;
  const resources = synthesizeResources((scope) => {
    ready = new ControllerRole(scope, "controller-role", { ...props, ...more }).ready.length;
  });
  return { resources, ready };
}

describe("ControllerRole", () => {
  it("defaults to a role for the service account, with six policies and the guard of the cluster attached", () => {
    const { resources, ready } = synthesize();
    const role = only(resources, "aws_iam_role");
    const attached = Object.values(resources.aws_iam_role_policy_attachment ?? {}).map((a) => a.policy_arn);

    expect(role.name).toBe("sandbox-karpenter");
    expect(role.assume_role_policy).toContain(`"${issuer}:sub":"system:serviceaccount:karpenter:karpenter"`);
    expect(role).not.toHaveProperty("permissions_boundary");
    const own = Object.keys(resources.aws_iam_policy ?? {}).map((name) => reference(`aws_iam_policy.${name}.arn`));
    expect(attached.sort()).toEqual([...own, props.teardownGuardArn].sort());
    expect(own).toHaveLength(6);
    expect(ready).toBe(8);
  });

  it("has no policy for a queue that isn't there", () => {
    const { resources } = synthesize({ queueArn: undefined });

    expect(JSON.stringify(resources)).not.toContain("sqs:");
    expect(Object.keys(resources.aws_iam_policy ?? {})).toHaveLength(5);
  });

  it("is bounded when asked to", () => {
    const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";

    expect(only(synthesize({ permissionsBoundary }).resources, "aws_iam_role").permissions_boundary).toBe(
      permissionsBoundary,
    );
  });
});

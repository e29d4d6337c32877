import { describe, expect, it } from "vitest";
import { synthesizeCluster } from "../../testing/stacks";

const DEPLOYER = "arn:aws:iam::111122223333:role/deployer";
const PLANS = "arn:aws:iam::111122223333:role/plans";
const EITHER = `\${var.as_plan_role ? "${PLANS}" : "${DEPLOYER}"}`;

/** What a stack says of variables and roles. */
function rolesOf(aws: { roleArn?: string; planRoleArn?: string }) {
  const { cluster, addons } = synthesizeCluster({ aws });
  return [cluster, addons].map((stack) => ({
    variable: "variable" in stack ? stack.variable : undefined,
    assumed: stack.provider?.aws?.[0]?.assume_role,
  }));
}

describe("actingRole", () => {
  it("defaults: nobody else, and no variable", () => {
    expect(rolesOf({})).toEqual(Array(2).fill({ variable: undefined, assumed: undefined }));
  });

  it("is the deploying role, without a variable, where plans have none of their own", () => {
    const expected = { variable: undefined, assumed: [{ role_arn: DEPLOYER }] };
    expect(rolesOf({ roleArn: DEPLOYER })).toEqual([expected, expected]);
  });

  it("is the role that plans where the variable says so, in both stacks", () => {
    const variable = {
      as_plan_role: {
        type: "bool",
        default: false,
        nullable: false,
        description: "Whether to work as the role that only plans (aws.planRoleArn)",
      },
    };
    const expected = { variable, assumed: [{ role_arn: EITHER }] };
    expect(rolesOf({ roleArn: DEPLOYER, planRoleArn: PLANS })).toEqual([expected, expected]);
  });

  it("reaches the cluster as the same role", () => {
    const { addons } = synthesizeCluster({ aws: { roleArn: DEPLOYER, planRoleArn: PLANS } });
    const { helm, kubernetes } = addons.provider ?? {};
    const args = expect.arrayContaining(["--role-arn", EITHER]);
    expect(helm?.[0]?.kubernetes).toMatchObject({ exec: { args } });
    expect(kubernetes?.[0]?.exec).toMatchObject([{ args }]);
  });

  it("isn't what the command for kubectl names: people deploy and look, they don't plan", () => {
    const { cluster } = synthesizeCluster({ aws: { roleArn: DEPLOYER, planRoleArn: PLANS } });
    expect(cluster.output?.update_kubeconfig?.value).toContain(`--role-arn ${DEPLOYER}`);
  });
});

import { Fn, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { ClusterSpec } from "../description/cluster-spec";

/** Name of the Terraform variable that makes a run work as `aws.planRoleArn`. */
const AS_PLAN_ROLE = "as_plan_role";

/**
 * The role that Terraform works as: `aws.roleArn`, or `aws.planRoleArn` where the variable says so. A variable, because
 * the same JSON is planned with one role and applied with the other, and synthesis knows of neither run.
 *
 * To be made once in a stack.
 * @returns undefined where Terraform works as whoever runs it
 */
export function actingRole(stack: Construct, { roleArn, planRoleArn }: ClusterSpec["aws"]): string | undefined {
  if (roleArn === undefined || planRoleArn === undefined) return roleArn;
  const asPlanRole = new TerraformVariable(stack, AS_PLAN_ROLE, {
    type: "bool",
    default: false,
    nullable: false,
    description: "Whether to work as the role that only plans (aws.planRoleArn)",
  });
  return `${Fn.conditional(asPlanRole.booleanValue, planRoleArn, roleArn)}`;
}

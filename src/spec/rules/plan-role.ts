import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem } from "../problem";

const PLAN_ROLE = ["aws", "planRoleArn"];
const DEPLOYING_ROLE = ["aws", "roleArn"];

/** The role that plans run with. */
export function planRoleRules({ aws, controlPlane }: ClusterSpec): Problem[] {
  const { accountId, roleArn, planRoleArn } = aws;
  if (planRoleArn === undefined) return [];
  if (roleArn === undefined) {
    return [
      error(
        PLAN_ROLE,
        "plans would have a role and deploys none; name the deploying role as aws.roleArn, or work as whoever runs Terraform and name who plans under controlPlane.access.entries, with AmazonEKSAdminViewPolicy",
        [DEPLOYING_ROLE],
      ),
    ];
  }
  if (planRoleArn === roleArn) {
    return [
      error(PLAN_ROLE, "plans would have all rights of the deploying role (aws.roleArn); name a role that only reads", [
        DEPLOYING_ROLE,
      ]),
    ];
  }
  const account = planRoleArn.split(":")[4];
  const problems: Problem[] =
    accountId !== undefined && account !== accountId
      ? [
          error(
            PLAN_ROLE,
            `the role is in account ${account}, the cluster in ${accountId} (aws.accountId); name a role of that account`,
            [["aws", "accountId"]],
          ),
        ]
      : [];
  const { admins, viewers, entries } = controlPlane.access;
  const lists = { admins, viewers, entries: entries.map(({ principalArn }) => principalArn) };
  for (const [list, arns] of Object.entries(lists)) {
    if (!arns.includes(planRoleArn)) continue;
    problems.push(
      error(
        PLAN_ROLE,
        `the role is under controlPlane.access.${list} too, and EKS keeps one entry for each; remove it there, its entry is made here`,
        [["controlPlane", "access", list]],
      ),
    );
  }
  return problems;
}

import { parseArn } from "../../knowledge/arn";
import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem } from "../problem";
import { accountOf } from "./arns";

const PLAN_ROLE = ["aws", "planRoleArn"];
const DEPLOYING_ROLE = ["aws", "roleArn"];

/** The role that plans run with. */
export function planRoleRules({ aws, controlPlane }: ClusterSpec): Problem[] {
  const { roleArn, planRoleArn } = aws;
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
  const account = parseArn(planRoleArn)?.account;
  const cluster = accountOf(aws);
  const problems: Problem[] =
    cluster !== undefined && account !== cluster.id
      ? [
          error(
            PLAN_ROLE,
            `the role is in account ${account}, the cluster in ${cluster.id} (${cluster.key.join(".")}); name a role of that account`,
            [cluster.key],
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

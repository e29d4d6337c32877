import { parseArn } from "../../knowledge/arn";
import { accessEntries } from "../access-entries";
import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem } from "../problem";
import { accountOf } from "./arns";

const PLAN_ROLE = ["aws", "planRoleArn"];
const DEPLOYING_ROLE = ["aws", "roleArn"];

/** The role that plans run with. */
export function planRoleRules(cluster: ClusterSpec): Problem[] {
  const { aws } = cluster;
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
  const own = accountOf(aws);
  const problems: Problem[] =
    own !== undefined && account !== own.id
      ? [
          error(
            PLAN_ROLE,
            `the role is in account ${account}, the cluster in ${own.id} (${own.key.join(".")}); name a role of that account`,
            [own.key],
          ),
        ]
      : [];
  const twice = accessEntries(cluster).filter(
    ({ list, principalArn }) => list !== "planRoleArn" && principalArn === planRoleArn,
  );
  for (const list of new Set(twice.map(({ list }) => list))) {
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

import type { ClusterSpec } from "../cluster-spec";
import { error, type KeyPath, type Problem } from "../problem";

const ACCESS = ["controlPlane", "access"];

/** Who works in the account, and who may enter the cluster. */
export function accessRules({ aws, controlPlane }: ClusterSpec): Problem[] {
  const { creatorAdmin, admins, viewers, entries } = controlPlane.access;
  const problems: Problem[] = [];

  const roleAccount = aws.roleArn?.split(":")[4];
  if (aws.accountId !== undefined && roleAccount !== undefined && roleAccount !== aws.accountId) {
    problems.push(
      error(
        ["aws", "roleArn"],
        `the role is in account ${roleAccount}, the cluster in ${aws.accountId} (aws.accountId); name a role of that account`,
        [["aws", "accountId"]],
      ),
    );
  }

  const mayAdminister =
    creatorAdmin ||
    admins.length > 0 ||
    entries.some(({ policies }) =>
      policies.some(({ policy, namespaces }) => policy === "AmazonEKSClusterAdminPolicy" && namespaces === undefined),
    );
  if (!mayAdminister) {
    problems.push(
      error(
        [...ACCESS, "creatorAdmin"],
        "nobody could administer the cluster, not even to deploy add-ons; name the deploying role under admins",
        [
          [...ACCESS, "admins"],
          [...ACCESS, "entries"],
        ],
      ),
    );
  }

  const seen = new Map<string, string>();
  const principals: [KeyPath, string][] = [
    ...admins.map((arn, index): [KeyPath, string] => [[...ACCESS, "admins", index], arn]),
    ...viewers.map((arn, index): [KeyPath, string] => [[...ACCESS, "viewers", index], arn]),
    ...entries.map(({ principalArn }, index): [KeyPath, string] => [
      [...ACCESS, "entries", index, "principalArn"],
      principalArn,
    ]),
  ];
  for (const [path, arn] of principals) {
    const list = String(path[2]);
    const first = seen.get(arn);
    if (first !== undefined) {
      problems.push(
        error(
          path,
          `${arn} is under ${first} already, and EKS keeps one entry for each; put all its policies into one of entries`,
        ),
      );
    }
    seen.set(arn, first ?? list);
  }
  return [...problems, ...entries.flatMap(({ policies }, index) => policyRules(policies, index))];
}

type Policies = ClusterSpec["controlPlane"]["access"]["entries"][number]["policies"];

function policyRules(policies: Policies, entry: number): Problem[] {
  return policies.flatMap(({ policy }, index) =>
    policies.findIndex((other) => other.policy === policy) < index
      ? [
          error(
            [...ACCESS, "entries", entry, "policies", index, "policy"],
            `${policy} is in this entry already, and EKS associates it once; join the namespaces`,
          ),
        ]
      : [],
  );
}

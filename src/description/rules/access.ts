import { parseArn } from "../../knowledge/arn";
import { type AccessEntry, accessEntries } from "../access-entries";
import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem, warning } from "../problem";
import { accountOf } from "./arns";
import { listedTwice } from "./listed-twice";

const ACCESS = ["controlPlane", "access"];
const CREATOR = [...ACCESS, "creatorAdmin"];
const ROLE = ["aws", "roleArn"];

/**
 * Who may enter the cluster: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 * @param roleNames of all roles that are made for the cluster
 */
export function accessRules(cluster: ClusterSpec, roleNames: readonly string[]): Problem[] {
  const all = accessEntries(cluster);
  // The role that plans has rules of its own.
  const entries = all.filter(({ list }) => list !== "planRoleArn");
  return [
    ...administratorRules(cluster),
    ...ownRoleRules(cluster, all, roleNames),
    ...creatorRules(cluster, entries),
    ...duplicateRules(entries),
    ...cluster.controlPlane.access.entries.flatMap(entryRules),
  ];
}

type Entry = ClusterSpec["controlPlane"]["access"]["entries"][number];

/** Helm installs CRDs and cluster roles, which only this policy allows. */
function administers({ policies }: Entry): boolean {
  return policies.some(
    ({ policy, namespaces }) => policy === "AmazonEKSClusterAdminPolicy" && namespaces === undefined,
  );
}

/** Whoever deploys has to get in, or the second stack can't be deployed. */
function administratorRules({ aws, controlPlane }: ClusterSpec): Problem[] {
  const { creatorAdmin, admins, entries } = controlPlane.access;
  if (creatorAdmin) return [];
  const others = [
    [...ACCESS, "admins"],
    [...ACCESS, "entries"],
  ];
  if (admins.length === 0 && !entries.some(administers)) {
    const message =
      "nobody could administer the cluster, not even to deploy add-ons; name the deploying role under admins";
    return [error(CREATOR, message, others)];
  }
  const { roleArn } = aws;
  if (roleArn === undefined || admins.includes(roleArn)) return [];
  if (entries.some((entry) => entry.principalArn === roleArn && administers(entry))) return [];
  return [
    error(
      CREATOR,
      `${roleArn} (aws.roleArn) deploys, and without this it may not administer the cluster; name it under admins too`,
      [...others, ROLE],
    ),
  ];
}

/** EKS makes the entries of Fargate's and the nodes' role; the others enter no cluster. */
function ownRoleRules({ aws }: ClusterSpec, entries: readonly AccessEntry[], own: readonly string[]): Problem[] {
  const account = accountOf(aws)?.id;
  const deploying = aws.roleArn === undefined ? [] : [{ path: ROLE, principalArn: aws.roleArn }];
  return [...deploying, ...entries].flatMap(({ path, principalArn }) => {
    const parsed = parseArn(principalArn);
    const role = parsed?.resource.startsWith("role/") ? parsed.resource.split("/").at(-1) : undefined;
    if (role === undefined || !own.includes(role)) return [];
    if (account !== undefined && parsed?.account !== account) return [];
    return [
      error(path, `${role} is a role that is made for this cluster, with the rights that it needs; name another`, [
        ["name"],
      ]),
    ];
  });
}

/**
 * EKS makes the creator's entry, and refuses a second one with 409. Whether the deploying role is the creator isn't known: a
 * cluster that another role made needs an entry for it. So the short forms are refused, and an entry that is spelled out isn't.
 */
function creatorRules({ aws, controlPlane }: ClusterSpec, entries: readonly AccessEntry[]): Problem[] {
  if (!controlPlane.access.creatorAdmin) return [];
  return entries
    .filter(({ principalArn }) => principalArn === aws.roleArn)
    .map(({ path, list }) =>
      list === "entries"
        ? warning(
            path,
            "this role (aws.roleArn) deploys; if it made the cluster too, EKS has made its entry, and refuses this one (409): keep it only if another role made the cluster",
            [ROLE, CREATOR],
          )
        : error(
            path,
            "this role (aws.roleArn) creates the cluster, and EKS makes its entry, with all rights; remove it here, or set creatorAdmin to false for a new cluster; if another role made the cluster, name this one under entries, with AmazonEKSClusterAdminPolicy",
            [ROLE, CREATOR],
          ),
    );
}

function duplicateRules(entries: readonly AccessEntry[]): Problem[] {
  return entries.flatMap(({ path, principalArn }, index) => {
    const first = entries.findIndex((other) => other.principalArn === principalArn);
    if (first === index) return [];
    return [
      error(
        path,
        `${principalArn} is under ${entries[first]?.list} already, and EKS keeps one entry for each; put all its policies into one of entries`,
      ),
    ];
  });
}

function entryRules({ policies, kubernetesGroups }: Entry, index: number): Problem[] {
  const path = [...ACCESS, "entries", index];
  return [
    ...listedTwice([...path, "kubernetesGroups"], kubernetesGroups),
    ...policies.flatMap(({ policy, namespaces }, number) => [
      ...(policies.findIndex((other) => other.policy === policy) < number
        ? [
            error(
              [...path, "policies", number, "policy"],
              `${policy} is in this entry already, and EKS associates it once; join the namespaces`,
            ),
          ]
        : []),
      ...listedTwice([...path, "policies", number, "namespaces"], namespaces ?? []),
    ]),
  ];
}

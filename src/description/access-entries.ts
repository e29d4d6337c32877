import type { AccessPolicy } from "../knowledge/access-policies";
import type { ClusterSpec } from "./cluster-spec";
import type { KeyPath } from "./problem";

/** Group in Kubernetes of everybody under `viewers`. The add-ons stack says what it may read. */
export const VIEWERS_GROUP = "eks-addons:viewers";

type AccessSpec = ClusterSpec["controlPlane"]["access"];

const ACCESS = ["controlPlane", "access"];

/** An access entry, however it is described, and where. */
export type AccessEntry = AccessSpec["entries"][number] & {
  /** Where the principal's ARN is. */
  readonly path: KeyPath;
  /** The list below `controlPlane.access`, or the role that plans. */
  readonly list: "admins" | "viewers" | "entries" | "planRoleArn";
};

/**
 * All access entries that are made for a cluster, in the order in which they are: the role that plans, the short forms
 * `admins` and `viewers`, then the entries that are spelled out. EKS itself makes those of the creator, of Fargate and of
 * node groups.
 */
export function accessEntries({ aws, controlPlane }: Pick<ClusterSpec, "aws" | "controlPlane">): AccessEntry[] {
  const { entries } = controlPlane.access;
  const short = (list: "admins" | "viewers", policy: AccessPolicy, kubernetesGroups: string[]) =>
    controlPlane.access[list].map(
      (principalArn, index): AccessEntry => ({
        path: [...ACCESS, list, index],
        list,
        principalArn,
        kubernetesGroups,
        policies: [{ policy }],
      }),
    );
  return [
    ...planEntry(aws.planRoleArn),
    ...short("admins", "AmazonEKSClusterAdminPolicy", []),
    ...short("viewers", "AmazonEKSViewPolicy", [VIEWERS_GROUP]),
    ...entries.map(
      (entry, index): AccessEntry => ({
        ...entry,
        path: [...ACCESS, "entries", index, "principalArn"],
        list: "entries",
      }),
    ),
  ];
}

function planEntry(planRoleArn: string | undefined): AccessEntry[] {
  if (planRoleArn === undefined) return [];
  return [
    {
      path: ["aws", "planRoleArn"],
      list: "planRoleArn",
      principalArn: planRoleArn,
      kubernetesGroups: [],
      // AmazonEKSViewPolicy wouldn't do: a plan reads Helm's releases, which are secrets.
      policies: [{ policy: "AmazonEKSAdminViewPolicy" }],
    },
  ];
}

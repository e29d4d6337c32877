import { createHash } from "node:crypto";
import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import type { ClusterSpec } from "../description/cluster-spec";
import type { AccessPolicy } from "../knowledge/access-policies";

/** Group in Kubernetes of everybody under `viewers`. The add-ons stack says what it may read. */
export const VIEWERS_GROUP = "eks-addons:viewers";

type AccessSpec = ClusterSpec["controlPlane"]["access"];
type EntrySpec = AccessSpec["entries"][number];

export interface ClusterAccessProps {
  /** Name of the cluster, as an attribute of the cluster made. */
  readonly clusterName: string;
  readonly partition: string;
  readonly access: AccessSpec;
  /** Role that plans run with. @default - plans run as the deploying role */
  readonly planRoleArn?: string;
}

/** Access entries: who may enter the cluster, beside its creator. */
export class ClusterAccess extends Construct {
  constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id);
    for (const entry of allEntries(props.access, props.planRoleArn)) this.entry(entry, props);
  }

  private entry(entry: EntrySpec, { clusterName, partition }: ClusterAccessProps): void {
    const name = principalName(entry.principalArn);
    const resource = new EksAccessEntry(this, name, {
      clusterName,
      principalArn: entry.principalArn,
      type: "STANDARD",
      userName: entry.userName,
      kubernetesGroups: entry.kubernetesGroups.length > 0 ? [...entry.kubernetesGroups] : undefined,
    });
    for (const { policy, namespaces } of entry.policies) {
      new EksAccessPolicyAssociation(this, `${name}-${policy}`, {
        clusterName,
        principalArn: resource.principalArn,
        policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${policy}`,
        accessScope: namespaces ? { type: "namespace", namespaces: [...namespaces] } : { type: "cluster" },
      });
    }
  }
}

/** The role that plans, the short forms `admins` and `viewers` as entries, then the entries that are spelled out. */
function allEntries({ admins, viewers, entries }: AccessSpec, planRoleArn?: string): EntrySpec[] {
  return [
    // AmazonEKSViewPolicy wouldn't do: a plan reads Helm's releases, which are secrets.
    ...(planRoleArn === undefined ? [] : [entryWith(planRoleArn, "AmazonEKSAdminViewPolicy")]),
    ...admins.map((principalArn) => entryWith(principalArn, "AmazonEKSClusterAdminPolicy")),
    ...viewers.map((principalArn) => ({
      ...entryWith(principalArn, "AmazonEKSViewPolicy"),
      kubernetesGroups: [VIEWERS_GROUP],
    })),
    ...entries,
  ];
}

function entryWith(principalArn: string, policy: AccessPolicy): EntrySpec {
  return { principalArn, kubernetesGroups: [], policies: [{ policy }] };
}

/**
 * Account, kind and name of a principal, in characters that a Terraform address may have. A name that doesn't survive
 * that, such as one with a path, gets a hash, or `role/a/b` and `role/a-b` would have one address.
 */
function principalName(arn: string): string {
  const principal = arn.replace(/^arn:[^:]*:iam::/, "");
  const name = principal.replace(/[^\w-]+/g, "-");
  if (/^\d+:\w+\/[\w-]+$/.test(principal)) return name;
  return `${name}-${createHash("sha256").update(principal).digest("hex").slice(0, 8)}`;
}

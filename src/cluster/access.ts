import { createHash } from "node:crypto";
import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import type { AccessEntry } from "../description/access-entries";

export interface ClusterAccessProps {
  /** Name of the cluster, as an attribute of the cluster made. */
  readonly clusterName: string;
  readonly partition: string;
  readonly entries: readonly AccessEntry[];
}

/** Access entries: who may enter the cluster, beside its creator. */
export class ClusterAccess extends Construct {
  constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id);
    for (const entry of props.entries) this.entry(entry, props);
  }

  private entry(entry: AccessEntry, { clusterName, partition }: ClusterAccessProps): void {
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

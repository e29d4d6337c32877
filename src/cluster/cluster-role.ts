import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, policyJson } from "../iam/policy-document";
import { Role } from "../iam/role";
import { serviceTrust } from "../iam/trust";
import { clusterRoleName } from "../knowledge/names";

export interface ClusterRoleProps {
  readonly clusterName: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** Key that secrets are encrypted with. @default - secrets are not encrypted with a key of ours */
  readonly secretsKeyArn?: string;
  /** @default - no boundary */
  readonly permissionsBoundary?: string;
}

/**
 * The role that EKS acts with on behalf of the control plane: of this cluster, and no other
 * (https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html).
 */
export class ClusterRole extends Construct {
  readonly arn: string;
  /** What the control plane needs from its first to its last minute. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ClusterRoleProps) {
    super(scope, id);
    const role = new Role(this, "Default", {
      name: clusterRoleName(props.clusterName),
      // The cluster comes after its role, so its ARN is put together.
      trust: serviceTrust("eks.amazonaws.com", {
        ArnLike: {
          "aws:SourceArn": `arn:${props.partition}:eks:${props.region}:${props.accountId}:cluster/${props.clusterName}`,
        },
        StringEquals: { "aws:SourceAccount": props.accountId },
      }),
      managedPolicies: ["AmazonEKSClusterPolicy"],
      permissionsBoundary: props.permissionsBoundary,
      partition: props.partition,
    });
    this.arn = role.arn;
    this.ready = props.secretsKeyArn ? [...role.ready, this.keyPolicy(role, props.secretsKeyArn)] : role.ready;
  }

  /** AWS's managed policy doesn't know the key: https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html */
  private keyPolicy(role: Role, keyArn: string): IamRolePolicy {
    return new IamRolePolicy(this, "secrets-key", {
      name: "secrets-key",
      role: role.name,
      policy: policyJson(
        policyDocument({
          Effect: "Allow",
          Action: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ListGrants"],
          Resource: keyArn,
        }),
      ),
    });
  }
}

import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";

export interface SecretsKeyProps {
  readonly clusterName: string;
  /** Days between the end of the cluster and the end of the key. */
  readonly deletionWindowDays: number;
  /** Whether a plan that would delete the key fails. */
  readonly preventDestroy: boolean;
}

/**
 * The KMS key that Kubernetes secrets are encrypted with. A cluster whose key is deleted can't be recovered. The key goes
 * after the cluster in a destroy; an edit that would take it from a living cluster is stopped by `FixedAtCreation`.
 */
export class SecretsKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SecretsKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "Default", {
      description: `Kubernetes secrets of EKS cluster ${props.clusterName}`,
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowDays,
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    });
    new KmsAlias(this, "alias", { name: `alias/eks/${props.clusterName}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";

export interface SecretsKeyProps {
  readonly clusterName: string;
  /** Days between the end of the cluster and the end of the key. */
  readonly deletionWindowDays: number;
}

/** The KMS key that Kubernetes secrets are encrypted with. */
export class SecretsKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: SecretsKeyProps) {
    super(scope, id);
    const key = new KmsKey(this, "Default", {
      description: `Kubernetes secrets of EKS cluster ${props.clusterName}`,
      enableKeyRotation: true,
      deletionWindowInDays: props.deletionWindowDays,
    });
    new KmsAlias(this, "alias", { name: `alias/eks/${props.clusterName}`, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

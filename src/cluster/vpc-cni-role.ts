import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Role } from "../iam/role";
import { irsaTrust } from "../iam/trust";
import { vpcCniRoleName } from "../knowledge/names";

export interface VpcCniRoleProps {
  readonly clusterName: string;
  readonly partition: string;
  readonly oidcProviderArn: string;
  /** Host and path of the OIDC issuer, without `https://`. */
  readonly oidcIssuer: string;
  /** @default - no boundary */
  readonly permissionsBoundary?: string;
}

/**
 * The role `<cluster>-vpc-cni` of the VPC CNI's pods (`aws-node`), which give pods their addresses.
 *
 * A role of their own, or every pod on a node that reaches the instance's credentials might change network interfaces
 * of the whole account: https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html. By
 * IRSA, because EKS Pod Identity needs an agent on each node.
 */
export class VpcCniRole extends Construct {
  readonly arn: string;
  /** The role and its policy: without, pods of new nodes get no address, and nodes don't get ready. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: VpcCniRoleProps) {
    super(scope, id);
    const role = new Role(this, "Default", {
      name: vpcCniRoleName(props.clusterName),
      trust: irsaTrust({
        oidcProviderArn: props.oidcProviderArn,
        oidcIssuer: props.oidcIssuer,
        namespace: "kube-system",
        serviceAccount: "aws-node",
      }),
      partition: props.partition,
      managedPolicies: ["AmazonEKS_CNI_Policy"],
      permissionsBoundary: props.permissionsBoundary,
    });
    this.arn = role.arn;
    this.ready = role.ready;
  }
}

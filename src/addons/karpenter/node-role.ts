import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Role } from "../../iam/role";
import { serviceTrust } from "../../iam/trust";
import { roleAddress } from "./description/aws-objects";
import { nodeRoleName } from "./names";

export interface NodeRoleProps {
  /** At most 46 characters, or the role's name gets longer than IAM's 64. */
  readonly clusterName: string;
  readonly partition: string;
  /**
   * ARN of the policy that bounds the role.
   * @default - not bounded
   */
  readonly permissionsBoundary?: string;
}

/**
 * The role `KarpenterNodeRole-<cluster>` of the instances that Karpenter starts, and their way into the cluster.
 *
 * No instance profile: Karpenter makes and removes those itself.
 */
export class NodeRole extends Construct {
  /** For the `role` of an EC2NodeClass. */
  readonly name: string;
  readonly arn: string;
  /** Role, policies and access entry. Nodes can neither join nor be drained without any of it. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(scope, id);

    const role = new Role(this, "Default", {
      name: nodeRoleName(props.clusterName),
      trust: serviceTrust("ec2.amazonaws.com"),
      partition: props.partition,
      // Not AmazonEKS_CNI_Policy: the VPC CNI has a role of its own.
      managedPolicies: [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonSSMManagedInstanceCore",
      ],
      permissionsBoundary: props.permissionsBoundary,
    });
    // EKS remembers the unique id behind the ARN, and would lock out a new role of the same name. The reference is enough to replace
    // the entry with the role: a role that is going to be made anew has no known ARN.
    const accessEntry = new EksAccessEntry(this, "access-entry", {
      clusterName: props.clusterName,
      principalArn: role.arn,
      type: "EC2_LINUX",
    });
    this.name = role.name;
    this.arn = role.arn;
    this.ready = [...role.ready, accessEntry];
  }
}

/** The way into the cluster for nodes with a role of the user's own, from an instance profile. */
export class ProfileRoleAccess extends Construct {
  /** Nodes can neither join nor be drained without it. */
  readonly entry: ITerraformDependable;

  /** @param roleArn the role in the instance profile; its name is part of the Terraform address */
  constructor(scope: Construct, roleArn: string, clusterName: string) {
    super(scope, `profile-role-${roleAddress(roleArn)}`);
    this.entry = new EksAccessEntry(this, "access-entry", {
      clusterName,
      principalArn: roleArn,
      type: "EC2_LINUX",
    });
  }
}

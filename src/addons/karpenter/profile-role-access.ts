import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { roleAddress } from "./description/aws-objects";

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

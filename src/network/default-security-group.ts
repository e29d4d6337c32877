import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { Construct } from "constructs";

/**
 * Takes the rules off the security group that comes with a VPC. Nothing here uses it, and what somebody starts without
 * naming a group would be open to all else that was started so.
 *
 * Terraform adopts the group, which exists already, and on a destroy only forgets it: it goes with its VPC.
 */
export function emptyDefaultSecurityGroup(scope: Construct, id: string, vpc: Vpc): void {
  new DefaultSecurityGroup(scope, id, { vpcId: vpc.id, ingress: [], egress: [], tags: { Name: "unused" } });
}

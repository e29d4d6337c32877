import type { ITerraformDependable } from "cdktf";
import type { FixedValue } from "../description/fixed-values";
import type { JsonValue } from "../terraform/sorted-json";

// How node classes find the subnets is in `node-selectors.ts`: that is asked in the add-ons stack, where there are no
// constructs of the network.

/** What the rest of a cluster needs of a network, whoever made it. */
export interface Network {
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Private subnets that nodes and Fargate pods start in. */
  readonly privateSubnetIds: string[];
  /**
   * What the private subnets are told from others by, as far as it is known before they are there. A Fargate profile is
   * replaced, under another name, when it changes.
   *
   * @internal
   */
  readonly privateSubnetIdentity: JsonValue;
  /** Subnets that the control plane has its network interfaces in, in two zones at least. */
  readonly controlPlaneSubnetIds: string[];
  /**
   * What a private subnet's way out is made of. Nothing refers to these, and yet pods that pull an image or call AWS
   * need them, from first to last: depend on them. Empty where the way out is there already.
   */
  readonly egress: readonly ITerraformDependable[];
  /**
   * What of the network can't be changed any more, once there is a cluster in it.
   *
   * @internal
   */
  readonly fixed: readonly FixedValue[];
}

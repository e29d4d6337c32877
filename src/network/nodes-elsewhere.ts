import { DataAwsInstances } from "@cdktf/provider-aws/lib/data-aws-instances";
import { Construct } from "constructs";
import { ownershipTag } from "../knowledge/names";

export interface NodesElsewhereProps {
  readonly clusterName: string;
  readonly vpcId: string;
  readonly region: string;
  /** Names of the zones that the network has. */
  readonly availabilityZones: readonly string[];
}

/** Letters that a zone's name may end in. */
const LETTERS = ["a", "b", "c", "d", "e", "f"];

/**
 * Fails a plan that takes the network away from nodes: their zone's routes would go at once, and its subnet only with the
 * last of them.
 *
 * It asks AWS, but not for a cluster that isn't there yet: as long as the VPC's id isn't known, Terraform puts it off.
 *
 * Not for a cluster whose node classes choose subnets themselves: those may be in any zone.
 */
export class NodesElsewhere extends Construct {
  constructor(scope: Construct, id: string, { clusterName, vpcId, region, availabilityZones }: NodesElsewhereProps) {
    super(scope, id);
    const elsewhere = LETTERS.map((letter) => `${region}${letter}`).filter((zone) => !availabilityZones.includes(zone));
    if (elsewhere.length === 0) return;
    new DataAwsInstances(this, "Default", {
      filter: [
        { name: "vpc-id", values: [vpcId] },
        { name: "availability-zone", values: elsewhere },
        // Whatever else may run in the VPC is no node: Karpenter tags its instances so.
        { name: `tag:${ownershipTag(clusterName)}`, values: ["owned"] },
      ],
      instanceStateNames: ["pending", "running"],
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.ids) == 0}",
            errorMessage:
              'In zones that network.availabilityZones doesn\'t have run ${join(", ", self.ids)}, which would lose their network: put the zone back there and under network.draining, deploy, and take it out of both when Karpenter has replaced its nodes.',
          },
        ],
      },
    });
  }
}

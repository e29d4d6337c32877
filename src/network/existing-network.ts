import { Construct } from "constructs";
import { ANOTHER_CLUSTER, type FixedValue } from "../description/fixed-values";
import type { ExistingNetworkSpec } from "../description/network-spec";
import type { JsonValue } from "../terraform/sorted-json";
import type { Network } from "./network";
import { Verification } from "./verification";

export interface ExistingNetworkProps {
  readonly region: string;
  readonly network: ExistingNetworkSpec;
  /** Range of Kubernetes services. */
  readonly serviceCidr: string;
  /** Whether the cluster is going to be destroyed: what its network is like says nothing any more. */
  readonly retired: boolean;
}

/** A VPC that exists. Nothing in it is made, tagged or changed; what has to be true of it is looked at in each plan. */
export class ExistingNetwork extends Construct implements Network {
  readonly vpcId: string;
  readonly privateSubnetIds: string[];
  readonly privateSubnetIdentity: JsonValue;
  readonly controlPlaneSubnetIds: string[];
  readonly egress = [];
  readonly fixed: readonly FixedValue[];

  constructor(scope: Construct, id: string, { region, network, serviceCidr, retired }: ExistingNetworkProps) {
    super(scope, id);
    // Sorted: in which order subnets are listed must not move anything.
    const ids = network.privateSubnets.map((subnet) => subnet.id).toSorted();
    this.vpcId = network.vpcId;
    this.privateSubnetIds = ids;
    this.privateSubnetIdentity = { ids };
    this.controlPlaneSubnetIds = network.controlPlaneSubnetIds.toSorted();
    const verification = network.verify
      ? new Verification(this, "Default", { region, network, serviceCidr, enforced: !retired })
      : undefined;
    this.fixed = [
      {
        // The record that an own network has its range in: neither kind becomes the other.
        key: "network.cidr",
        title: "network.vpcId",
        value: network.vpcId,
        advice: `a cluster keeps its VPC; write back <was>, ${ANOTHER_CLUSTER}`,
      },
      ...zonesOfControlPlane(network, verification),
    ];
  }
}

/** In which zones the control plane is, where that is known. EKS itself refuses to leave them. */
function zonesOfControlPlane(network: ExistingNetworkSpec, verification: Verification | undefined): FixedValue[] {
  const described = network.controlPlaneSubnetIds.map(
    (id) => network.privateSubnets.find((subnet) => subnet.id === id)?.zone,
  );
  const value = described.every((zone) => zone !== undefined)
    ? [...new Set(described)].toSorted().join(", ")
    : verification?.controlPlaneZones;
  if (value === undefined) return [];
  const ids = new Set(network.controlPlaneSubnetIds);
  const isOwn = network.privateSubnets.length !== ids.size || network.privateSubnets.some(({ id }) => !ids.has(id));
  return [
    {
      key: "controlPlane.availabilityZones",
      title: `The list of zones of ${isOwn ? "controlPlane.subnets" : "network.privateSubnets"}`,
      value,
      advice:
        "EKS keeps a control plane in the zones that it was made in; write subnets of exactly these zones under controlPlane.subnets: <was>",
    },
  ];
}

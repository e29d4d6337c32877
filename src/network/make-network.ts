import type { Construct } from "constructs";
import type { ClusterSpec } from "../description/cluster-spec";
import { ExistingNetwork } from "./existing-network";
import type { Network } from "./network";
import { NodesElsewhere } from "./nodes-elsewhere";
import { OwnNetwork } from "./own-network";

export interface MakeNetworkProps {
  readonly cluster: ClusterSpec;
  readonly partition: string;
  /** Whether instances may be started in other subnets, in any zone. */
  readonly usesOtherSubnets: boolean;
}

/** The network that a cluster describes: one that is made with it, or one that exists. */
export function makeNetwork(
  scope: Construct,
  id: string,
  { cluster, partition, usesOtherSubnets }: MakeNetworkProps,
): Network {
  const { name: clusterName, region, aws, network } = cluster;
  if (network.kind === "existing") {
    return new ExistingNetwork(scope, id, {
      region,
      network,
      serviceCidr: cluster.controlPlane.serviceCidr,
      retired: cluster.retired,
    });
  }
  const { permissionsBoundary } = aws;
  const own = new OwnNetwork(scope, id, { clusterName, partition, region, permissionsBoundary, ...network });
  if (!usesOtherSubnets) {
    const { availabilityZones } = network;
    new NodesElsewhere(scope, "nodes-elsewhere", { clusterName, region, availabilityZones, vpcId: own.vpcId });
  }
  return own;
}

import type { NetworkSpec } from "../description/network-spec";
import { DISCOVERY_TAG } from "../knowledge/names";

/** By what a node class that chooses none itself finds its subnets and security groups, in Karpenter's own terms. */
export interface NodeSelectors {
  readonly subnetSelectorTerms: NodeSelectorTerm[];
  readonly securityGroupSelectorTerms: NodeSelectorTerm[];
}

/** One of them: an id, or tags. */
export type NodeSelectorTerm = { id: string } | { tags: Record<string, string> };

/** What stands for the id of the cluster's security group as long as nobody knows it. */
export const CLUSTER_GROUP = "sg-of-the-cluster";

/**
 * By tag where the network is made here, since a subnet that drains loses its tag; by id where it exists, since nothing in
 * it is tagged.
 *
 * @param clusterSecurityGroupId the group that EKS makes for the cluster
 */
export function nodeSelectors(
  { name, network }: { readonly name: string; readonly network: NetworkSpec },
  clusterSecurityGroupId: string = CLUSTER_GROUP,
): NodeSelectors {
  if (network.kind === "own") {
    const discovered = [{ tags: { [DISCOVERY_TAG]: name } }];
    return { subnetSelectorTerms: discovered, securityGroupSelectorTerms: discovered };
  }
  const ids = network.privateSubnets.map(({ id }) => id).toSorted();
  return {
    subnetSelectorTerms: ids.map((id) => ({ id })),
    securityGroupSelectorTerms: [{ id: clusterSecurityGroupId }],
  };
}

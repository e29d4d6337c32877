import { accessEntries } from "../../../description/access-entries";
import { knownZones } from "../../../description/network-spec";
import type { KeyPath } from "../../../description/problem";
import { type NodeSelectors, nodeSelectors } from "../../../network/node-selectors";
import type { KarpenterCluster } from "../schema/karpenter";
import type { ParsedNodeClass } from "../schema/node-class";
import type { ParsedNodePool } from "../schema/node-pool";
import { SHORT_FORMS } from "./labels";
import type { Origin } from "./requirement-set";

/** What the rules for node pools and node classes look at: these lists, and what they take from their cluster. */
export interface KarpenterContext {
  readonly clusterName: string;
  readonly region: string;
  /** @default - not said in the description */
  readonly accountId?: string;
  /** Principals that have an access entry by the description, or deploy. */
  readonly principalArns: readonly string[];
  /** Names of all roles that are made for the cluster. */
  readonly roleNames: readonly string[];
  /**
   * Zones that the cluster's nodes have subnets in.
   * @default - not said in the description
   */
  readonly availabilityZones?: readonly string[];
  /** Subnets and security groups of a node class that names none. */
  readonly selectors: NodeSelectors;
  /** Minor version, such as `1.36`. */
  readonly kubernetesVersion: string;
  /** Tags of the cluster, which go onto what Karpenter starts too. */
  readonly tags: Readonly<Record<string, string>>;
  readonly nodePools: readonly ParsedNodePool[];
  readonly nodeClasses: readonly ParsedNodeClass[];
}

/**
 * What the rules for node pools and node classes look at, of a whole cluster.
 * @param roleNames of all roles that are made for the cluster
 */
export function karpenterContext(cluster: KarpenterCluster, roleNames: readonly string[]): KarpenterContext {
  const { nodePools, nodeClasses } = cluster.karpenter;
  const { accountId, roleArn } = cluster.aws;
  const availabilityZones = knownZones(cluster.network);
  return {
    clusterName: cluster.name,
    region: cluster.region,
    ...(accountId !== undefined && { accountId }),
    principalArns: [
      ...accessEntries(cluster).map(({ principalArn }) => principalArn),
      ...(roleArn === undefined ? [] : [roleArn]),
    ],
    roleNames,
    ...(availabilityZones && { availabilityZones }),
    selectors: nodeSelectors(cluster),
    kubernetesVersion: cluster.kubernetesVersion,
    tags: cluster.tags,
    nodePools,
    nodeClasses,
  };
}

/** Where a node pool stands in the description of its cluster. */
export function nodePoolPath(index: number): KeyPath {
  return ["karpenter", "nodePools", index];
}

/** Where a node class stands in the description of its cluster. */
export function nodeClassPath(index: number): KeyPath {
  return ["karpenter", "nodeClasses", index];
}

/** Where a node pool says something of a label. */
export function originPath(origin: Origin, key: string, pool: ParsedNodePool | undefined, path: KeyPath): KeyPath {
  if ("label" in origin) return [...path, "template", "metadata", "labels", origin.label];
  const written = pool?.template?.spec?.requirements?.length ?? 0;
  if (origin.requirement < written) return [...path, "template", "spec", "requirements", origin.requirement];
  // What follows the written requirements stands for a short form, or for its default.
  const short = Object.entries(SHORT_FORMS).find(([, label]) => label === key)?.[0];
  return short === undefined ? [...path, "template", "spec", "requirements"] : [...path, short];
}

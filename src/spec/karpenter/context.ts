import type { KeyPath } from "../problem";
import type { ParsedNodeClass } from "../schema/node-class";
import type { ParsedNodePool } from "../schema/node-pool";

/** What the rules for node pools and node classes look at: these lists, and what they take from their cluster. */
export interface KarpenterContext {
  readonly clusterName: string;
  /** Minor version, such as `1.36`. */
  readonly kubernetesVersion: string;
  /** Tags of the cluster, which go onto what Karpenter starts too. */
  readonly tags: Readonly<Record<string, string>>;
  readonly nodePools: readonly ParsedNodePool[];
  readonly nodeClasses: readonly ParsedNodeClass[];
}

/** Where a node pool stands in the description of its cluster. */
export function nodePoolPath(index: number): KeyPath {
  return ["karpenter", "nodePools", index];
}

/** Where a node class stands in the description of its cluster. */
export function nodeClassPath(index: number): KeyPath {
  return ["karpenter", "nodeClasses", index];
}

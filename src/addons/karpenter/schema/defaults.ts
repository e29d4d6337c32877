/**
 * What a node pool is unless it says otherwise. The schema names these values, and the expansion fills them in: there is
 * no second place for any of them.
 */
export const POOL_DEFAULTS = {
  nodeClass: "default",
  capacityTypes: ["on-demand"],
  architectures: ["amd64"],
  instanceCategories: ["c", "m", "r"],
  /** Instances of a generation above this one; its place in the schema is the description of `instanceCategories`. */
  generationAbove: 2,
  limits: { cpu: 1000 },
  consolidationPolicy: "WhenEmptyOrUnderutilized",
  consolidateAfter: "1m",
  expireAfter: "720h",
  terminationGracePeriod: "10m",
} as const;

/** What a node class is unless it says otherwise; see {@link POOL_DEFAULTS}. */
export const CLASS_DEFAULTS = {
  amiAlias: "al2023@latest",
} as const;

/** API group of EC2NodeClass. */
export const NODE_CLASS_GROUP = "karpenter.k8s.aws";

/** Kind of the only node class there is. */
export const NODE_CLASS_KIND = "EC2NodeClass";

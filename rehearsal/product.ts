/**
 * What the rehearsal takes from the product's sources: where it lies there, this file alone knows. What is about Karpenter
 * alone is in `karpenter/`.
 */
export type { ClusterDescription } from "../src";
export { ClusterSchema, type ClusterSpecWithAddons as ClusterSpec, resolveCluster } from "../src/addons/cluster-file";
export { clusterKeys } from "../src/description/changes";
export { type Change, mayRemove } from "../src/description/schema/change";
export type { PolicyDocument } from "../src/iam/policy-document";
export { type FargateSize, fargateSize } from "../src/knowledge/fargate-size";
export { quantityValue } from "../src/knowledge/quantity";

export { addCluster, addClusterFiles, type ClusterStacks } from "./add-clusters";
export type { ClusterDescription } from "./spec/cluster-description";
export { type SynthesizeOptions, synthesize } from "./synthesize";

export { addCluster, addClusterFiles, type ClusterStacks } from "./app/add-clusters";
export { type SynthesizeOptions, synthesize } from "./app/synthesize";
export type { ClusterDescription } from "./description/cluster-description";

export { addCluster, addClusterFiles, type ClusterStacks } from "./add-clusters";
export { type SynthesizeOptions, synthesize } from "./synthesize";

/**
 * All that a program may lean on. What isn't here, and what a program reaches by other ways than these, may change with any
 * version.
 */
export type { ClusterFacts } from "./addons/addon";
export type { ClusterSpecWithAddons } from "./addons/cluster-file";
export { addCluster, addClusterFiles, type ClusterStacks } from "./app/add-clusters";
export { main } from "./app/main";
export { ProgramError, type Synthesis, type SynthesizeOptions, synthesize } from "./app/synthesize";
export type { ControlPlane } from "./cluster/control-plane";
export type { ClusterDescription } from "./description/cluster-description";
export { DescriptionError, type Finding } from "./description/report";
export type { Position } from "./description/source";
export type { Network } from "./network/network";
export { OutputError } from "./output/folder";
export { SettingsError } from "./settings/settings";
export type { AddonsStack } from "./stacks/addons-stack";
export type { ClusterStack } from "./stacks/cluster-stack";

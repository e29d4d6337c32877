import type { ClusterSpec } from "../cluster-spec";
import { nodeClassRules, nodePoolRules } from "../karpenter/rules";
import type { Problem } from "../problem";
import { accessRules } from "./access";
import { fargateRules } from "./fargate";
import { nameRules } from "./names";
import { networkRules } from "./network";
import { tagRules } from "./tags";
import { versionRules } from "./versions";

/**
 * Everything that concerns more than a single value, and that AWS, Kubernetes or Karpenter would otherwise tell minutes
 * into an apply.
 * @param clusters all clusters of the project, the same list for each: some names must not meet
 */
export function clusterRules(cluster: ClusterSpec, clusters: readonly ClusterSpec[]): Problem[] {
  return [
    ...nameRules(cluster, clusters),
    ...tagRules(cluster),
    ...accessRules(cluster),
    ...networkRules(cluster),
    ...versionRules(cluster),
    ...fargateRules(cluster),
    ...karpenterRules(cluster),
  ];
}

function karpenterRules({ name, kubernetesVersion, tags, karpenter }: ClusterSpec): Problem[] {
  const { nodePools, nodeClasses } = karpenter;
  const context = { clusterName: name, kubernetesVersion, tags, nodePools, nodeClasses };
  return [...nodePoolRules(context), ...nodeClassRules(context)];
}

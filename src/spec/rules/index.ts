import type { ClusterSpec } from "../cluster-spec";
import { karpenterContext } from "../karpenter/context";
import { nodeClassRules, nodePoolRules } from "../karpenter/rules";
import { controllerSizeRules } from "../karpenter/rules/controller-size";
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
 * @param others the other clusters of the project: some names must not meet
 */
export function clusterRules(cluster: ClusterSpec, others: readonly ClusterSpec[]): Problem[] {
  return [
    ...nameRules(cluster, others),
    ...tagRules(cluster),
    ...accessRules(cluster),
    ...networkRules(cluster),
    ...versionRules(cluster),
    ...fargateRules(cluster),
    ...karpenterRules(cluster),
  ];
}

function karpenterRules(cluster: ClusterSpec): Problem[] {
  const context = karpenterContext(cluster);
  return [...nodePoolRules(context), ...nodeClassRules(context), ...controllerSizeRules(cluster.karpenter.resources)];
}

import type { ClusterSpec } from "../cluster-spec";
import { karpenterContext } from "../karpenter/context";
import { nodeClassRules, nodePoolRules } from "../karpenter/rules";
import { controllerSizeRules } from "../karpenter/rules/controller-size";
import type { Problem } from "../problem";
import { accessRules } from "./access";
import { arnRules } from "./arns";
import { privateEndpointRules } from "./endpoint";
import { fargateRules } from "./fargate";
import { flowLogRules } from "./flow-logs";
import { nameRules } from "./names";
import { networkRules } from "./network";
import { planRoleRules } from "./plan-role";
import { regionRules } from "./region";
import { tagRules } from "./tags";
import { unusedRules } from "./unused";
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
    ...regionRules(cluster),
    ...arnRules(cluster),
    ...accessRules(cluster),
    ...planRoleRules(cluster),
    ...networkRules(cluster),
    ...privateEndpointRules(cluster),
    ...flowLogRules(cluster),
    ...unusedRules(cluster),
    ...versionRules(cluster),
    ...fargateRules(cluster),
    ...karpenterRules(cluster),
  ];
}

function karpenterRules(cluster: ClusterSpec): Problem[] {
  const context = karpenterContext(cluster);
  return [...nodePoolRules(context), ...nodeClassRules(context), ...controllerSizeRules(cluster.karpenter.resources)];
}

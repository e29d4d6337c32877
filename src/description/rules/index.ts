import { karpenterContext } from "../../addons/karpenter/description/context";
import { nodeClassRules, nodePoolRules } from "../../addons/karpenter/rules";
import { controllerSizeRules } from "../../addons/karpenter/rules/controller-size";
import type { ClusterSpec } from "../cluster-spec";
import type { Problem } from "../problem";
import { accessRules } from "./access";
import { arnRules } from "./arns";
import { privateEndpointRules } from "./endpoint";
import { existingNetworkRules } from "./existing-network";
import { fargateRules } from "./fargate";
import { flowLogRules } from "./flow-logs";
import { nameRules } from "./names";
import { networkRules } from "./network";
import { planRoleRules } from "./plan-role";
import { regionRules } from "./region";
import { tagRules } from "./tags";
import { unusedRules } from "./unused";
import { versionRules } from "./versions";
import { zoneRules } from "./zones";

/**
 * Everything that concerns more than a single value, and that AWS, Kubernetes or Karpenter would otherwise tell minutes
 * into an apply.
 * @param clusters all clusters of the project, the same list for each: some names must not meet
 */
export function clusterRules(cluster: ClusterSpec, clusters: readonly ClusterSpec[]): Problem[] {
  return [
    ...nameRules(cluster, clusters),
    ...tagRules(cluster),
    ...regionRules(cluster),
    ...arnRules(cluster),
    ...accessRules(cluster),
    ...planRoleRules(cluster),
    ...networkRules(cluster),
    ...existingNetworkRules(cluster),
    ...privateEndpointRules(cluster),
    ...flowLogRules(cluster),
    ...unusedRules(cluster),
    ...zoneRules(cluster),
    ...versionRules(cluster),
    ...fargateRules(cluster),
    ...karpenterRules(cluster),
  ];
}

function karpenterRules(cluster: ClusterSpec): Problem[] {
  const context = karpenterContext(cluster);
  return [...nodePoolRules(context), ...nodeClassRules(context), ...controllerSizeRules(cluster.karpenter.resources)];
}

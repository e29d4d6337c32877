import type { BasePods, ClusterSpec } from "../cluster-spec";
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

/** What a cluster's add-ons bring that concerns the cluster as a whole. */
export interface AddonTraits {
  /** Pods that run on Fargate by the base profile. */
  readonly pods: readonly BasePods[];
  /** Names of all roles that are made for the cluster, those of add-ons among them. */
  readonly roleNames: readonly string[];
}

/**
 * Everything that concerns more than a single value, and that AWS or Kubernetes would otherwise tell minutes into an
 * apply. Add-ons have rules of their own.
 * @param clusters all clusters of the project, the same list for each: some names must not meet
 */
export function sharedRules(
  cluster: ClusterSpec,
  clusters: readonly ClusterSpec[],
  { pods, roleNames }: AddonTraits,
): Problem[] {
  return [
    ...nameRules(cluster, clusters, roleNames),
    ...tagRules(cluster),
    ...regionRules(cluster),
    ...arnRules(cluster),
    ...accessRules(cluster, roleNames),
    ...planRoleRules(cluster),
    ...networkRules(cluster),
    ...existingNetworkRules(cluster),
    ...privateEndpointRules(cluster),
    ...flowLogRules(cluster),
    ...unusedRules(cluster),
    ...zoneRules(cluster),
    ...versionRules(cluster),
    ...fargateRules(cluster, pods),
  ];
}

import { type ClusterSpecWithAddons, clusterRules } from "../addons/cluster-file";
import type { Rule } from "../description/check";
import type { ClusterSpec } from "../description/cluster-spec";
import type { Settings } from "../settings/settings";
import { connectionRules } from "../stacks/connection-rules";

/**
 * All rules for the clusters of a project.
 * @param settings - left out where they can't be read: what leans on them isn't checked then
 * @param others - clusters that were checked before, which the new ones must not meet
 */
export function projectRules(
  settings: Settings | undefined,
  others: readonly ClusterSpec[] = [],
): Rule<ClusterSpecWithAddons>[] {
  let everyone: readonly ClusterSpec[] | undefined;
  return [
    (cluster) => (settings ? connectionRules(cluster, settings) : []),
    (cluster, all) => {
      // The same list for each, for rules that index it.
      everyone ??= [...others, ...all];
      return clusterRules(cluster, everyone);
    },
  ];
}

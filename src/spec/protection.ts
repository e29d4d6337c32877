import type { ClusterSpec } from "./cluster-spec";

/**
 * Whether a plan fails that would destroy what a cluster can't be rebuilt from: the cluster, the key of its secrets, and
 * the add-ons stack as a whole. Decided here for all of them.
 */
export function preventsDestroy({ controlPlane }: Pick<ClusterSpec, "controlPlane">): boolean {
  return controlPlane.deletionProtection;
}

import type { ClusterSpec } from "./cluster-spec";

/**
 * Whether the cluster is protected: EKS refuses to delete it, and a plan fails that would destroy what it can't be rebuilt
 * from: the cluster, the key of its secrets, and the add-ons stack as a whole. Decided here for all of them.
 */
export function isProtected({ retired, controlPlane }: Pick<ClusterSpec, "retired" | "controlPlane">): boolean {
  return controlPlane.deletionProtection && !retired;
}

/** Name of the role of the controller. */
export function controllerRoleName(clusterName: string): string {
  return `${clusterName}-karpenter`;
}

/** Name of the role of the instances that Karpenter starts, as Karpenter's documents have it. */
export function nodeRoleName(clusterName: string): string {
  return `KarpenterNodeRole-${clusterName}`;
}

/** Labels that Karpenter's chart puts on whatever is in its release, its pods too. */
export const KARPENTER_LABELS = { "app.kubernetes.io/name": "karpenter", "app.kubernetes.io/instance": "karpenter" };

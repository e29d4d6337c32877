/** Name of the role that EKS acts with on behalf of the control plane. */
export function clusterRoleName(clusterName: string): string {
  return `${clusterName}-cluster`;
}

/** Name of the role that the pods of all Fargate profiles are started with. */
export function podExecutionRoleName(clusterName: string): string {
  return `${clusterName}-fargate`;
}

/** Name of the role of the Karpenter controller. */
export function controllerRoleName(clusterName: string): string {
  return `${clusterName}-karpenter`;
}

/** Name of the role of the instances that Karpenter starts, as Karpenter's documents have it. */
export function nodeRoleName(clusterName: string): string {
  return `KarpenterNodeRole-${clusterName}`;
}

/** Name of the role of the VPC CNI's pods. */
export function vpcCniRoleName(clusterName: string): string {
  return `${clusterName}-vpc-cni`;
}

/** Name of the role that flow logs are written with, where there are any. */
export function flowLogsRoleName(clusterName: string): string {
  return `${clusterName}-flow-logs`;
}

/** Names of all roles that are made for a cluster. None of them is anybody's to give away. */
export function ownRoleNames(clusterName: string): string[] {
  return [
    clusterRoleName,
    podExecutionRoleName,
    controllerRoleName,
    nodeRoleName,
    vpcCniRoleName,
    flowLogsRoleName,
  ].map((name) => name(clusterName));
}

/** Name of the second stack of a cluster; the first has the cluster's own. */
export function addonsStackName(clusterName: string): string {
  return `${clusterName}-addons`;
}

/**
 * Tag of the subnets and of the one security group that Karpenter finds for its nodes, with the cluster's name as value:
 * https://karpenter.sh/docs/getting-started/getting-started-with-karpenter/
 */
export const DISCOVERY_TAG = "karpenter.sh/discovery";

/** Tag of what belongs to a cluster, with the value `owned`. Karpenter puts it on whatever it starts. */
export function ownershipTag(clusterName: string): string {
  return `kubernetes.io/cluster/${clusterName}`;
}

/** Name of the role that EKS acts with on behalf of the control plane. */
export function clusterRoleName(clusterName: string): string {
  return `${clusterName}-cluster`;
}

/** Name of the role that the pods of all Fargate profiles are started with. */
export function podExecutionRoleName(clusterName: string): string {
  return `${clusterName}-fargate`;
}

/** Name of the role of the VPC CNI's pods. */
export function vpcCniRoleName(clusterName: string): string {
  return `${clusterName}-vpc-cni`;
}

/** Name of the role that flow logs are written with, where there are any. */
export function flowLogsRoleName(clusterName: string): string {
  return `${clusterName}-flow-logs`;
}

/** Names of the roles that are made for a cluster, those of add-ons aside: these say theirs themselves. */
export function ownRoleNames(clusterName: string): string[] {
  return [clusterRoleName, podExecutionRoleName, vpcCniRoleName, flowLogsRoleName].map((name) => name(clusterName));
}

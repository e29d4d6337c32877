import { parseArn } from "./arn";
import { suggest } from "./suggestion";

/**
 * EKS access policies, as of 2026-11-25: what `aws eks list-access-policies` lists, of which
 * https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html tells the rights.
 */
export const ACCESS_POLICIES = [
  "AIDevOpsAgentAccessPolicy",
  "AmazonAIOpsAssistantPolicy",
  "AmazonARCRegionSwitchScalingPolicy",
  "AmazonEKSACKPolicy",
  "AmazonEKSAdminPolicy",
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSArgoCDClusterPolicy",
  "AmazonEKSArgoCDPolicy",
  "AmazonEKSAutoNodePolicy",
  "AmazonEKSBlockStorageClusterPolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterAdminPolicy",
  "AmazonEKSClusterInsightsPolicy",
  "AmazonEKSComputeClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSEventPolicy",
  "AmazonEKSHybridPolicy",
  "AmazonEKSKROPolicy",
  "AmazonEKSLoadBalancingClusterPolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingClusterPolicy",
  "AmazonEKSNetworkingPolicy",
  "AmazonEKSPodIdentityPolicy",
  "AmazonEKSSecretAdminPolicy",
  "AmazonEKSSecretReaderPolicy",
  "AmazonEKSViewPolicy",
  "AmazonEMRJobPolicy",
  "AmazonSagemakerHyperpodClusterPolicy",
  "AmazonSagemakerHyperpodControllerPolicy",
  "AmazonSagemakerHyperpodSpacePolicy",
  "AmazonSagemakerHyperpodSpaceTemplatePolicy",
  "AmazonSagemakerHyperpodSystemNamespacePolicy",
  "AmazonSagemakerHyperpodUserClusterPolicy",
] as const;

export type AccessPolicy = (typeof ACCESS_POLICIES)[number];

/** IAM policies about EKS that are taken for access policies. */
const IAM_POLICIES: readonly string[] = [
  "AmazonEKSClusterPolicy",
  "AmazonEKSServicePolicy",
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKSWorkerNodeMinimalPolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonEKSFargatePodExecutionRolePolicy",
  "AmazonEKSVPCResourceController",
];

/** What to say of a text that names no access policy known here. */
export function wrongAccessPolicy(text: string): string {
  const needed = "the name of an EKS access policy is needed, such as AmazonEKSViewPolicy";
  if (text === "") return needed;
  const { service, resource } = parseArn(text) ?? {};
  if (service === "eks" && resource?.startsWith("cluster-access-policy/")) {
    return `the name alone is needed: ${resource.slice(resource.indexOf("/") + 1)}`;
  }
  if (service === "iam" || IAM_POLICIES.includes(text)) {
    return `this is an IAM policy, which allows calls to AWS and nothing in a cluster; ${needed}`;
  }
  const meant = suggest(text, ACCESS_POLICIES);
  const question = meant === undefined ? "" : `did you mean ${meant}? `;
  return `EKS has no access policy of this name; ${question}'aws eks list-access-policies' lists all (one that is newer than 2026-11-25 isn't known here)`;
}

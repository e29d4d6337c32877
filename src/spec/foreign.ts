/**
 * What people bring along from eksctl, terraform-aws-eks and the like: where it goes here, or why it goes nowhere.
 *
 * Names are those of eksctl's ClusterConfig and of terraform-aws-eks's inputs:
 * https://eksctl.io/usage/schema/, https://registry.terraform.io/modules/terraform-aws-modules/eks/aws/latest
 */

const OWN_VPC =
  "a cluster here gets a VPC of its own, and can't use one that exists; give network.cidr and network.availabilityZones";
const NO_GROUPS = "there are no node groups here, Karpenter starts the nodes; describe them under karpenter.nodePools";
const INSTANCE_TYPE =
  "instance types are a requirement of a node pool: { key: node.kubernetes.io/instance-type, operator: In, values: [...] } under template.spec.requirements";
const SIZE =
  "Karpenter follows the pods; limits bounds what a node pool may grow to, and replicas gives it a fixed size";
const IPV4_ONLY = "clusters here are IPv4 only; remove it";
const OIDC = "the cluster's OIDC provider is always made; remove it";
const ENDPOINT = "who may reach the API server is under controlPlane.endpoint: public, private, publicCidrs";
const LOGGING = "control-plane logs are under controlPlane.logging";

/** Unknown key → what to say of it. */
export const FOREIGN_KEYS: ReadonlyMap<string, string> = new Map([
  ["metadata", "name, region and tags are at the top here"],
  ["vpc", OWN_VPC],
  ["vpcId", OWN_VPC],
  ["vpc_id", OWN_VPC],
  ["subnets", OWN_VPC],
  ["subnetIds", OWN_VPC],
  ["subnet_ids", OWN_VPC],
  ["control_plane_subnet_ids", OWN_VPC],
  ["zones", "zones of a node pool are a requirement on topology.kubernetes.io/zone, under template.spec.requirements"],
  ["nodeGroups", NO_GROUPS],
  ["managedNodeGroups", NO_GROUPS],
  ["eks_managed_node_groups", NO_GROUPS],
  ["self_managed_node_groups", NO_GROUPS],
  ["instanceType", INSTANCE_TYPE],
  ["instanceTypes", INSTANCE_TYPE],
  ["instance_type", INSTANCE_TYPE],
  ["instance_types", INSTANCE_TYPE],
  [
    "instancesDistribution",
    "write capacityTypes: [spot, on-demand]; Karpenter chooses among all instance types that fit",
  ],
  ["minSize", SIZE],
  ["maxSize", SIZE],
  ["desiredCapacity", SIZE],
  ["desiredSize", SIZE],
  ["min_size", SIZE],
  ["max_size", SIZE],
  ["desired_size", SIZE],
  ["spot", "write capacityTypes: [spot] in a node pool"],
  ["ipFamily", IPV4_ONLY],
  ["ip_family", IPV4_ONLY],
  ["cluster_ip_family", IPV4_ONLY],
  ["withOIDC", OIDC],
  ["enable_irsa", OIDC],
  ["privateCluster", ENDPOINT],
  ["clusterEndpoints", ENDPOINT],
  ["publicAccessCIDRs", ENDPOINT],
  ["cluster_endpoint_public_access", ENDPOINT],
  ["endpoint_public_access", ENDPOINT],
  ["cloudWatch", LOGGING],
  ["clusterLogging", LOGGING],
  ["cluster_enabled_log_types", LOGGING],
  ["enabled_log_types", LOGGING],
  ["fargateProfiles", "Fargate profiles are under fargate.profiles"],
  ["fargate_profiles", "Fargate profiles are under fargate.profiles"],
  ["accessConfig", "who may enter the cluster is under controlPlane.access"],
  ["access_entries", "who may enter the cluster is under controlPlane.access"],
  ["accessEntries", "who may enter the cluster is under controlPlane.access"],
  ["cluster_name", "the name of the cluster is name"],
  ["cluster_version", "the version of Kubernetes is kubernetesVersion"],
  ["autoModeConfig", "EKS Auto Mode runs a Karpenter of its own, and can't be had together with this one; remove it"],
  [
    "identityProviders",
    "OIDC identity providers for users aren't supported; give roles access under controlPlane.access",
  ],
  ["ssh", "nodes are entered by SSM's Session Manager, without keys or open ports; remove it"],
]);

/** What a whole file is, if it is no description of a cluster but something else that people have of clusters. */
export function foreignFile(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const has = (key: string) => Object.hasOwn(value, key);
  const apiVersion = "apiVersion" in value && typeof value.apiVersion === "string" ? value.apiVersion : undefined;
  const rewrite = "describe the cluster with the keys in docs/cluster-file.md, or move the file elsewhere";
  if (apiVersion?.startsWith("eksctl.io/")) return `this is a file of eksctl, which has keys of its own; ${rewrite}`;
  if (apiVersion !== undefined && has("kind"))
    return `this is an object of Kubernetes, not a description of a cluster; ${rewrite}`;
  if (has("AWSTemplateFormatVersion") || has("Resources")) return `this is a template of CloudFormation; ${rewrite}`;
  return undefined;
}

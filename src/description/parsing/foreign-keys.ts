import type { z } from "zod";
import type { KeyPath } from "../problem";
import { ClusterSchema } from "../schema/cluster";

/** Keys of other tools, and what to say of them. */
interface ForeignKeys {
  /**
   * The objects that they may be met in, as paths without indexes (`karpenter.nodePools[]`); the empty one is the top.
   * @default - anywhere
   */
  readonly under?: readonly string[];
  /** Without regard to case, `-` and `_`: Terraform's `vpc_id` is eksctl's `vpcId`. */
  readonly keys: readonly string[];
  /** Which key does it here, or why nothing does. */
  readonly says: string;
}

const POOL = ["karpenter.nodePools[]"];

/**
 * Keys of eksctl (https://schema.eksctl.io), of the Terraform module terraform-aws-eks and of EKS's API for which a
 * similar name would be no help.
 */
const FOREIGN: readonly ForeignKeys[] = [
  {
    under: [...POOL, "karpenter.nodeClasses[]"],
    keys: ["apiVersion", "kind", "metadata", "spec"],
    says: "an item here is no whole object: write metadata.name as name, what is under spec beside it, and nothing else",
  },
  {
    under: POOL,
    keys: ["instanceType", "instanceTypes", "instanceSelector", "instancesDistribution"],
    says: "instance types are a requirement: { key: node.kubernetes.io/instance-type, operator: In, values: [...] } under template.spec.requirements",
  },
  {
    under: POOL,
    keys: ["minSize", "maxSize", "desiredSize", "desiredCapacity", "scalingConfig", "count"],
    says: "Karpenter starts as many nodes as pods need; limits caps what they have together, and replicas fixes their number",
  },
  {
    under: ["", "karpenter", "karpenter.nodeClasses[]"],
    keys: [
      "instanceType",
      "instanceTypes",
      "minSize",
      "maxSize",
      "desiredSize",
      "desiredCapacity",
      "scalingConfig",
      "spot",
    ],
    says: "which nodes there may be, and how many, is described by the items of karpenter.nodePools: capacityTypes, limits, replicas and template.spec.requirements",
  },
  {
    under: ["karpenter.nodePools[].template"],
    keys: ["labels", "annotations"],
    says: "those of the nodes are under metadata here: template.metadata.labels, template.metadata.annotations",
  },
  { under: POOL, keys: ["spot"], says: "write capacityTypes: [spot]" },
  {
    under: POOL,
    keys: ["zones", "zone", "azs", "availabilityZones", "subnets", "subnetIds"],
    says: "zones are a requirement: { key: topology.kubernetes.io/zone, operator: In, values: [...] } under template.spec.requirements",
  },
  {
    under: POOL,
    keys: [
      "ami",
      "amiId",
      "amiType",
      "amiFamily",
      "diskSize",
      "volumeSize",
      "volumeType",
      "volumeEncrypted",
      "userData",
      "preBootstrapCommands",
      "iamInstanceProfile",
      "nodeRole",
      "securityGroups",
      "tags",
    ],
    says: "what nodes are made of belongs to a node class, an item of karpenter.nodeClasses that nodeClass names",
  },
  { under: [""], keys: ["clusterName", "metadata"], says: "write name, region, kubernetesVersion and tags at the top" },
  {
    under: [""],
    keys: ["version", "clusterVersion", "k8sVersion"],
    says: 'write kubernetesVersion, in quotes: "1.36"',
  },
  {
    under: [""],
    keys: ["vpcId", "privateSubnets", "publicSubnets"],
    says: "a VPC that exists is described under network: vpcId, privateSubnets, publicSubnets",
  },
  {
    under: ["", "network"],
    keys: ["subnets", "subnetIds", "privateSubnetIds", "publicSubnetIds"],
    says: "subnets of a VPC that exists are network.privateSubnets and network.publicSubnets, and those of the control plane alone controlPlane.subnets",
  },
  {
    under: ["", "network", "controlPlane"],
    keys: ["controlPlaneSubnetIds", "controlPlaneSubnets", "subnetIds"],
    says: "write controlPlane.subnets",
  },
  {
    under: [""],
    keys: ["vpc", "vpcConfig", "resourcesVpcConfig"],
    says: "the VPC is described under network (cidr, availabilityZones, natGateways; or vpcId and privateSubnets of one that exists), the API server's endpoint under controlPlane.endpoint",
  },
  { keys: ["vpcCidr"], says: "write network.cidr" },
  { under: [""], keys: ["zones", "azs"], says: "write network.availabilityZones" },
  {
    under: ["", "network"],
    keys: ["nat", "enableNatGateway", "singleNatGateway", "oneNatGatewayPerAz"],
    says: "write network.natGateways: single or perZone",
  },
  {
    keys: ["ipFamily", "clusterIpFamily", "serviceIpv6Cidr"],
    says: "IPv6 isn't supported: clusters here are of IPv4 alone; remove it",
  },
  {
    keys: ["serviceIpv4Cidr", "clusterServiceIpv4Cidr", "kubernetesNetworkConfig"],
    says: "write controlPlane.serviceCidr",
  },
  {
    under: ["", "karpenter"],
    keys: ["managedNodeGroups", "nodeGroups", "eksManagedNodeGroups", "selfManagedNodeGroups", "nodes", "workers"],
    says: "there are no node groups here: Karpenter starts nodes, and karpenter.nodePools says which",
  },
  { under: [""], keys: ["fargateProfiles"], says: "write fargate.profiles" },
  {
    under: [""],
    keys: ["iam", "serviceAccounts", "podIdentityAssociations"],
    says: "roles for service accounts of your own aren't made here; the OIDC provider that they need is, and aws.permissionsBoundary bounds the roles that are made",
  },
  {
    keys: ["withOidc", "enableIrsa", "bootstrapSelfManagedAddons"],
    says: "nothing has to be said: the OIDC provider is always made, and add-ons are always managed ones; remove it",
  },
  {
    under: ["", "controlPlane", "aws"],
    keys: [
      "iamIdentityMappings",
      "accessConfig",
      "accessEntries",
      "awsAuth",
      "awsAuthRoles",
      "awsAuthUsers",
      "mapRoles",
      "mapUsers",
      "authenticationMode",
      "enableClusterCreatorAdminPermissions",
      "bootstrapClusterCreatorAdminPermissions",
    ],
    says: "who may enter is described under controlPlane.access: creatorAdmin, admins, viewers, entries (always by access entries, never by aws-auth)",
  },
  {
    under: ["", "controlPlane"],
    keys: ["cloudWatch", "clusterLogging", "enabledLogTypes", "clusterEnabledLogTypes", "enabledClusterLogTypes"],
    says: "write controlPlane.logging: types and retentionDays",
  },
  {
    under: ["", "controlPlane"],
    keys: ["encryptionConfig", "clusterEncryptionConfig", "kmsKeyArn", "createKmsKey"],
    says: "write controlPlane.secretsEncryption: enabled and keyArn",
  },
  {
    under: ["", "network", "controlPlane"],
    keys: [
      "clusterEndpoints",
      "privateCluster",
      "publicAccess",
      "privateAccess",
      "publicAccessCidrs",
      "endpointPublicAccess",
      "endpointPrivateAccess",
      "endpointPublicAccessCidrs",
      "clusterEndpointPublicAccess",
      "clusterEndpointPrivateAccess",
      "clusterEndpointPublicAccessCidrs",
    ],
    says: "write controlPlane.endpoint: public, private and publicCidrs",
  },
  {
    keys: ["autoModeConfig", "autoMode", "computeConfig", "clusterComputeConfig", "storageConfig"],
    says: "EKS Auto Mode isn't used: with it AWS runs a Karpenter of its own; remove it",
  },
  { under: ["", "controlPlane"], keys: ["zonalShiftConfig"], says: "write controlPlane.zonalShift: true or false" },
  {
    under: [""],
    keys: ["outpost", "outpostConfig", "localZones", "remoteNetworkConfig", "identityProviders", "gitops"],
    says: "this part of EKS isn't supported here; remove it, or add it in main.ts",
  },
  {
    under: ["karpenter"],
    keys: ["withSpotInterruptionQueue", "enableSpotTermination"],
    says: "write karpenter.interruptionHandling: true or false",
  },
  {
    under: ["karpenter"],
    keys: ["createServiceAccount", "defaultInstanceProfile", "serviceAccount"],
    says: "nothing has to be said: the service account and its role are always made; remove it",
  },
  { under: ["karpenter"], keys: ["provisioners", "provisioner"], says: "write karpenter.nodePools" },
];

/** What to say of an unknown key that another tool has; nothing of others, and of what is no description of a cluster. */
export function foreignKey(path: KeyPath, schema: z.core.$ZodType): string | undefined {
  if (schema !== ClusterSchema) return undefined;
  const parent = path.slice(0, -1).reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
  return BY_KEY.get(plain(String(path.at(-1))))?.find(({ under }) => under === undefined || under.includes(parent))
    ?.says;
}

/** The same by key: a file may have thousands that are unknown. */
const BY_KEY: ReadonlyMap<string, readonly ForeignKeys[]> = byKey(FOREIGN);

function byKey(all: readonly ForeignKeys[]): Map<string, ForeignKeys[]> {
  const map = new Map<string, ForeignKeys[]>();
  for (const foreign of all) {
    for (const key of foreign.keys.map(plain)) map.set(key, [...(map.get(key) ?? []), foreign]);
  }
  return map;
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, "");
}

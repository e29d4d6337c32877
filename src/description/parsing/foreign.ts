import { error, type KeyPath, type Problem } from "../problem";
import { quoted } from "./wording";

/** What other tools call what is described here: for those who bring a file, or a habit, of one of them. */
export interface Foreign {
  readonly keys: readonly ForeignKeys[];
  /** API group of an object in Kubernetes → what to say of a file that holds one, by its kind. */
  readonly groups: Readonly<Record<string, (kind: string) => string>>;
}

/** Keys of other tools, and what to say of them. */
export interface ForeignKeys {
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

/** What to say of what is another tool's. */
export interface ForeignWords {
  /** What to say of an unknown key that another tool has; nothing of others. */
  key(path: KeyPath): string | undefined;
  /**
   * What to say of a file that is of another tool as a whole: once what it is, instead of each of its keys that isn't
   * known. Nothing of what may be a description of a cluster.
   */
  file(input: unknown): Problem | undefined;
}

/** Joins what is known of other tools. */
export function foreignWords(all: readonly Foreign[]): ForeignWords {
  const known = byKey(all.flatMap(({ keys }) => keys));
  const groups = new Map(all.flatMap(({ groups }) => Object.entries(groups)));
  return {
    key: (path) => {
      const parent = path.slice(0, -1).reduce<string>((text, step) => {
        if (typeof step === "number") return `${text}[]`;
        return text === "" ? step : `${text}.${step}`;
      }, "");
      return known.get(plain(String(path.at(-1))))?.find(({ under }) => under === undefined || under.includes(parent))
        ?.says;
    },
    file: (input) => foreignFile(input, groups),
  };
}

/** By key: a file may have thousands that are unknown. */
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

function foreignFile(input: unknown, groups: ReadonlyMap<string, (kind: string) => string>): Problem | undefined {
  if (input === null || typeof input !== "object") return undefined;
  if (Object.hasOwn(input, "AWSTemplateFormatVersion")) {
    return atKey(
      "AWSTemplateFormatVersion",
      "this is a template of CloudFormation, not a description of a cluster; keep it elsewhere",
    );
  }
  if (!("apiVersion" in input && "kind" in input)) return undefined;
  const { apiVersion, kind } = input;
  if (typeof apiVersion !== "string" || typeof kind !== "string") return undefined;
  const [group = ""] = apiVersion.split("/");
  return atKey("apiVersion", groups.get(group)?.(kind) ?? ofKubernetes(kind));
}

function ofKubernetes(kind: string): string {
  return `this is an object of Kubernetes (kind ${quoted(kind)}), not a description of a cluster; keep it elsewhere, and write one file for each cluster with name, region and network`;
}

function atKey(key: string, message: string): Problem {
  return { ...error([key], message), at: "key" };
}

/**
 * Of eksctl (https://schema.eksctl.io), of the Terraform module terraform-aws-eks and of EKS's API: keys for which a similar
 * name would be no help.
 */
export const OTHER_TOOLS: Foreign = {
  groups: {
    "eksctl.io": () =>
      "this is a file of eksctl, which isn't read here; write a description of the cluster: metadata becomes name, region, kubernetesVersion and tags, vpc becomes network, fargateProfiles become fargate.profiles, cloudWatch becomes controlPlane.logging, accessConfig becomes controlPlane.access, and karpenter.nodePools take the place of node groups",
  },
  keys: [
    {
      under: [""],
      keys: ["clusterName", "metadata"],
      says: "write name, region, kubernetesVersion and tags at the top",
    },
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
  ],
};

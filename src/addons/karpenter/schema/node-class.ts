import { z } from "zod";
import { inPlace, replacement } from "../../../description/schema/change";
import { arn } from "../../../description/schema/common";
import { annotations, defaulted, labels, objectName } from "../../../description/schema/kubernetes";
import { ROLE_ARN } from "../../../knowledge/arn";
import { drift, NAMED_IN_CLASSES, renamed } from "./change";
import { CLASS_DEFAULTS } from "./defaults";
import { KubeletSchema } from "./kubelet";
import {
  amiAlias,
  amiSelectorTerms,
  capacityReservationSelectorTerms,
  NO_WINDOWS,
  securityGroupSelectorTerms,
  subnetSelectorTerms,
} from "./selector-terms";

/** The CRD's pattern, without the slip in it that lets a bare `Ti` or `T` through, which Karpenter then can't read. */
const VOLUME_SIZE =
  /^((?:[1-9][0-9]{0,3}|[1-4][0-9]{4}|[5][0-8][0-9]{3}|59000)Gi|(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|[6][0-3][0-9]{3}|64000)G|([1-9]|[1-5][0-7]|58)Ti|([1-9]|[1-5][0-9]|6[0-3]|64)T)$/;

const EbsSchema = z.strictObject({
  volumeSize: z
    .string("a size with a unit is needed, such as 100Gi")
    .regex(VOLUME_SIZE, "a size of 1 or more in Gi, G, Ti or T is needed, such as 100Gi")
    .optional()
    .describe("Size in Gi, G, Ti or T. It or `snapshotID` is needed."),
  volumeType: z.enum(["standard", "io1", "io2", "gp2", "sc1", "st1", "gp3"]).optional().describe("Type of the volume."),
  iops: z.int().min(1).optional().describe("I/O operations per second; for gp3, io1 and io2."),
  throughput: z.int().min(1).optional().describe("Throughput in MiB/s; for gp3."),
  encrypted: z.boolean().optional().describe("Whether the volume is encrypted."),
  kmsKeyID: z
    .string()
    .regex(
      /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key\/(mrk-)?[0-9a-f-]+|alias\/[\w/-]+)|(mrk-)?[0-9a-f-]{32,36}|alias\/[\w/-]+)$/,
      "the ID, ARN or alias of a KMS key is needed, such as alias/disks or arn:aws:kms:eu-central-1:111122223333:key/…",
    )
    .optional()
    .describe(
      "ID, ARN or alias of the KMS key that encrypts the volume. Karpenter's controller role may use this key for volumes; the key's own policy must leave that to IAM or admit the role.",
    ),
  snapshotID: z
    .string()
    .regex(/^snap-[0-9a-z]+$/, "the ID of a snapshot is needed, such as snap-0123456789abcdef0")
    .optional()
    .describe("ID of the snapshot that the volume is made from."),
  volumeInitializationRate: z
    .int()
    .min(100)
    .max(300)
    .optional()
    .describe("Rate in MiB/s (100 to 300) at which the snapshot is copied to the volume. Needs `snapshotID`."),
  deleteOnTermination: z.boolean().optional().describe("Whether the volume is deleted with its instance."),
});

/** A disk of each node. */
const BlockDeviceMappingSchema = z.strictObject({
  deviceName: z
    .string()
    .min(1, "the name of a device is needed")
    .optional()
    .describe("Name of the device, such as `/dev/xvda`."),
  rootVolume: z
    .boolean()
    .optional()
    .describe("Whether kubelet's data is on this device. One device at most may say so."),
  ebs: EbsSchema.optional().describe("The EBS volume."),
});

const INT32_MAX = 2_147_483_647;

const onOff = z.enum(["enabled", "disabled"]);

/** How the instance metadata service answers. */
const MetadataOptionsSchema = z.strictObject({
  httpEndpoint: defaulted(onOff, "enabled", "Whether the metadata service answers at all."),
  httpProtocolIPv6: defaulted(onOff, "disabled", "Whether it answers over IPv6 too."),
  httpPutResponseHopLimit: defaulted(
    z.int().min(1).max(64),
    1,
    "Network hops that its answers may take (1 to 64). With 1, pods on their own network can't reach it.",
  ),
  httpTokens: defaulted(z.enum(["required", "optional"]), "required", "Whether a session token is needed (IMDSv2)."),
});

/** A network interface of each instance. */
const NetworkInterfaceSchema = z.strictObject({
  networkCardIndex: z.int().min(0).max(INT32_MAX).describe("Index of the network card."),
  deviceIndex: z.int().min(0).max(INT32_MAX).describe("Index of the device on the card."),
  interfaceType: z.enum(["interface", "efa-only"]).describe("An ordinary interface, or one for EFA traffic only."),
});

/** Idle timeouts of connection tracking, in seconds. */
const ConnectionTrackingSchema = z.strictObject({
  tcpEstablishedTimeout: z
    .int()
    .min(60)
    .max(432_000)
    .optional()
    .describe("For established TCP connections, in seconds (60 to 432000)."),
  udpStreamTimeout: z
    .int()
    .min(60)
    .max(180)
    .optional()
    .describe("For UDP flows that went back and forth more than once, in seconds (60 to 180)."),
  udpTimeout: z.int().min(30).max(60).optional().describe("For other UDP flows, in seconds (30 to 60)."),
});

/** The placement group of each instance: by name or by ID. */
const PlacementGroupSelectorSchema = z.strictObject({
  name: z.string().min(1, "a name is needed").optional().describe("Name of the placement group."),
  id: z
    .string()
    .regex(/^pg-[0-9a-z]+$/, "the ID of a placement group is needed, such as pg-0123456789abcdef0")
    .optional()
    .describe("ID of the placement group."),
});

/** Processor options of each instance. */
const CpuOptionsSchema = z.strictObject({
  nestedVirtualization: onOff
    .optional()
    .describe("Whether virtual machines may run on the node; limits the instance types to those that can."),
});

/** Nitro Enclaves on each instance. */
const EnclaveOptionsSchema = z.strictObject({
  enabled: z.boolean().describe("Whether enclaves may run; limits the instance types to those that can."),
});

/** Number of IPv4 prefixes of the network interface. */
const ipPrefixCount = z.int().min(0).max(INT32_MAX);

/** A node class: what nodes are made of. Becomes an EC2NodeClass (`karpenter.k8s.aws/v1`). */
export const NodeClassSchema = z.strictObject({
  name: objectName.describe("Name of the EC2NodeClass.").meta({ change: renamed() }),
  labels: labels.optional().describe("Labels of the EC2NodeClass itself.").meta({ change: inPlace() }),
  annotations: annotations.optional().describe("Annotations of the EC2NodeClass itself.").meta({ change: inPlace() }),
  amiAlias: defaulted(
    amiAlias,
    CLASS_DEFAULTS.amiAlias,
    "Alias of the AMI (`family@version`). With `@latest`, nodes are replaced whenever AWS publishes an AMI; pin a version to decide when. Without a default if `amiSelectorTerms` is given.",
  ).meta({ change: drift("misfits") }),
  amiSelectorTerms: amiSelectorTerms
    .optional()
    .describe("Which AMIs nodes start from: those that match any of the terms. The long form of `amiAlias`.")
    .meta({ change: drift("misfits") }),
  amiFamily: z
    .enum(["AL2", "AL2023", "Bottlerocket", "Custom"], {
      error: ({ input }) => (typeof input === "string" && /^windows/i.test(input) ? NO_WINDOWS : undefined),
    })
    .optional()
    .describe("How nodes are bootstrapped. Follows from an alias; needed if no alias is given."),
  userData: z.string().optional().describe("User data of the instances, in the form that the AMI family wants."),
  role: z
    .string()
    .min(1, "a role is needed; leave the key out for the node role of the cluster")
    .optional()
    .describe(
      "Name of the node role. Left out, it is `KarpenterNodeRole-<cluster>`, the only one possible; for another, see `instanceProfile`.",
    ),
  instanceProfile: z
    .string()
    .regex(
      /^[\w+=,.@-]{1,128}$/,
      "the name of an instance profile is needed, without ARN and path: what follows the last '/'",
    )
    .optional()
    .describe(
      "Name of an instance profile that holds the node role, in place of `role`. If it holds another role, name that under `instanceProfileRoleArn`.",
    ),
  instanceProfileRoleArn: arn(ROLE_ARN)
    .optional()
    .describe(
      "ARN of the role in `instanceProfile`, where it isn't the node role of the cluster. Karpenter may pass it, and nodes that have it may join; the role itself, with the policies of an EKS node, is yours. Nodes lose the cluster as soon as their role is named nowhere: before you change it, move the pools to another node class.",
    )
    .meta({
      change: replacement("nodes with the role that was named before lose the cluster at once", [
        "aws_eks_access_entry.karpenter_profile-role-*",
        ...NAMED_IN_CLASSES,
      ]),
    }),
  subnetSelectorTerms: subnetSelectorTerms
    .optional()
    .describe(
      "Which subnets nodes start in: those that match any of the terms. Left out, those tagged `karpenter.sh/discovery: <cluster>`, or in a VPC that exists those under `network.privateSubnets`.",
    )
    .meta({ change: drift("misfits") }),
  securityGroupSelectorTerms: securityGroupSelectorTerms
    .optional()
    .describe(
      "Which security groups nodes get: those that match any of the terms. Left out, that of the cluster, which EKS makes and which is tagged `karpenter.sh/discovery: <cluster>`.",
    )
    .meta({ change: drift("misfits") }),
  capacityReservationSelectorTerms: capacityReservationSelectorTerms
    .optional()
    .describe("Which capacity reservations nodes may use: those that match any of the terms.")
    .meta({ change: drift("misfits") }),
  placementGroupSelector: PlacementGroupSelectorSchema.optional().describe(
    "The placement group that instances start in: by name or by ID.",
  ),
  associatePublicIPAddress: z
    .boolean()
    .optional()
    .describe("Whether instances get a public address. Left out, the subnet decides."),
  ipPrefixCount: ipPrefixCount
    .optional()
    .describe("Number of IPv4 prefixes of the network interface.")
    .meta({ change: inPlace("nodes that run keep theirs") }),
  networkInterfaces: z
    .array(NetworkInterfaceSchema)
    .max(150, "at most 150 network interfaces are possible")
    .optional()
    .describe("Network interfaces of each instance. An ordinary one on card 0, device 0 must be among them."),
  connectionTracking: ConnectionTrackingSchema.optional().describe("Idle timeouts of connection tracking."),
  blockDeviceMappings: z
    .array(BlockDeviceMappingSchema)
    .max(50, "at most 50 block devices are possible")
    .optional()
    .describe("Disks of each node. Left out, the AMI family decides."),
  instanceStorePolicy: z
    .enum(["RAID0"])
    .optional()
    .describe("`RAID0` makes one volume of the disks inside the instance, for pods and images."),
  metadataOptions: MetadataOptionsSchema.optional().describe("How the instance metadata service answers."),
  enclaveOptions: EnclaveOptionsSchema.optional().describe("Nitro Enclaves."),
  cpuOptions: CpuOptionsSchema.optional().describe("Processor options."),
  detailedMonitoring: z.boolean().optional().describe("Whether CloudWatch gets metrics each minute (at a cost)."),
  kubelet: KubeletSchema.optional(),
  tags: z
    .record(
      z.string().min(1, "a tag needs a key").max(128, "a key of at most 128 characters is needed"),
      z.string().max(256, "at most 256 characters are possible"),
    )
    .optional()
    .describe("Tags on the instances, volumes and launch templates, over those of the cluster."),
  context: z.string().optional().describe("Reserved by EC2 (`Context` of CreateFleet)."),
});

/** A node class as it was written, checked by itself; defaults are not filled in yet. */
export type ParsedNodeClass = z.output<typeof NodeClassSchema>;

import { z } from "zod";
import { inPlace, replacement } from "../../../description/schema/change";
import { arn } from "../../../description/schema/common";
import { annotations, defaulted, labels, objectName } from "../../../description/schema/kubernetes";
import { ROLE_ARN } from "../../../knowledge/arn";
import { BlockDeviceMappingSchema } from "./block-device";
import { drift, NAMED_IN_CLASSES, renamed } from "./change";
import { CLASS_DEFAULTS } from "./defaults";
import {
  ConnectionTrackingSchema,
  CpuOptionsSchema,
  EnclaveOptionsSchema,
  ipPrefixCount,
  MetadataOptionsSchema,
  NetworkInterfaceSchema,
  PlacementGroupSelectorSchema,
} from "./instance-options";
import { KubeletSchema } from "./kubelet";
import {
  amiAlias,
  amiSelectorTerms,
  capacityReservationSelectorTerms,
  securityGroupSelectorTerms,
  subnetSelectorTerms,
} from "./selector-terms";
import { NO_WINDOWS } from "./windows";

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

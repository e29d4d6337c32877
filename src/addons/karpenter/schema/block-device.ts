import { z } from "zod";

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
export const BlockDeviceMappingSchema = z.strictObject({
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

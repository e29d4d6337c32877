/**
 * Categories of EC2 instance types: the letters that their names begin with, as Karpenter reads them. Apple's `mac` is
 * left out: it runs on dedicated hosts, which Karpenter doesn't use.
 *
 * Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html and the instance types that EC2
 * lists, as of November 2026.
 */
export const INSTANCE_CATEGORIES: readonly string[] = "a c d dl f g gr h hpc i im inf is m p r t trn u vt x z".split(
  " ",
);

/** What the name of an instance type or family tells. */
export interface NamedInstance {
  /** The letters that it begins with. */
  readonly category: string;
  /** What stands before the dot, such as `m7g`. */
  readonly family: string;
  readonly generation: number;
  /** What stands behind the dot, such as `large`; a family has none. */
  readonly size?: string;
  readonly architecture: "amd64" | "arm64";
}

/** Karpenter's `instanceTypeScheme` (pkg/providers/instancetype/types.go), and the letters behind the generation. */
const NAME = /^([a-z]+)(?:-\d+tb)?(\d+)([a-z]*)([^.]*)$/;

/**
 * Reads the name of an instance type (`m7g.large`) or of a family (`m7g`).
 *
 * A `g` behind the generation means Graviton, so does `a1`, and `-gb` is NVIDIA's Grace; all else is x86. That held for
 * each of 1,257 types that EC2 listed in 2026, Apple aside.
 *
 * @returns nothing for a name that isn't built that way
 */
export function readInstanceName(name: string): NamedInstance | undefined {
  const [family = "", size, ...more] = name.split(".");
  const [, category, generation, attributes = "", rest = ""] = NAME.exec(family) ?? [];
  if (category === undefined || generation === undefined || more.length > 0) return undefined;
  const isArm = category === "a" || attributes.includes("g") || rest.startsWith("-gb");
  return {
    category,
    family,
    generation: Number(generation),
    ...(size !== undefined && { size }),
    architecture: isArm ? "arm64" : "amd64",
  };
}

/** What EC2 takes for a type of EBS volume. */
export interface VolumeType {
  /** Gibibytes. */
  readonly size: { readonly least: number; readonly most: number };
  /** I/O operations per second that can be asked for, and how many for each GiB; none where they can't be. */
  readonly iops?: { readonly least: number; readonly most: number; readonly perGib: number; readonly needed: boolean };
  /** MiB/s that can be asked for, and how many for each I/O operation per second; none where they can't be. */
  readonly throughput?: { readonly least: number; readonly most: number; readonly perIops: number };
  /** Whether an instance can start from it. */
  readonly boots: boolean;
}

/**
 * EBS volume types, as of November 2026 (gp3 with the limits of September 2025):
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html and
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html
 */
export const VOLUME_TYPES: Readonly<Record<string, VolumeType>> = {
  gp2: { size: { least: 1, most: 16_384 }, boots: true },
  gp3: {
    size: { least: 1, most: 65_536 },
    iops: { least: 3_000, most: 80_000, perGib: 500, needed: false },
    throughput: { least: 125, most: 2_000, perIops: 0.25 },
    boots: true,
  },
  io1: { size: { least: 4, most: 16_384 }, iops: { least: 100, most: 64_000, perGib: 50, needed: true }, boots: true },
  io2: {
    size: { least: 4, most: 65_536 },
    iops: { least: 100, most: 256_000, perGib: 1_000, needed: true },
    boots: true,
  },
  st1: { size: { least: 125, most: 16_384 }, boots: false },
  sc1: { size: { least: 125, most: 16_384 }, boots: false },
  standard: { size: { least: 1, most: 1_024 }, boots: true },
};

/** I/O operations per second of a gp3 volume that asks for none. */
export const GP3_BASELINE_IOPS = 3_000;

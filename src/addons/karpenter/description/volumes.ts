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

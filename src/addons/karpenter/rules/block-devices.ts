import { error, type KeyPath, type Problem, warning } from "../../../description/problem";
import { readQuantity } from "../../../knowledge/quantity";
import { GP3_BASELINE_IOPS, VOLUME_TYPES, type VolumeType } from "../description/ec2";
import type { EC2NodeClassSpec } from "../description/expand";
import { amiFamily } from "./ami";

type Mapping = NonNullable<EC2NodeClassSpec["blockDeviceMappings"]>[number];
type Ebs = NonNullable<Mapping["ebs"]>;

const GIB = 2 ** 30;

/**
 * The device that an AMI family's instances start from, and the one with kubelet's data, pods and images
 * (`DefaultBlockDeviceMappings` and `EphemeralBlockDevice` in Karpenter's `pkg/providers/amifamily`).
 */
const DEVICES: Readonly<Record<string, { readonly root: string; readonly data: string }>> = {
  AL2: { root: "/dev/xvda", data: "/dev/xvda" },
  AL2023: { root: "/dev/xvda", data: "/dev/xvda" },
  Bottlerocket: { root: "/dev/xvda", data: "/dev/xvdb" },
};

/** Devices that one or another AMI family starts from, or keeps its data on. */
const TELLING_DEVICES = ["/dev/xvda", "/dev/xvdb", "/dev/sda1"];

/** Rules for the disks of a node class. */
export function blockDeviceRules(spec: EC2NodeClassSpec, path: KeyPath): Problem[] {
  const mappings = spec.blockDeviceMappings ?? [];
  const at = [...path, "blockDeviceMappings"];
  const root = DEVICES[amiFamily(spec)]?.root;
  const firstRoot = mappings.findIndex((mapping) => mapping.rootVolume === true);
  const problems = mappings.flatMap((mapping, index) => {
    const problems = ebsProblems(mapping.ebs, mapping.deviceName === root, [...at, index, "ebs"]);
    if (mapping.rootVolume === true && index !== firstRoot) {
      problems.push(error([...at, index, "rootVolume"], "one device only can be the root volume; drop all but one"));
    }
    const first = mappings.findIndex(({ deviceName }) => deviceName === mapping.deviceName);
    if (mapping.deviceName !== undefined && first !== index) {
      problems.push(
        error(
          [...at, index, "deviceName"],
          `${mapping.deviceName} stands in entry ${first} too; EC2 takes each device once`,
        ),
      );
    }
    return problems;
  });
  return [...problems, ...deviceWarnings(spec, mappings, at)];
}

/** Disks under the name that another AMI family has for them: the nodes get one disk more, and the one meant stays small. */
function deviceWarnings(spec: EC2NodeClassSpec, mappings: readonly Mapping[], at: KeyPath): Problem[] {
  const family = amiFamily(spec);
  const devices = DEVICES[family];
  if (!devices) return [];
  const elsewhere = mappings.findIndex(
    ({ rootVolume, deviceName }) => rootVolume === true && deviceName !== undefined && deviceName !== devices.data,
  );
  const data = `AMI family ${family} keeps pods and images on ${devices.data}`;
  if (elsewhere >= 0) {
    return [
      warning(
        [...at, elsewhere, "deviceName"],
        `${data}, so this device isn't the root volume; name ${devices.data}, or drop rootVolume`,
      ),
    ];
  }
  if (mappings.some(({ deviceName }) => deviceName === devices.data)) return [];
  const meant = mappings.findIndex(({ deviceName }) => TELLING_DEVICES.includes(deviceName ?? ""));
  return meant < 0
    ? []
    : [
        warning(
          [...at, meant, "deviceName"],
          `${data}, which is named nowhere here and so stays as the AMI has it; add ${devices.data} if it was meant`,
        ),
      ];
}

function ebsProblems(ebs: Mapping["ebs"], isRoot: boolean, at: KeyPath): Problem[] {
  if (!ebs) return [];
  const { snapshotID, volumeSize, volumeInitializationRate, volumeType, iops, throughput } = ebs;
  const problems: Problem[] = [];
  if (snapshotID === undefined && volumeSize === undefined) {
    problems.push(error(at, "a volume needs a size or a snapshot; set volumeSize or snapshotID"));
  }
  if (volumeInitializationRate !== undefined && snapshotID === undefined) {
    problems.push(
      error(
        [...at, "volumeInitializationRate"],
        "only a volume from a snapshot is initialized; set snapshotID or drop the rate",
      ),
    );
  }
  const type = volumeType === undefined ? undefined : VOLUME_TYPES[volumeType];
  if (volumeType !== undefined && type)
    return [...problems, ...typeProblems(ebs, volumeType, type, isRoot, at), ...keyProblems(ebs, at)];
  const speed = iops !== undefined ? "iops" : throughput !== undefined ? "throughput" : undefined;
  if (speed) {
    problems.push(
      warning(
        [...at, speed],
        `whether EC2 takes ${speed} depends on the volume's type, which isn't said; set volumeType`,
      ),
    );
  }
  return [...problems, ...keyProblems(ebs, at)];
}

function typeProblems(ebs: Ebs, name: string, type: VolumeType, isRoot: boolean, at: KeyPath): Problem[] {
  const gib = ebs.volumeSize === undefined ? undefined : Math.ceil(readQuantity(ebs.volumeSize) / GIB);
  const problems: Problem[] = [];
  if (gib !== undefined && (gib < type.size.least || gib > type.size.most)) {
    problems.push(
      error(
        [...at, "volumeSize"],
        `a ${name} volume has ${type.size.least} to ${type.size.most} GiB, and ${ebs.volumeSize} was given; choose a size within, or another volumeType`,
      ),
    );
  }
  if (isRoot && !type.boots) {
    problems.push(
      error([...at, "volumeType"], `instances can't start from a ${name} volume; use gp3 for this device, or another`),
    );
  }
  return [...problems, ...iopsProblems(ebs, name, type, gib, at), ...throughputProblems(ebs, name, type, at)];
}

function iopsProblems({ iops }: Ebs, name: string, type: VolumeType, gib: number | undefined, at: KeyPath): Problem[] {
  const path = [...at, "iops"];
  if (iops === undefined) {
    return type.iops?.needed
      ? [error(path, `a ${name} volume needs iops, from ${type.iops.least} to ${type.iops.most}; set them`)]
      : [];
  }
  if (!type.iops) {
    return [
      error(path, `EC2 takes iops for gp3, io1 and io2, and the volume is ${name}; drop iops or change volumeType`),
    ];
  }
  const { least, most, perGib } = type.iops;
  if (iops < least || iops > most) {
    return [
      error(path, `a ${name} volume has ${least} to ${most} iops, and ${iops} was given; choose a number within`),
    ];
  }
  const possible = gib === undefined ? most : Math.max(gib * perGib, name === "gp3" ? GP3_BASELINE_IOPS : 0);
  return iops > possible
    ? [
        error(
          path,
          `a ${name} volume of ${gib} GiB has ${possible} iops at most (${perGib} for each GiB), and ${iops} was given; lower this, or make the volume larger`,
          [[...at, "volumeSize"]],
        ),
      ]
    : [];
}

function throughputProblems({ throughput, iops }: Ebs, name: string, type: VolumeType, at: KeyPath): Problem[] {
  const path = [...at, "throughput"];
  if (throughput === undefined) return [];
  if (!type.throughput) {
    return [error(path, `EC2 takes a throughput for gp3, and the volume is ${name}; drop it or change volumeType`)];
  }
  const { least, most, perIops } = type.throughput;
  if (throughput < least || throughput > most) {
    return [
      error(
        path,
        `a ${name} volume has ${least} to ${most} MiB/s, and ${throughput} was given; choose a number within`,
      ),
    ];
  }
  const needed = Math.ceil(throughput / perIops);
  return needed > (iops ?? GP3_BASELINE_IOPS)
    ? [
        error(
          path,
          `${throughput} MiB/s take ${needed} iops, and the volume has ${iops ?? GP3_BASELINE_IOPS}; raise iops or lower this`,
          [[...at, "iops"]],
        ),
      ]
    : [];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html, `KmsKeyId` */
function keyProblems({ kmsKeyID, encrypted, snapshotID }: Ebs, at: KeyPath): Problem[] {
  // A volume from an encrypted snapshot is encrypted anyway.
  const isEncrypted = encrypted === true || (encrypted === undefined && snapshotID !== undefined);
  return kmsKeyID === undefined || isEncrypted
    ? []
    : [
        error(
          [...at, "kmsKeyID"],
          "EC2 takes a key for an encrypted volume only; set encrypted to true or drop the key",
        ),
      ];
}

/** Where the first KMS key of a node class is, if any: its key policy is beyond what can be checked here. */
export function kmsKeyPath(spec: EC2NodeClassSpec, path: KeyPath): KeyPath | undefined {
  const index = (spec.blockDeviceMappings ?? []).findIndex((mapping) => mapping.ebs?.kmsKeyID !== undefined);
  return index < 0 ? undefined : [...path, "blockDeviceMappings", index, "ebs", "kmsKeyID"];
}

import { error, type KeyPath, type Problem } from "../../problem";
import type { EC2NodeClassSpec } from "../objects";

type Mapping = NonNullable<EC2NodeClassSpec["blockDeviceMappings"]>[number];

const WITH_IOPS = new Set(["gp3", "io1", "io2"]);

/** Rules for the disks of a node class. */
export function blockDeviceRules(spec: EC2NodeClassSpec, path: KeyPath): Problem[] {
  const mappings = spec.blockDeviceMappings ?? [];
  const at = [...path, "blockDeviceMappings"];
  const firstRoot = mappings.findIndex((mapping) => mapping.rootVolume === true);
  return mappings.flatMap((mapping, index) => {
    const problems = ebsProblems(mapping.ebs, [...at, index, "ebs"]);
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
}

function ebsProblems(ebs: Mapping["ebs"], at: KeyPath): Problem[] {
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
  if (iops !== undefined && volumeType !== undefined && !WITH_IOPS.has(volumeType)) {
    problems.push(
      error(
        [...at, "iops"],
        `EC2 takes iops for gp3, io1 and io2, and the volume is ${volumeType}; drop iops or change volumeType`,
      ),
    );
  }
  if (throughput !== undefined && volumeType !== undefined && volumeType !== "gp3") {
    problems.push(
      error(
        [...at, "throughput"],
        `EC2 takes a throughput for gp3, and the volume is ${volumeType}; drop it or change volumeType`,
      ),
    );
  }
  return problems;
}

/** Where the first KMS key of a node class is, if any: its key policy is beyond what can be checked here. */
export function kmsKeyPath(spec: EC2NodeClassSpec, path: KeyPath): KeyPath | undefined {
  const index = (spec.blockDeviceMappings ?? []).findIndex((mapping) => mapping.ebs?.kmsKeyID !== undefined);
  return index < 0 ? undefined : [...path, "blockDeviceMappings", index, "ebs", "kmsKeyID"];
}

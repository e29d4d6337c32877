import type { Container, Pod, Volume } from "../objects";
import { podSize } from "./size";

/**
 * Why Fargate does not run a pod, or nothing where it does.
 *
 * Facts: https://docs.aws.amazon.com/eks/latest/userguide/fargate.html, section on considerations.
 *
 * @param drivers CSI driver or provisioner behind each claim of the pod that has one
 */
export function fargateRefusal(pod: Pod, drivers: ReadonlyMap<string, string>): string | undefined {
  const { metadata, spec } = pod;
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  if (metadata.ownerReferences?.some(({ kind }) => kind === "DaemonSet")) return "DaemonSets are not supported";
  const fields = unsupportedFields(pod, containers);
  if (fields.length > 0) return `fields not supported: ${fields.join(", ")}`;
  const volumes = (spec.volumes ?? [])
    .map((volume) => unsupportedVolume(volume, drivers))
    .filter((one) => one !== undefined);
  if (volumes.length > 0) return `volumes not supported: ${volumes.join(", ")}`;
  if (wantedArchitectures(pod).includes("arm64")) return "the architecture arm64 is not supported";
  if (!podSize(pod))
    return "it requests more than the largest size, 16 vCPU and 120 GB of memory with 256 MiB of overhead";
  return undefined;
}

function unsupportedFields({ spec }: Pod, containers: readonly Container[]): string[] {
  const found = {
    HostNetwork: spec.hostNetwork,
    HostPID: spec.hostPID,
    HostIPC: spec.hostIPC,
    HostPort: containers.some(({ ports }) => ports?.some(({ hostPort }) => hostPort !== undefined)),
    Privileged: containers.some(({ securityContext }) => securityContext?.privileged),
    "TopologySpreadConstraints with DoNotSchedule": spec.topologySpreadConstraints?.some(
      ({ whenUnsatisfiable }) => whenUnsatisfiable === "DoNotSchedule",
    ),
  };
  return Object.entries(found).flatMap(([name, present]) => (present ? [name] : []));
}

function unsupportedVolume(volume: Volume, drivers: ReadonlyMap<string, string>): string | undefined {
  if (volume.hostPath) return `${volume.name} is a hostPath`;
  if (volume.awsElasticBlockStore || volume.ephemeral) return `${volume.name} is a block device`;
  const driver = volume.csi?.driver ?? drivers.get(volume.persistentVolumeClaim?.claimName ?? "");
  // Static EFS volumes are the one kind of claim that Fargate mounts.
  if (driver && driver !== "efs.csi.aws.com") return `${volume.name} is provided by ${driver}`;
  return undefined;
}

function wantedArchitectures({ spec }: Pod): string[] {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const expressions = terms.flatMap(({ matchExpressions }) => matchExpressions ?? []);
  const required = expressions.flatMap(({ key, operator, values }) =>
    key === "kubernetes.io/arch" && operator === "In" && values?.length === 1 ? values : [],
  );
  const selected = spec.nodeSelector?.["kubernetes.io/arch"];
  return selected ? [selected, ...required] : required;
}

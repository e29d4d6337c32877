import { didYouMean } from "../../../knowledge/suggestion";

/** Label of how an instance was bought: `on-demand`, `spot` or `reserved`. */
export const CAPACITY_TYPE = "karpenter.sh/capacity-type";
/** The values of {@link CAPACITY_TYPE}. */
export const CAPACITY_TYPES = ["on-demand", "spot", "reserved"] as const;
/** Label of the letters that an instance type begins with. */
export const INSTANCE_CATEGORY = "karpenter.k8s.aws/instance-category";
/** Label of what stands before the dot of an instance type. */
export const INSTANCE_FAMILY = "karpenter.k8s.aws/instance-family";
/** Label of the number in an instance type's family. */
export const INSTANCE_GENERATION = "karpenter.k8s.aws/instance-generation";

/** Label of who made an instance's processor: `intel`, `amd` or `aws`. */
export const CPU_MANUFACTURER = "karpenter.k8s.aws/instance-cpu-manufacturer";
/** Label of an instance type, such as `m7i.large`. */
export const INSTANCE_TYPE = "node.kubernetes.io/instance-type";
/** Label of what stands behind the dot of an instance type. */
export const INSTANCE_SIZE = "karpenter.k8s.aws/instance-size";
/** Label of a processor architecture: `amd64` or `arm64`. */
export const ARCHITECTURE = "kubernetes.io/arch";
/** Label of an operating system: `linux` or `windows`. */
export const OPERATING_SYSTEM = "kubernetes.io/os";
/** Label of the build of Windows that a node runs; nodes with Linux don't have it. */
export const WINDOWS_BUILD = "node.kubernetes.io/windows-build";
/** Label of an availability zone, by name. */
export const ZONE = "topology.kubernetes.io/zone";
/** Label of a region. */
export const REGION = "topology.kubernetes.io/region";

/** Keys of a node pool that stand for a requirement, and the label that it is about. */
export const SHORT_FORMS = {
  capacityTypes: CAPACITY_TYPE,
  architectures: ARCHITECTURE,
  instanceCategories: INSTANCE_CATEGORY,
} as const;

/** Old names of labels, which Karpenter takes as the new ones (`NormalizedLabels` in its `pkg/apis/v1/labels.go`). */
const NORMALIZED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "failure-domain.beta.kubernetes.io/zone": ZONE,
    "failure-domain.beta.kubernetes.io/region": REGION,
    "beta.kubernetes.io/arch": ARCHITECTURE,
    "beta.kubernetes.io/os": OPERATING_SYSTEM,
    "beta.kubernetes.io/instance-type": INSTANCE_TYPE,
  }),
);

/** The name under which Karpenter knows a label. */
export function normalizedKey(key: string): string {
  return NORMALIZED.get(key) ?? key;
}

/**
 * Labels of `karpenter.k8s.aws` that a pool may use. The CRDs also let `karpenter.k8s.aws/ec2nodeclass` through, which
 * the controller then refuses (it is none of its well-known labels): the pool would never become ready.
 */
const AWS_LABELS = [
  "capacity-reservation-id",
  "capacity-reservation-interruptible",
  "capacity-reservation-type",
  "instance-accelerator-count",
  "instance-accelerator-manufacturer",
  "instance-accelerator-name",
  "instance-capability-flex",
  "instance-category",
  "instance-cpu",
  "instance-cpu-manufacturer",
  "instance-cpu-sustained-clock-speed-mhz",
  "instance-ebs-bandwidth",
  "instance-encryption-in-transit-supported",
  "instance-family",
  "instance-generation",
  "instance-gpu-count",
  "instance-gpu-manufacturer",
  "instance-gpu-memory",
  "instance-gpu-name",
  "instance-hypervisor",
  "instance-local-nvme",
  "instance-memory",
  "instance-network-bandwidth",
  "instance-size",
  "instance-tenancy",
  "placement-group-id",
  "placement-group-partition",
];

/**
 * Why a pool may not use a label, neither in a requirement nor on its nodes.
 *
 * @returns nothing for a label that may be used
 */
export function restriction(key: string): string | undefined {
  if (key === "kubernetes.io/hostname")
    return "the label 'kubernetes.io/hostname' differs from node to node; leave it out";
  const domain = key.split("/")[0] ?? "";
  if (domain.endsWith("karpenter.sh") && key !== CAPACITY_TYPE) {
    return `'${key}' is in the domain karpenter.sh, of which a pool may use ${CAPACITY_TYPE} only; use a domain of your own`;
  }
  if (!domain.endsWith("karpenter.k8s.aws")) return undefined;
  const name = key.slice(domain.length + 1);
  if (domain === "karpenter.k8s.aws" && AWS_LABELS.includes(name)) return undefined;
  const hint = didYouMean(name, AWS_LABELS) || "; use one that Karpenter knows, or a domain of your own";
  return `'${key}' is none of the labels of karpenter.k8s.aws that a pool may use${hint}`;
}

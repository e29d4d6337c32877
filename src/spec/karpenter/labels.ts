import { didYouMean } from "./nearest";

/** Label of how an instance was bought: `on-demand`, `spot` or `reserved`. */
export const CAPACITY_TYPE = "karpenter.sh/capacity-type";
/** Label of the letters that an instance type begins with. */
export const INSTANCE_CATEGORY = "karpenter.k8s.aws/instance-category";
/** Label of what stands before the dot of an instance type. */
export const INSTANCE_FAMILY = "karpenter.k8s.aws/instance-family";
/** Label of the number in an instance type's family. */
export const INSTANCE_GENERATION = "karpenter.k8s.aws/instance-generation";

/** Old names of labels, which Karpenter takes as the new ones (`NormalizedLabels` in its `pkg/apis/v1/labels.go`). */
const NORMALIZED: Readonly<Record<string, string>> = {
  "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
  "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
  "beta.kubernetes.io/arch": "kubernetes.io/arch",
  "beta.kubernetes.io/os": "kubernetes.io/os",
  "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
};

/** The name under which Karpenter knows a label. */
export function normalizedKey(key: string): string {
  return (Object.hasOwn(NORMALIZED, key) ? NORMALIZED[key] : undefined) ?? key;
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

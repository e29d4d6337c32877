/** What is known of a Kubernetes version on EKS. */
export interface KubernetesVersion {
  readonly version: string;
  /**
   * The first version of Karpenter that supports it: https://karpenter.sh/docs/upgrading/compatibility/; that of 1.37
   * from the limits in Karpenter's source (pkg/providers/version/version.go of 1.15).
   */
  readonly karpenter: string;
}

/**
 * Kubernetes versions that EKS offers, oldest first, as of November 2026:
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const KUBERNETES_VERSIONS: readonly KubernetesVersion[] = [
  { version: "1.32", karpenter: "1.2.0" },
  { version: "1.33", karpenter: "1.5.0" },
  { version: "1.34", karpenter: "1.6.0" },
  { version: "1.35", karpenter: "1.9.0" },
  { version: "1.36", karpenter: "1.13.0" },
  { version: "1.37", karpenter: "1.15.0" },
];

/**
 * The oldest Karpenter whose IAM policies, chart values and CRDs are those that this project writes and checks. 1.14
 * and 1.15 were compared line by line, older ones were not.
 */
export const OLDEST_KARPENTER = "1.14.0";

/** The newest minor version whose CRDs this project knows. */
export const NEWEST_KARPENTER = "1.15";

/** Negative, zero or positive as `a` is older than, the same as or newer than `b`; parts are compared as numbers. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

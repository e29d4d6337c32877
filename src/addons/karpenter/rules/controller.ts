import { error, type Problem, warning } from "../../../description/problem";
import { compareVersions } from "../../../knowledge/kubernetes-versions";
import { quantityValue } from "../../../knowledge/quantity";
import type { KarpenterCluster } from "../schema/karpenter";

const VERSION = ["karpenter", "version"];

const MIB = 2 ** 20;

/** Below this no program of this kind starts: a unit is missing or wrong (`500m` is half a byte). */
const LEAST = { cpu: 0.01, memory: 32 * MIB };

/** The smallest pod on Fargate, less what Fargate takes for itself. */
const SMALLEST_POD = { cpu: 0.25, memory: 256 * MIB };

/** Rules for the controller itself: its version, and the size of its pods. */
export function controllerRules(
  { version, resources }: KarpenterCluster["karpenter"],
  kubernetesVersion: string,
): Problem[] {
  return [...versionProblems(version, kubernetesVersion), ...sizeProblems(resources)];
}

/**
 * Kubernetes version → the first Karpenter that supports it: https://karpenter.sh/docs/upgrading/compatibility/; that of
 * 1.37 from the limits in Karpenter's source (pkg/providers/version/version.go of 1.15).
 */
export const FIRST_SUPPORT: ReadonlyMap<string, string> = new Map([
  ["1.32", "1.2.0"],
  ["1.33", "1.5.0"],
  ["1.34", "1.6.0"],
  ["1.35", "1.9.0"],
  ["1.36", "1.13.0"],
  ["1.37", "1.15.0"],
]);

/**
 * The oldest Karpenter whose IAM policies, chart values and CRDs are those that this project writes and checks. 1.14
 * and 1.15 were compared line by line, older ones were not.
 */
const OLDEST = "1.14.0";

/** The newest minor version whose CRDs this project knows. */
const NEWEST = "1.15";

function versionProblems(version: string, kubernetesVersion: string): Problem[] {
  if (compareVersions(version, OLDEST) < 0) {
    return [
      error(
        VERSION,
        `Karpenter ${version} is older than ${OLDEST}, the first whose IAM policies, values and CRDs are those written here; raise it`,
      ),
    ];
  }
  const needed = FIRST_SUPPORT.get(kubernetesVersion);
  if (needed !== undefined && compareVersions(version, needed) < 0) {
    return [
      error(
        VERSION,
        `Karpenter ${version} doesn't support Kubernetes ${kubernetesVersion}; raise it to ${needed} or later`,
        [["kubernetesVersion"]],
      ),
    ];
  }
  return compareVersions(version, `${NEWEST}.999`) > 0
    ? [
        warning(
          VERSION,
          `node pools and node classes are checked by the rules of Karpenter ${NEWEST}; read what changed in ${version} before you deploy it`,
        ),
      ]
    : [];
}

/** What a controller pod gets is what it may use: request and limit are one. */
function sizeProblems(resources: { readonly cpu: string; readonly memory: string }): Problem[] {
  return (["cpu", "memory"] as const).flatMap((resource) => {
    const given = resources[resource];
    const path = ["karpenter", "resources", resource];
    const usual = resource === "cpu" ? '"1"' : "1Gi";
    if (quantityValue(given) < LEAST[resource]) {
      return [error(path, `the controller can't start with ${given} of ${resource}; give it enough, such as ${usual}`)];
    }
    return quantityValue(given) < SMALLEST_POD[resource]
      ? [
          warning(
            path,
            `${given} of ${resource} is less than the smallest pod on Fargate has, which is billed anyway; ${usual} is usual`,
          ),
        ]
      : [];
  });
}

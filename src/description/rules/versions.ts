import {
  compareVersions,
  KUBERNETES_VERSIONS,
  NEWEST_KARPENTER,
  OLDEST_KARPENTER,
} from "../../knowledge/kubernetes-versions";
import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem, warning } from "../problem";

const KUBERNETES = ["kubernetesVersion"];
const KARPENTER = ["karpenter", "version"];

/** Which Kubernetes, which Karpenter, and whether they go together. */
export function versionRules({ kubernetesVersion, karpenter, controlPlane }: ClusterSpec): Problem[] {
  return [
    ...kubernetesRules(kubernetesVersion),
    ...karpenterRules(karpenter.version, kubernetesVersion),
    ...forceRules(controlPlane.forceUpdate),
  ];
}

function forceRules(forceUpdate: boolean): Problem[] {
  return forceUpdate
    ? [
        warning(
          ["controlPlane", "forceUpdate"],
          "EKS upgrades although its insights say that something would break; read them first (aws eks list-insights), and set this to false when the upgrade is through",
        ),
      ]
    : [];
}

function kubernetesRules(version: string): Problem[] {
  if (KUBERNETES_VERSIONS.some((known) => known.version === version)) return [];
  const [oldest, newest] = [KUBERNETES_VERSIONS.at(0)?.version ?? "", KUBERNETES_VERSIONS.at(-1)?.version ?? ""];
  return compareVersions(version, oldest) < 0
    ? [error(KUBERNETES, `EKS no longer offers Kubernetes ${version}; choose one from "${oldest}" to "${newest}"`)]
    : [
        error(
          KUBERNETES,
          `which Karpenter supports Kubernetes ${version} isn't known here; choose one from "${oldest}" to "${newest}", or update this project`,
        ),
      ];
}

function karpenterRules(version: string, kubernetesVersion: string): Problem[] {
  if (compareVersions(version, OLDEST_KARPENTER) < 0) {
    return [
      error(
        KARPENTER,
        `Karpenter ${version} is older than ${OLDEST_KARPENTER}, the first whose IAM policies, values and CRDs are those written here; raise it`,
      ),
    ];
  }
  const needed = KUBERNETES_VERSIONS.find((known) => known.version === kubernetesVersion)?.karpenter;
  if (needed !== undefined && compareVersions(version, needed) < 0) {
    return [
      error(
        KARPENTER,
        `Karpenter ${version} doesn't support Kubernetes ${kubernetesVersion}; raise it to ${needed} or later`,
        [KUBERNETES],
      ),
    ];
  }
  return compareVersions(version, `${NEWEST_KARPENTER}.999`) > 0
    ? [
        warning(
          KARPENTER,
          `node pools and node classes are checked by the rules of Karpenter ${NEWEST_KARPENTER}; read what changed in ${version} before you deploy it`,
        ),
      ]
    : [];
}

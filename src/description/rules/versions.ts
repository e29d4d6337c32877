import { compareVersions, KUBERNETES_VERSIONS } from "../../knowledge/kubernetes-versions";
import type { ClusterSpec } from "../cluster-spec";
import { error, type Problem, warning } from "../problem";

const KUBERNETES = ["kubernetesVersion"];

/** Which Kubernetes. Add-ons have rules of their own for what goes with it. */
export function versionRules({ kubernetesVersion, controlPlane }: ClusterSpec): Problem[] {
  return [...kubernetesRules(kubernetesVersion), ...forceRules(controlPlane.forceUpdate)];
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
  if (KUBERNETES_VERSIONS.includes(version)) return [];
  const [oldest, newest] = [KUBERNETES_VERSIONS.at(0) ?? "", KUBERNETES_VERSIONS.at(-1) ?? ""];
  return compareVersions(version, oldest) < 0
    ? [error(KUBERNETES, `EKS no longer offers Kubernetes ${version}; choose one from "${oldest}" to "${newest}"`)]
    : [
        error(
          KUBERNETES,
          `Kubernetes ${version} isn't known here; choose one from "${oldest}" to "${newest}", or update this project`,
        ),
      ];
}

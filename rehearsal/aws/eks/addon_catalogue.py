"""The add-ons that the emulated EKS offers, with versions and configuration schemas.

The service's own list (``aws eks describe-addon-versions``) changes weekly and cannot be shipped, so the versions are
played: shaped as real ones, two for each Kubernetes version, the newer one being the default. A version that a cluster
pins beside these is named in the setting ``addonVersions``. The schemas hold the top-level keys of the real ones.
"""

from dataclasses import dataclass
from typing import Any

from ..settings import SETTINGS
from .versions import CALENDAR

_SCHEDULING = ("affinity", "nodeSelector", "podAnnotations", "podLabels", "resources", "tolerations")


@dataclass(frozen=True)
class Workload:
    """Pods of an add-on that need a place to run before it is ACTIVE (a DaemonSet without nodes needs none)."""

    namespace: str
    labels: dict[str, str]


@dataclass(frozen=True)
class Addon:
    """One add-on: base version (``{minor}`` is Kubernetes' own), type, pods, service account, configuration keys."""

    name: str
    version: str
    kind: str
    namespace: str = "kube-system"
    workload: Workload | None = None
    service_account: str = ""
    keys: tuple[str, ...] = _SCHEDULING

    def versions(self, kubernetes: str) -> list[str]:
        """The versions for one Kubernetes version, newest first; the first is the default."""
        base = self.version.format(minor=kubernetes.split(".")[1])
        extra = [one for one in SETTINGS.addon_versions.get(self.name, []) if self._suits(one, kubernetes)]
        return [f"{base}-eksbuild.4", f"{base}-eksbuild.2", *extra]

    def _suits(self, version: str, kubernetes: str) -> bool:
        return "{minor}" not in self.version or version.startswith(f"v{kubernetes}.")

    def schema(self) -> dict[str, Any]:
        """The JSON schema that DescribeAddonConfiguration answers."""
        return {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": self.name,
            "type": "object",
            "properties": {key: {} for key in self.keys},
            "additionalProperties": False,
        }


def _deployment(namespace: str, key: str, value: str) -> Workload:
    return Workload(namespace, {key: value})


_ALL = (
    Addon(
        "coredns",
        "v1.13.2",
        "networking",
        workload=_deployment("kube-system", "k8s-app", "kube-dns"),
        keys=(
            *_SCHEDULING,
            "autoScaling",
            "computeType",
            "corefile",
            "podDisruptionBudget",
            "replicaCount",
            "topologySpreadConstraints",
        ),
    ),
    Addon("kube-proxy", "v1.{minor}.2", "networking", keys=(*_SCHEDULING, "ipvs", "mode")),
    Addon(
        "vpc-cni",
        "v1.21.1",
        "networking",
        service_account="aws-node",
        keys=(
            *_SCHEDULING,
            "enableNetworkPolicy",
            "enableWindowsIpam",
            "enableWindowsPrefixDelegation",
            "env",
            "eniConfig",
            "init",
            "livenessProbeTimeoutSeconds",
            "nodeAgent",
            "originalMatchLabels",
            "readinessProbeTimeoutSeconds",
        ),
    ),
    Addon("eks-pod-identity-agent", "v1.3.10", "security", keys=(*_SCHEDULING, "agent")),
    Addon(
        "aws-ebs-csi-driver",
        "v1.54.0",
        "storage",
        workload=_deployment("kube-system", "app", "ebs-csi-controller"),
        service_account="ebs-csi-controller-sa",
        keys=("controller", "defaultStorageClass", "node", "sidecars", "storageClasses", "volumeSnapshotClasses"),
    ),
    Addon(
        "aws-efs-csi-driver",
        "v2.1.15",
        "storage",
        workload=_deployment("kube-system", "app", "efs-csi-controller"),
        service_account="efs-csi-controller-sa",
        keys=("controller", "node", "sidecars"),
    ),
    Addon(
        "snapshot-controller",
        "v8.4.0",
        "storage",
        workload=_deployment("kube-system", "app.kubernetes.io/name", "snapshot-controller"),
        keys=(*_SCHEDULING, "replicaCount"),
    ),
    Addon(
        "metrics-server",
        "v0.8.0",
        "observability",
        workload=_deployment("kube-system", "k8s-app", "metrics-server"),
        keys=(*_SCHEDULING, "addonResizer", "args", "replicas", "updateStrategy"),
    ),
    Addon(
        "amazon-cloudwatch-observability",
        "v4.8.0",
        "observability",
        namespace="amazon-cloudwatch",
        workload=_deployment("amazon-cloudwatch", "app.kubernetes.io/name", "amazon-cloudwatch-observability"),
        service_account="cloudwatch-agent",
        keys=("agent", "agents", "containerLogs", "manager", "region", "clusterName"),
    ),
)
ADDONS = {addon.name: addon for addon in _ALL}


def describe(addon: Addon, kubernetes: str | None) -> dict[str, Any] | None:
    """One entry of DescribeAddonVersions, for one Kubernetes version or all; None when it offers nothing for it."""
    by_version: dict[str, list[dict[str, Any]]] = {}
    for cluster_version in [kubernetes] if kubernetes else CALENDAR:
        if cluster_version not in CALENDAR:
            continue
        for index, version in enumerate(addon.versions(cluster_version)):
            by_version.setdefault(version, []).append(
                {"clusterVersion": cluster_version, "platformVersions": ["*"], "defaultVersion": index == 0}
            )
    if not by_version:
        return None
    return {
        "addonName": addon.name,
        "type": addon.kind,
        "owner": "aws",
        "publisher": "eks",
        "defaultNamespace": addon.namespace,
        "addonVersions": [
            {
                "addonVersion": version,
                "architecture": ["amd64", "arm64"],
                "computeTypes": ["ec2", "fargate"] if addon.name == "coredns" else ["ec2"],
                "compatibilities": compatibilities,
                "requiresConfiguration": False,
                "requiresIamPermissions": bool(addon.service_account),
            }
            for version, compatibilities in by_version.items()
        ],
    }

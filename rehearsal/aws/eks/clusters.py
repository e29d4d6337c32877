"""Clusters: create, describe, list, update, delete."""

import base64
import hashlib
from datetime import UTC, datetime
from typing import Any

from moto.logs.models import logs_backends

from .. import oidc
from ..principals import principal_arn
from ..settings import SETTINGS
from . import access, addresses, encryption, insights, network, updates, versions
from .call import Call
from .errors import (
    InvalidParameterException,
    InvalidRequestException,
    ResourceInUseException,
)
from .store import STORE, Cluster, Document, page

LOG_TYPES = ("api", "audit", "authenticator", "controllerManager", "scheduler")
AUTHENTICATION_MODES = ("CONFIG_MAP", "API_AND_CONFIG_MAP", "API")


class ClusterCalls(Call):
    """CreateCluster, DescribeCluster, ListClusters, DeleteCluster and the updates of a cluster."""

    def create_cluster(self) -> dict[str, Any]:
        """Start a cluster; it has endpoint, issuer and security group once it is ACTIVE."""
        given = self.params
        name = given["name"]
        if (self.current_account, self.region, name) in STORE.clusters:
            raise ResourceInUseException(f"Cluster already exists with name: {name}")
        version = given.get("version") or versions.DEFAULT_VERSION
        versions.require_supported(version)
        self.require_role(
            given["roleArn"],
            "eks.amazonaws.com",
            f"Role with arn: {given['roleArn']}, could not be assumed because it does not exist or the trusted entity is not correct",
        )
        subnets = network.check_subnets(self.ec2, name, given["resourcesVpcConfig"].get("subnetIds") or [])
        network.check_groups(self.ec2, given["resourcesVpcConfig"].get("securityGroupIds") or [], subnets[0].vpc_id)
        encryption.check_config(given.get("encryptionConfig") or [], self.current_account, self.region)
        document: Document = {
            "name": name,
            "arn": f"arn:{self.partition}:eks:{self.region}:{self.current_account}:cluster/{name}",
            "createdAt": datetime.now(UTC),
            "version": version,
            "platformVersion": versions.platform_version(version),
            "roleArn": given["roleArn"],
            "status": "CREATING",
            "health": {"issues": []},
            "resourcesVpcConfig": _vpc_config(given["resourcesVpcConfig"], subnets[0].vpc_id),
            "kubernetesNetworkConfig": _network_config(
                given.get("kubernetesNetworkConfig") or {}, self.ec2.get_vpc(subnets[0].vpc_id)
            ),
            "logging": _logging(given.get("logging") or {}),
            "encryptionConfig": given.get("encryptionConfig") or [],
            "accessConfig": {
                "authenticationMode": "CONFIG_MAP",
                "bootstrapClusterCreatorAdminPermissions": True,
                **(given.get("accessConfig") or {}),
            },
            "upgradePolicy": given.get("upgradePolicy") or {"supportType": "EXTENDED"},
            "zonalShiftConfig": given.get("zonalShiftConfig") or {"enabled": False},
            "deletionProtection": bool(given.get("deletionProtection")),
            "tags": given.get("tags") or {},
        }
        for optional in ("computeConfig", "storageConfig", "remoteNetworkConfig", "controlPlaneScalingConfig"):
            if given.get(optional):
                document[optional] = given[optional]
        zones = frozenset(subnet.availability_zone for subnet in subnets)
        cluster = Cluster(self.current_account, self.region, self.partition, document, zones=zones)
        STORE.clusters[self.current_account, self.region, name] = cluster
        network.create(cluster)
        if document["accessConfig"]["bootstrapClusterCreatorAdminPermissions"]:
            creator = principal_arn(self.access_key, self.current_account, self.region)
            STORE.later(lambda: access.admit_creator(cluster, creator))
        STORE.later(lambda: _activate(cluster))
        return {"cluster": document}

    def describe_cluster(self) -> dict[str, Any]:
        """One cluster."""
        cluster = self.cluster()
        return {"cluster": {**cluster.document, "health": {"issues": encryption.issues(cluster)}}}

    def list_clusters(self) -> dict[str, Any]:
        """The names of the clusters of this account and region."""
        names, token = page(sorted(one.name for one in STORE.of(self.current_account, self.region)), self.params)
        return {"clusters": names, "nextToken": token}

    def delete_cluster(self) -> dict[str, Any]:
        """Start the deletion; refused while anything still runs on the cluster."""
        cluster = self.cluster()
        if cluster.document["deletionProtection"]:
            raise InvalidRequestException(
                f"Cluster {cluster.name} has deletion protection enabled; disable it to delete the cluster"
            )
        if cluster.nodegroups:
            raise ResourceInUseException("Cluster has nodegroups attached")
        if cluster.fargate_profiles:
            raise ResourceInUseException("Cluster has Fargate profiles attached")
        if cluster.document["status"] in ("CREATING", "UPDATING", "DELETING"):
            raise ResourceInUseException(f"Cluster {cluster.name} cannot be deleted while it is {cluster.document['status']}")
        cluster.document["status"] = "DELETING"
        STORE.later(lambda: _remove(cluster))
        return {"cluster": cluster.document}

    def update_cluster_version(self) -> dict[str, Any]:
        """Raise the Kubernetes version by one minor version, the only step that EKS takes."""
        cluster = self.active_cluster()
        wanted, current = self.params["version"], cluster.document["version"]
        versions.require_supported(wanted)
        if wanted == current:
            raise InvalidParameterException(f"Cluster is already at version {current}")
        if int(wanted.split(".")[1]) != int(current.split(".")[1]) + 1:
            raise InvalidParameterException(f"Unsupported Kubernetes minor version update from {current} to {wanted}")
        behind = [name for name, group in cluster.nodegroups.items() if group["version"] != current]
        if behind:
            raise InvalidRequestException(
                f"Nodegroups {', '.join(sorted(behind))} must be updated to match cluster version {current} before updating cluster version"
            )
        insights.require_ready(cluster, bool(self.params.get("force")))
        change = {"version": wanted, "platformVersion": versions.platform_version(wanted)}
        return {"update": self._begin_cluster(cluster, "VersionUpdate", {"Version": wanted}, change)}

    def associate_encryption_config(self) -> dict[str, Any]:
        """Turn envelope encryption on; EKS can neither change nor remove it later."""
        cluster = self.active_cluster()
        if cluster.document["encryptionConfig"]:
            raise InvalidParameterException("Encryption is already enabled on the cluster")
        config = self.params["encryptionConfig"]
        encryption.check_config(config, self.current_account, self.region)
        return {
            "update": self._begin_cluster(
                cluster, "AssociateEncryptionConfig", {"EncryptionConfig": config}, {"encryptionConfig": config}
            )
        }

    def update_cluster_config(self) -> dict[str, Any]:
        """Change one aspect of a cluster; EKS refuses several at once and changes that change nothing."""
        cluster = self.active_cluster()
        aspects = [key for key in CONFIG_UPDATES if self.params.get(key) is not None]
        if len(aspects) != 1:
            raise InvalidParameterException("Only one type of update can be allowed." if aspects else "No update was given.")
        aspect, given = aspects[0], self.params[aspects[0]]
        change = CONFIG_CHANGES[aspect](cluster.document, given) if aspect in CONFIG_CHANGES else given
        if aspect == "resourcesVpcConfig":
            network.check_new_subnets(self.ec2, cluster, change["subnetIds"])
            network.check_groups(self.ec2, change["securityGroupIds"], change["vpcId"])
        if cluster.document.get(aspect) == change:
            raise InvalidParameterException(f"Cluster is already at the desired configuration with {aspect}: {given}")
        kind = CONFIG_UPDATES[aspect]
        return {"update": self._begin_cluster(cluster, kind, {aspect[0].upper() + aspect[1:]: given}, {aspect: change})}

    def _begin_cluster(self, cluster: Cluster, kind: str, parameters: dict[str, Any], change: Document) -> Document:
        return updates.begin(cluster, kind, parameters, cluster.document, lambda: cluster.document.update(change))


CONFIG_UPDATES = {
    "resourcesVpcConfig": "VpcConfigUpdate",
    "logging": "LoggingUpdate",
    "accessConfig": "AccessConfigUpdate",
    "upgradePolicy": "UpgradePolicyUpdate",
    "zonalShiftConfig": "ZonalShiftConfigUpdate",
    "deletionProtection": "DeletionProtectionUpdate",
    "computeConfig": "AutoModeUpdate",
    "controlPlaneScalingConfig": "ControlPlaneScalingConfigUpdate",
    "remoteNetworkConfig": "RemoteNetworkConfigUpdate",
}


def _vpc_config(given: Document, vpc_id: str) -> Document:
    public = given.get("endpointPublicAccess", True)
    private = given.get("endpointPrivateAccess", False)
    if not public and not private:
        raise InvalidParameterException("Private and public endpoint access cannot be disabled at the same time")
    return {
        "subnetIds": given.get("subnetIds") or [],
        "securityGroupIds": given.get("securityGroupIds") or [],
        "vpcId": vpc_id,
        "endpointPublicAccess": public,
        "endpointPrivateAccess": private,
        "publicAccessCidrs": addresses.public_cidrs(given.get("publicAccessCidrs") or []) or (["0.0.0.0/0"] if public else []),
    }


def _network_config(given: Document, vpc: Any) -> Document:
    config: Document = {
        "ipFamily": given.get("ipFamily") or "ipv4",
        "elasticLoadBalancing": given.get("elasticLoadBalancing") or {"enabled": False},
    }
    if config["ipFamily"] == "ipv6":
        return {**config, "serviceIpv6Cidr": "fd00:ec2::/108"}
    return {**config, "serviceIpv4Cidr": addresses.service_cidr(given.get("serviceIpv4Cidr"), vpc)}


def _logging(given: Document, before: Document | None = None) -> Document:
    enabled = {kind for entry in (before or {}).get("clusterLogging", []) if entry["enabled"] for kind in entry["types"]}
    for entry in given.get("clusterLogging") or []:
        kinds = set(entry.get("types") or [])
        enabled = enabled | kinds if entry.get("enabled") else enabled - kinds
    groups = ([kind for kind in LOG_TYPES if kind in enabled], [kind for kind in LOG_TYPES if kind not in enabled])
    return {"clusterLogging": [{"types": kinds, "enabled": on} for kinds, on in zip(groups, (True, False), strict=True) if kinds]}


def _change_access(document: Document, given: Document) -> Document:
    before = document["accessConfig"]
    mode = given.get("authenticationMode") or before["authenticationMode"]
    if AUTHENTICATION_MODES.index(mode) < AUTHENTICATION_MODES.index(before["authenticationMode"]):
        raise InvalidParameterException(f"Unsupported authentication mode update from {before['authenticationMode']} to {mode}")
    return {**before, "authenticationMode": mode}


CONFIG_CHANGES = {
    "accessConfig": _change_access,
    "logging": lambda document, given: _logging(given, document["logging"]),
    "resourcesVpcConfig": lambda document, given: {
        **document["resourcesVpcConfig"],
        **_vpc_config({**document["resourcesVpcConfig"], **given}, document["resourcesVpcConfig"]["vpcId"]),
    },
}


def _activate(cluster: Cluster) -> None:
    name_hash = hashlib.sha256(cluster.document["arn"].encode()).hexdigest().upper()
    made_up = base64.b64encode(oidc.authority_certificate()).decode()
    cluster.document.update(
        status="ACTIVE",
        endpoint=SETTINGS.endpoint or f"https://{name_hash[:32]}.gr7.{cluster.region}.eks.amazonaws.com",
        certificateAuthority={"data": SETTINGS.certificate_authority or made_up},
        identity={"oidc": {"issuer": oidc.issuer_url(cluster.account, cluster.region, cluster.name)}},
    )
    _ensure_log_group(cluster)


def _ensure_log_group(cluster: Cluster) -> None:
    """The control plane makes its log group when it writes and finds none; so it comes back if it is deleted too early."""
    name = f"/aws/eks/{cluster.name}/cluster"
    logs = logs_backends[cluster.account][cluster.region]
    if any(entry["enabled"] for entry in cluster.document["logging"]["clusterLogging"]) and name not in logs.groups:
        logs.create_log_group(name, {})


def _remove(cluster: Cluster) -> None:
    _ensure_log_group(cluster)
    network.delete(cluster)
    STORE.clusters.pop((cluster.account, cluster.region, cluster.name), None)

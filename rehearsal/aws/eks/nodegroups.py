"""Managed node groups, as records with states; no instances are started for them."""

from datetime import UTC, datetime
from typing import Any

from . import access, network, updates
from .call import Call
from .errors import InvalidParameterException, ResourceInUseException, ResourceNotFoundException
from .store import STORE, Cluster, Document, new_id, page


class NodegroupCalls(Call):
    """The calls for managed node groups."""

    def create_nodegroup(self) -> dict[str, Any]:
        """Start a node group and let its role into the cluster."""
        cluster, given = self.active_cluster(), self.params
        name = given["nodegroupName"]
        if name in cluster.nodegroups:
            raise ResourceInUseException(f"NodeGroup already exists with name {name} and cluster name {cluster.name}")
        if given.get("launchTemplate") and (given.get("diskSize") or given.get("remoteAccess")):
            raise InvalidParameterException("Disk size and remote access must be specified within the launch template.")
        self.require_role(
            given["nodeRole"],
            "ec2.amazonaws.com",
            "Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole",
        )
        network.find_subnets(self.ec2, given["subnets"])
        identifier, now = new_id(), datetime.now(UTC)
        version = given.get("version") or cluster.document["version"]
        group: Document = {
            "nodegroupName": name,
            "nodegroupArn": cluster.arn("nodegroup", name, identifier),
            "clusterName": cluster.name,
            "version": version,
            "releaseVersion": given.get("releaseVersion") or f"{version}.2-20261112",
            "createdAt": now,
            "modifiedAt": now,
            "status": "CREATING",
            "capacityType": given.get("capacityType") or "ON_DEMAND",
            "scalingConfig": {"minSize": 1, "maxSize": 2, "desiredSize": 2, **(given.get("scalingConfig") or {})},
            "instanceTypes": given.get("instanceTypes") or ([] if given.get("launchTemplate") else ["t3.medium"]),
            "subnets": given["subnets"],
            "amiType": given.get("amiType") or "AL2023_x86_64_STANDARD",
            "nodeRole": given["nodeRole"],
            "labels": given.get("labels") or {},
            "taints": given.get("taints") or [],
            "resources": {"autoScalingGroups": [{"name": f"eks-{name}-{identifier}"}]},
            "diskSize": given.get("diskSize") or (None if given.get("launchTemplate") else 20),
            "health": {"issues": []},
            "updateConfig": given.get("updateConfig") or {"maxUnavailable": 1},
            "launchTemplate": self._template(given.get("launchTemplate")),
            "tags": given.get("tags") or {},
            "remoteAccess": given.get("remoteAccess"),
            "nodeRepairConfig": given.get("nodeRepairConfig"),
        }
        cluster.nodegroups[name] = group
        access.admit_nodes(cluster, given["nodeRole"], "EC2_LINUX")
        STORE.later(lambda: group.update(status="ACTIVE"))
        return {"nodegroup": group}

    def describe_nodegroup(self) -> dict[str, Any]:
        """One node group."""
        return {"nodegroup": self._nodegroup()[1]}

    def list_nodegroups(self) -> dict[str, Any]:
        """The names of a cluster's node groups."""
        names, token = page(sorted(self.cluster().nodegroups), self.params)
        return {"nodegroups": names, "nextToken": token}

    def update_nodegroup_config(self) -> dict[str, Any]:
        """Change size, labels, taints, update or repair settings."""
        cluster, group = self._nodegroup()
        given, change = self.params, {}
        for key in ("scalingConfig", "updateConfig", "nodeRepairConfig"):
            if given.get(key):
                change[key] = {**(group[key] or {}), **given[key]} if key == "scalingConfig" else given[key]
        if labels := given.get("labels"):
            removed = labels.get("removeLabels") or []
            kept = {key: value for key, value in group["labels"].items() if key not in removed}
            change["labels"] = kept | (labels.get("addOrUpdateLabels") or {})
        if taints := given.get("taints"):
            touched = [*(taints.get("removeTaints") or []), *(taints.get("addOrUpdateTaints") or [])]
            gone = {(one["key"], one["effect"]) for one in touched}
            kept_taints = [one for one in group["taints"] if (one["key"], one["effect"]) not in gone]
            change["taints"] = kept_taints + (taints.get("addOrUpdateTaints") or [])
        return self._begin_nodegroup(cluster, group, "ConfigUpdate", change)

    def update_nodegroup_version(self) -> dict[str, Any]:
        """Change Kubernetes version, AMI release or launch template version."""
        cluster, group = self._nodegroup()
        change = {key: self.params[key] for key in ("version", "releaseVersion") if self.params.get(key)}
        if self.params.get("launchTemplate"):
            change["launchTemplate"] = self._template(self.params["launchTemplate"])
        return self._begin_nodegroup(cluster, group, "VersionUpdate", change)

    def delete_nodegroup(self) -> dict[str, Any]:
        """Start the deletion."""
        cluster, group = self._nodegroup()
        group["status"] = "DELETING"
        STORE.later(lambda: cluster.nodegroups.pop(group["nodegroupName"], None))
        return {"nodegroup": group}

    def _begin_nodegroup(self, cluster: Cluster, group: Document, kind: str, change: Document) -> dict[str, Any]:
        name = group["nodegroupName"]
        return {"update": updates.begin(cluster, kind, change, group, lambda: group.update(change), nodegroup=name)}

    def _template(self, given: Document | None) -> Document | None:
        """EKS answers a launch template with both its name and its id, whichever was given."""
        if not given:
            return None
        names, ids = given.get("name"), given.get("id")
        found = self.ec2.describe_launch_templates(template_names=[names] if names else None, template_ids=[ids] if ids else None)
        if not found:
            raise InvalidParameterException("Launch template was not found")
        return {"name": found[0].name, "id": found[0].id, "version": given.get("version") or str(found[0].default_version_number)}

    def _nodegroup(self) -> tuple[Cluster, Document]:
        cluster, name = self.cluster(), self.params["nodegroupName"]
        if name not in cluster.nodegroups:
            raise ResourceNotFoundException(f"No node group found for name: {name}.")
        return cluster, cluster.nodegroups[name]

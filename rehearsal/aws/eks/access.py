"""Access entries and the policies associated with them.

Facts: EKS user guide "Create access entries" (types, default usernames and groups, no groups or policies for node types)
and "Review access policy permissions" (the policies' names).
"""

from datetime import UTC, datetime
from typing import Any

from . import access_rules
from .call import Call
from .errors import (
    InvalidParameterException,
    InvalidRequestException,
    ResourceInUseException,
    ResourceNotFoundException,
)
from .store import Cluster, Document, new_id, page

NODE_TYPES = {
    "EC2_LINUX": ("system:node:{{EC2PrivateDNSName}}", ["system:nodes"]),
    "EC2_WINDOWS": ("system:node:{{EC2PrivateDNSName}}", ["system:nodes", "eks:kube-proxy-windows"]),
    "FARGATE_LINUX": (
        "system:node:{{SessionName}}",
        ["system:bootstrappers", "system:nodes", "system:node-proxier"],
    ),
    "HYBRID_LINUX": ("system:node:{{SessionName}}", ["system:nodes"]),
    "HYPERPOD_LINUX": ("system:node:{{SessionName}}", ["system:nodes"]),
    "EC2": ("system:node:{{EC2PrivateDNSName}}", ["system:nodes"]),
}
POLICIES = (
    "AIDevOpsAgentAccessPolicy",
    "AmazonAIOpsAssistantPolicy",
    "AmazonARCRegionSwitchScalingPolicy",
    "AmazonEKSACKPolicy",
    "AmazonEKSAdminPolicy",
    "AmazonEKSAdminViewPolicy",
    "AmazonEKSArgoCDClusterPolicy",
    "AmazonEKSArgoCDPolicy",
    "AmazonEKSAutoNodePolicy",
    "AmazonEKSBlockStorageClusterPolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSClusterAdminPolicy",
    "AmazonEKSClusterInsightsPolicy",
    "AmazonEKSComputeClusterPolicy",
    "AmazonEKSComputePolicy",
    "AmazonEKSEditPolicy",
    "AmazonEKSEventPolicy",
    "AmazonEKSHybridPolicy",
    "AmazonEKSKROPolicy",
    "AmazonEKSLoadBalancingClusterPolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingClusterPolicy",
    "AmazonEKSNetworkingPolicy",
    "AmazonEKSPodIdentityPolicy",
    "AmazonEKSSecretAdminPolicy",
    "AmazonEKSSecretReaderPolicy",
    "AmazonEKSViewPolicy",
    "AmazonEMRJobPolicy",
    "AmazonSagemakerHyperpodClusterPolicy",
    "AmazonSagemakerHyperpodControllerPolicy",
    "AmazonSagemakerHyperpodSpacePolicy",
    "AmazonSagemakerHyperpodSpaceTemplatePolicy",
    "AmazonSagemakerHyperpodSystemNamespacePolicy",
    "AmazonSagemakerHyperpodUserClusterPolicy",
)


def policy_arn(partition: str, name: str) -> str:
    """The ARN of an EKS access policy, which is no IAM policy."""
    return f"arn:{partition}:eks::aws:cluster-access-policy/{name}"


def admit_creator(cluster: Cluster, principal: str) -> None:
    """What ``bootstrapClusterCreatorAdminPermissions`` does: an entry for the creator with the cluster admin policy."""
    if cluster.document["accessConfig"]["authenticationMode"] == "CONFIG_MAP":
        return
    cluster.access_entries[principal] = _entry(cluster, principal, "STANDARD", {})
    cluster.access_policies[principal] = [
        _association(policy_arn(cluster.partition, "AmazonEKSClusterAdminPolicy"), {"type": "cluster", "namespaces": []})
    ]


def admit_nodes(cluster: Cluster, role_arn: str, kind: str) -> None:
    """Let the role of a Fargate profile or managed node group in, unless it is in already."""
    if cluster.document["accessConfig"]["authenticationMode"] != "CONFIG_MAP":
        cluster.access_entries.setdefault(role_arn, _entry(cluster, role_arn, kind, {}))


def _entry(cluster: Cluster, principal: str, kind: str, given: Document) -> Document:
    username, groups = NODE_TYPES.get(kind, (_standard_username(principal), given.get("kubernetesGroups") or []))
    now = datetime.now(UTC)
    path = principal.split(":", 5)[5].replace("/", "/", 1)
    return {
        "clusterName": cluster.name,
        "principalArn": principal,
        "accessEntryArn": cluster.arn("access-entry", path.split("/")[0], cluster.account, path.rsplit("/", 1)[-1], new_id()),
        "createdAt": now,
        "modifiedAt": now,
        "kubernetesGroups": groups,
        "username": given.get("username") or username,
        "type": kind,
        "tags": given.get("tags") or {},
    }


def _standard_username(principal: str) -> str:
    if ":role/" not in principal:
        return principal
    head, role = principal.split(":role/")
    return f"{head.replace(':iam:', ':sts:')}:assumed-role/{role.rsplit('/', 1)[-1]}/{{{{SessionName}}}}"


def _association(arn: str, scope: Document) -> Document:
    now = datetime.now(UTC)
    return {"policyArn": arn, "accessScope": {"namespaces": [], **scope}, "associatedAt": now, "modifiedAt": now}


class AccessCalls(Call):
    """Access entries, policy associations and ListAccessPolicies."""

    def create_access_entry(self) -> dict[str, Any]:
        """Let a principal in; the entry is there at once."""
        cluster, given = self._entry_cluster(), self.params
        principal, kind = given["principalArn"], given.get("type") or "STANDARD"
        if principal in cluster.access_entries:
            raise ResourceInUseException("The specified access entry resource is already in use on this cluster.")
        if kind != "STANDARD" and kind not in NODE_TYPES:
            raise InvalidParameterException(f"The specified type {kind} is invalid.")
        if kind in NODE_TYPES and (given.get("kubernetesGroups") or given.get("username")):
            raise InvalidParameterException(f"Username and groups cannot be specified for an access entry of type {kind}.")
        access_rules.check_principal(principal, kind, self.current_account, tuple(NODE_TYPES))
        access_rules.check_names(given.get("username"), given.get("kubernetesGroups"))
        entry = _entry(cluster, principal, kind, given)
        cluster.access_entries[principal] = entry
        return {"accessEntry": entry}

    def describe_access_entry(self) -> dict[str, Any]:
        """One entry."""
        return {"accessEntry": self._entry_named()[1]}

    def list_access_entries(self) -> dict[str, Any]:
        """The principals that are let in, optionally only those with a given policy."""
        cluster, policy = self._entry_cluster(), self.params.get("associatedPolicyArn")
        found = [arn for arn in cluster.access_entries if not policy or policy in self._associated(cluster, arn)]
        arns, token = page(found, self.params)
        return {"accessEntries": arns, "nextToken": token}

    def update_access_entry(self) -> dict[str, Any]:
        """Change groups and username of a standard entry."""
        _, entry = self._entry_named()
        if entry["type"] in NODE_TYPES:
            raise InvalidRequestException(f"An access entry of type {entry['type']} cannot be updated.")
        access_rules.check_names(self.params.get("username"), self.params.get("kubernetesGroups"))
        for key in ("kubernetesGroups", "username"):
            if self.params.get(key) is not None:
                entry[key] = self.params[key]
        entry["modifiedAt"] = datetime.now(UTC)
        return {"accessEntry": entry}

    def delete_access_entry(self) -> dict[str, Any]:
        """Remove an entry and its associations."""
        cluster, entry = self._entry_named()
        cluster.access_entries.pop(entry["principalArn"])
        cluster.access_policies.pop(entry["principalArn"], None)
        return {}

    def associate_access_policy(self) -> dict[str, Any]:
        """Associate a policy, or change the scope of one that is associated."""
        cluster, entry = self._entry_named()
        arn, scope, principal = self.params["policyArn"], self.params["accessScope"], entry["principalArn"]
        if entry["type"] not in ("STANDARD", "EC2"):
            raise InvalidRequestException(f"Access policies cannot be associated with an access entry of type {entry['type']}.")
        if arn not in (policy_arn(cluster.partition, name) for name in POLICIES):
            raise InvalidParameterException("The policyArn parameter is invalid.")
        if (scope.get("type") == "namespace") != bool(scope.get("namespaces")):
            raise InvalidParameterException("Namespaces are needed for, and only for, an access scope of type namespace.")
        others = [one for one in cluster.access_policies.get(principal, []) if one["policyArn"] != arn]
        association = _association(arn, scope)
        cluster.access_policies[principal] = [*others, association]
        return {"clusterName": cluster.name, "principalArn": principal, "associatedAccessPolicy": association}

    def disassociate_access_policy(self) -> dict[str, Any]:
        """Take a policy away from an entry."""
        cluster, entry = self._entry_named()
        arn, principal = self.params["policyArn"], entry["principalArn"]
        if arn not in self._associated(cluster, principal):
            raise ResourceNotFoundException(f"No policy association found for the principal {principal} and policy {arn}.")
        cluster.access_policies[principal] = [one for one in cluster.access_policies[principal] if one["policyArn"] != arn]
        return {}

    def list_associated_access_policies(self) -> dict[str, Any]:
        """The policies of one entry."""
        cluster, entry = self._entry_named()
        found, token = page(cluster.access_policies.get(entry["principalArn"], []), self.params)
        return {
            "clusterName": cluster.name,
            "principalArn": entry["principalArn"],
            "associatedAccessPolicies": found,
            "nextToken": token,
        }

    def list_access_policies(self) -> dict[str, Any]:
        """All policies that EKS knows."""
        known = [{"name": name, "arn": policy_arn(self.partition, name)} for name in POLICIES]
        found, token = page(known, self.params)
        return {"accessPolicies": found, "nextToken": token}

    def _entry_cluster(self) -> Cluster:
        cluster = self.active_cluster()
        if cluster.document["accessConfig"]["authenticationMode"] == "CONFIG_MAP":
            raise InvalidRequestException(
                "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation."
            )
        return cluster

    def _entry_named(self) -> tuple[Cluster, Document]:
        cluster, principal = self._entry_cluster(), self.params["principalArn"]
        if principal not in cluster.access_entries:
            raise ResourceNotFoundException(
                f"The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'. ({principal})"
            )
        return cluster, cluster.access_entries[principal]

    @staticmethod
    def _associated(cluster: Cluster, principal: str) -> list[str]:
        return [one["policyArn"] for one in cluster.access_policies.get(principal, [])]

"""Fargate profiles. One at a time: EKS creates or deletes a single profile of a cluster and refuses a second meanwhile.

Facts: EKS API reference, CreateFargateProfile and DeleteFargateProfile ("If any Fargate profiles in a cluster are in the
DELETING status, you must wait"); quotas page (10 profiles, 5 selectors, 5 labels); EKS user guide on private subnets,
and "Simplify compute management with AWS Fargate" (none in AWS GovCloud; with which code it is refused is a guess).
"""

from datetime import UTC, datetime
from typing import Any

from . import access, network
from .call import Call
from .errors import (
    InvalidParameterException,
    InvalidRequestException,
    ResourceInUseException,
    ResourceLimitExceededException,
    ResourceNotFoundException,
)
from .store import STORE, Cluster, Document, new_id, page

MAX_PROFILES = 10
MAX_SELECTORS = 5
MAX_LABELS = 5


class FargateCalls(Call):
    """Create, Describe, List and DeleteFargateProfile."""

    def create_fargate_profile(self) -> dict[str, Any]:
        """Start a profile; the role is also let into the cluster, as EKS does where access entries are on."""
        cluster = self.active_cluster()
        given = self.params
        name = given["fargateProfileName"]
        if cluster.partition == "aws-us-gov":
            raise InvalidRequestException("Fargate is not available in this region")
        if name in cluster.fargate_profiles:
            raise ResourceInUseException("A Fargate Profile already exists with this name in this cluster.")
        _require_quiet(cluster)
        if len(cluster.fargate_profiles) >= MAX_PROFILES:
            raise ResourceLimitExceededException(f"Fargate Profile limit exceeded. Limit is {MAX_PROFILES}")
        if name.startswith("eks-"):
            raise InvalidParameterException("Fargate Profile names cannot start with eks-")
        self.require_role(
            given["podExecutionRoleArn"],
            "eks-fargate-pods.amazonaws.com",
            "Misconfigured PodExecutionRole Trust Policy; Please add the eks-fargate-pods.amazonaws.com Service Principal",
        )
        if ":role/" in given["podExecutionRoleArn"] and given["podExecutionRoleArn"].split(":role/")[1].count("/"):
            raise InvalidParameterException("The pod execution role must not have a path")
        subnets = given.get("subnets") or cluster.document["resourcesVpcConfig"]["subnetIds"]
        network.check_fargate_subnets(self.ec2, cluster, subnets)
        profile: Document = {
            "fargateProfileName": name,
            "fargateProfileArn": cluster.arn("fargateprofile", name, new_id()),
            "clusterName": cluster.name,
            "createdAt": datetime.now(UTC),
            "podExecutionRoleArn": given["podExecutionRoleArn"],
            "subnets": subnets,
            "selectors": _checked_selectors(given.get("selectors") or []),
            "status": "CREATING",
            "health": {"issues": []},
            "tags": given.get("tags") or {},
        }
        cluster.fargate_profiles[name] = profile
        access.admit_nodes(cluster, given["podExecutionRoleArn"], "FARGATE_LINUX")
        STORE.later(lambda: profile.update(status="ACTIVE"))
        return {"fargateProfile": profile}

    def describe_fargate_profile(self) -> dict[str, Any]:
        """One profile."""
        return {"fargateProfile": self._profile()}

    def list_fargate_profiles(self) -> dict[str, Any]:
        """The names of a cluster's profiles."""
        names, token = page(sorted(self.cluster().fargate_profiles), self.params)
        return {"fargateProfileNames": names, "nextToken": token}

    def delete_fargate_profile(self) -> dict[str, Any]:
        """Start the deletion of a profile."""
        cluster, profile = self.cluster(), self._profile()
        _require_quiet(cluster)
        profile["status"] = "DELETING"
        STORE.later(lambda: cluster.fargate_profiles.pop(profile["fargateProfileName"], None))
        return {"fargateProfile": profile}

    def _profile(self) -> Document:
        name = self.params["fargateProfileName"]
        profile = self.cluster().fargate_profiles.get(name)
        if profile is None:
            raise ResourceNotFoundException(f"No Fargate Profile found with name: {name}.")
        return profile


def _require_quiet(cluster: Cluster) -> None:
    for name, profile in cluster.fargate_profiles.items():
        if profile["status"] in ("CREATING", "DELETING"):
            raise ResourceInUseException(
                f"Cannot create or delete a Fargate Profile because cluster {cluster.name} currently has "
                f"Fargate profile {name} in status {profile['status']}"
            )
    if cluster.document["status"] != "ACTIVE":
        raise InvalidRequestException(f"Cluster '{cluster.name}' is not in ACTIVE status")


def _checked_selectors(selectors: list[Document]) -> list[Document]:
    if not selectors:
        raise InvalidParameterException("Fargate Profile requires at least one selector.")
    if len(selectors) > MAX_SELECTORS:
        raise InvalidParameterException(f"Fargate Profile cannot have more than {MAX_SELECTORS} selectors.")
    for selector in selectors:
        if not selector.get("namespace"):
            raise InvalidParameterException("Fargate Profile must have at least one selector with at least one namespace value.")
        if len(selector.get("labels") or {}) > MAX_LABELS:
            raise InvalidParameterException(f"Request contains Selector with more than {MAX_LABELS} Label pairs")
    return selectors

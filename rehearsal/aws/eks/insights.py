"""Upgrade insights: what EKS found that stands in the way of the next Kubernetes version.

Facts: EKS user guide, "Cluster insights" (names, statuses) and EKS API reference, UpdateClusterVersion (``force``
overrides "upgrade-blocking readiness checks"); the refusal's words are in hashicorp/terraform-provider-aws#42031.
All insights pass until ``POST /_rehearsal/insights`` says otherwise.
"""

import uuid
from datetime import UTC, datetime
from typing import Any

from .call import Call
from .errors import InvalidStateException, ResourceNotFoundException
from .store import Cluster, Document, page

STATUSES = ("PASSING", "WARNING", "ERROR", "UNKNOWN")
# Name to description, as far as they concern every version.
CHECKS = {
    "Kubelet version skew": "Checks for kubelet versions of worker nodes in the cluster that the next version would leave behind.",
    "kube-proxy version skew": "Checks for kube-proxy versions that the next version would leave behind.",
    "EKS add-on version compatibility": "Checks for installed EKS add-on versions that the next version does not take.",
    "Cluster health issues": "Checks for cluster health issues that prevent an upgrade.",
    "Deprecated API usage": "Checks for the use of APIs that the next version removes.",
}


def set_status(cluster: Cluster, name: str, status: str, reason: str) -> Document:
    """Give an insight of a cluster another status; raises ValueError for one that is unknown."""
    if name not in CHECKS:
        raise ValueError(f"unknown insight {name!r}; known are {', '.join(CHECKS)}")
    if status not in STATUSES:
        raise ValueError(f"unknown status {status!r}; known are {', '.join(STATUSES)}")
    cluster.insights[name] = {"status": status, "reason": reason}
    return {one["name"]: one["insightStatus"]["status"] for one in _insights(cluster)}


def require_ready(cluster: Cluster, force: bool) -> None:
    """Refuse an upgrade while an insight is in ERROR, unless it is forced."""
    if not force and any(one["insightStatus"]["status"] == "ERROR" for one in _insights(cluster)):
        raise InvalidStateException(
            "Upgrade readiness issues detected. Call the EKS ListInsights API to view upgrade blocking issues detected by EKS. "
            "Pass the force flag to override upgrade readiness errors and proceed with upgrade."
        )


def _insights(cluster: Cluster) -> list[Document]:
    major, minor = cluster.document["version"].split(".")
    return [
        {
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{cluster.document['arn']}/{name}")),
            "name": name,
            "category": "UPGRADE_READINESS",
            "kubernetesVersion": f"{major}.{int(minor) + 1}",
            "lastRefreshTime": datetime.now(UTC),
            "lastTransitionTime": cluster.document["createdAt"],
            "description": description,
            "insightStatus": cluster.insights.get(name, {"status": "PASSING", "reason": "No issue was found."}),
        }
        for name, description in CHECKS.items()
    ]


class InsightCalls(Call):
    """ListInsights and DescribeInsight."""

    def list_insights(self) -> dict[str, Any]:
        """The insights of a cluster, filtered as the call allows."""
        found, wanted = _insights(self.cluster()), self.params.get("filter") or {}
        for parameter, read in (
            ("categories", lambda one: one["category"]),
            ("kubernetesVersions", lambda one: one["kubernetesVersion"]),
            ("statuses", lambda one: one["insightStatus"]["status"]),
        ):
            if wanted.get(parameter):
                found = [one for one in found if read(one) in wanted[parameter]]
        insights, token = page(found, self.params)
        return {"insights": insights, "nextToken": token}

    def describe_insight(self) -> dict[str, Any]:
        """One insight, with what to do about it."""
        found = next((one for one in _insights(self.cluster()) if one["id"] == self.params["id"]), None)
        if found is None:
            raise ResourceNotFoundException(f"No insight found for id: {self.params['id']}")
        return {"insight": {**found, "recommendation": "Mend what the status names, then upgrade.", "resources": []}}

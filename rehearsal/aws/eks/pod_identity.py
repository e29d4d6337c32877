"""Pod identity associations: one role for a service account of a cluster."""

import secrets
from datetime import UTC, datetime
from typing import Any

from .call import Call
from .errors import InvalidRequestException, ResourceInUseException, ResourceNotFoundException
from .store import Cluster, Document, page


def new_association(
    cluster: Cluster, namespace: str, service_account: str, role_arn: str, owner: str | None = None, tags: Document | None = None
) -> Document:
    """Add an association; refuses a second one for the same service account."""
    for one in cluster.pod_identities.values():
        if (one["namespace"], one["serviceAccount"]) == (namespace, service_account):
            raise ResourceInUseException(f"Association already exists: {one['associationId']}")
    identifier = f"a-{secrets.token_hex(9)[:17]}"
    now = datetime.now(UTC)
    association: Document = {
        "associationId": identifier,
        "associationArn": cluster.arn("podidentityassociation", identifier),
        "clusterName": cluster.name,
        "namespace": namespace,
        "serviceAccount": service_account,
        "roleArn": role_arn,
        "ownerArn": owner,
        "tags": tags or {},
        "createdAt": now,
        "modifiedAt": now,
    }
    cluster.pod_identities[identifier] = association
    return association


class PodIdentityCalls(Call):
    """Create, Describe, List, Update and DeletePodIdentityAssociation."""

    def create_pod_identity_association(self) -> dict[str, Any]:
        """Associate a role with a service account, which need not exist."""
        cluster, given = self.active_cluster(), self.params
        self.require_role(
            given["roleArn"],
            "pods.eks.amazonaws.com",
            "Trust policy of the role does not allow pods.eks.amazonaws.com to assume it, or the role does not exist",
        )
        made = new_association(cluster, given["namespace"], given["serviceAccount"], given["roleArn"], tags=given.get("tags"))
        for key in ("disableSessionTags", "targetRoleArn"):
            if given.get(key) is not None:
                made[key] = given[key]
        return {"association": made}

    def describe_pod_identity_association(self) -> dict[str, Any]:
        """One association."""
        return {"association": self._association()[1]}

    def list_pod_identity_associations(self) -> dict[str, Any]:
        """A cluster's associations, optionally of one namespace or service account."""
        found = [
            one
            for one in self.cluster().pod_identities.values()
            if all(self.params.get(key) in (None, one[key]) for key in ("namespace", "serviceAccount"))
        ]
        associations, token = page(found, self.params)
        return {"associations": associations, "nextToken": token}

    def update_pod_identity_association(self) -> dict[str, Any]:
        """Change the role."""
        _, association = self._association()
        for key in ("roleArn", "disableSessionTags", "targetRoleArn"):
            if self.params.get(key) is not None:
                association[key] = self.params[key]
        association["modifiedAt"] = datetime.now(UTC)
        return {"association": association}

    def delete_pod_identity_association(self) -> dict[str, Any]:
        """Remove an association; one that an add-on owns goes with the add-on."""
        cluster, association = self._association()
        if association["ownerArn"]:
            raise InvalidRequestException(f"Association is owned by {association['ownerArn']} and must be changed through it")
        cluster.pod_identities.pop(association["associationId"])
        return {"association": association}

    def _association(self) -> tuple[Cluster, Document]:
        cluster, identifier = self.cluster(), self.params["associationId"]
        if identifier not in cluster.pod_identities:
            raise ResourceNotFoundException(f"No association found for associationId: {identifier}")
        return cluster, cluster.pod_identities[identifier]

"""Updates: the objects that say how a change to a cluster, node group or add-on goes (DescribeUpdate, ListUpdates)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from .call import Call
from .errors import InvalidRequestException, ResourceInUseException, ResourceNotFoundException
from .store import STORE, Cluster, Document, new_id, page


def begin(
    cluster: Cluster,
    kind: str,
    parameters: dict[str, Any],
    target: Document,
    apply: Callable[[], None],
    **owner: str,
) -> Document:
    """Start an update of ``target`` and answer its object; ``apply`` runs when it succeeds.

    ``target`` is UPDATING meanwhile, and a second update of it is refused. ``owner`` names the add-on or node group.
    """
    if target["status"] == "UPDATING":
        raise ResourceInUseException(f"Cannot update because {cluster.name} currently has an update in progress")
    if target["status"] not in ("ACTIVE", "DEGRADED", "UPDATE_FAILED", "CREATE_FAILED"):
        raise InvalidRequestException(f"Cannot update a resource that is {target['status']}")
    update: Document = {
        "id": new_id(),
        "status": "InProgress",
        "type": kind,
        "params": [
            {"type": name, "value": value if isinstance(value, str) else json.dumps(value)} for name, value in parameters.items()
        ],
        "createdAt": datetime.now(UTC),
        "errors": [],
        "_owner": owner,
    }
    cluster.updates[update["id"]] = update
    target["status"] = "UPDATING"

    def finish() -> None:
        update["status"] = "Successful"
        target["status"] = "ACTIVE"
        target["modifiedAt"] = datetime.now(UTC)
        apply()

    STORE.later(finish)
    return update


class UpdateCalls(Call):
    """DescribeUpdate and ListUpdates."""

    def _owner(self) -> dict[str, str]:
        names = {"addon": self.params.get("addonName"), "nodegroup": self.params.get("nodegroupName")}
        return {kind: name for kind, name in names.items() if name}

    def describe_update(self) -> dict[str, Any]:
        """One update, which must belong to the named add-on or node group, or to the cluster if none is named."""
        update = self.cluster().updates.get(self.params["updateId"])
        if update is None or update["_owner"] != self._owner():
            raise ResourceNotFoundException(f"No update found for ID: {self.params['updateId']}")
        return {"update": update}

    def list_updates(self) -> dict[str, Any]:
        """The identifiers of the updates of a cluster, add-on or node group."""
        found = [key for key, one in self.cluster().updates.items() if one["_owner"] == self._owner()]
        ids, token = page(found, self.params)
        return {"updateIds": ids, "nextToken": token}

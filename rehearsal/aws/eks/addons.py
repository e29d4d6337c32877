"""Managed add-ons: create, describe, list, update, delete, and what is offered."""

import json
from datetime import UTC, datetime
from typing import Any

from . import addon_health, updates
from .addon_catalogue import ADDONS, Addon, describe
from .call import Call
from .errors import InvalidParameterException, ResourceInUseException, ResourceNotFoundException
from .pod_identity import new_association
from .store import STORE, Cluster, Document, new_id, page


class AddonCalls(Call):
    """The add-on calls of EKS."""

    def create_addon(self) -> dict[str, Any]:
        """Install an add-on; ACTIVE once its pods can run (see ``addon_health``)."""
        cluster, given = self.active_cluster(), self.params
        offer = _offer(given["addonName"])
        if offer.name in cluster.addons:
            raise ResourceInUseException("Addon already exists.")
        version = given.get("addonVersion") or offer.versions(cluster.document["version"])[0]
        _check_version(offer, version, cluster.document["version"])
        now = datetime.now(UTC)
        addon: Document = {
            "addonName": offer.name,
            "addonArn": cluster.arn("addon", offer.name, new_id()),
            "addonVersion": version,
            "clusterName": cluster.name,
            "createdAt": now,
            "modifiedAt": now,
            "status": "CREATING",
            "health": {"issues": []},
            "tags": given.get("tags") or {},
            "podIdentityAssociations": [],
            "namespaceConfig": given.get("namespaceConfig") or {"namespace": offer.namespace},
            **_settings(offer, given),
        }
        cluster.addons[offer.name] = addon
        _associate(cluster, offer, addon, given.get("podIdentityAssociations"))
        addon_health.watch(cluster, addon, "CREATE_FAILED", lambda: addon.update(status="ACTIVE"))
        return {"addon": addon}

    def describe_addon(self) -> dict[str, Any]:
        """One add-on."""
        return {"addon": self._addon()[1]}

    def list_addons(self) -> dict[str, Any]:
        """The names of a cluster's add-ons."""
        names, token = page(sorted(self.cluster().addons), self.params)
        return {"addons": names, "nextToken": token}

    def update_addon(self) -> dict[str, Any]:
        """Change version, role or configuration; what the call leaves out stays, save the role, which EKS then clears."""
        cluster, addon = self._addon()
        offer, given = _offer(addon["addonName"]), self.params
        version = given.get("addonVersion") or addon["addonVersion"]
        _check_version(offer, version, cluster.document["version"])
        change = {"addonVersion": version, **_settings(offer, given)}
        shown = {"AddonVersion": version, "ResolveConflicts": given.get("resolveConflicts") or "NONE"}
        shown |= {"ConfigurationValues": change["configurationValues"]} if "configurationValues" in change else {}

        def apply() -> None:
            addon.update(change)
            _associate(cluster, offer, addon, given.get("podIdentityAssociations"))

        return {"update": updates.begin(cluster, "AddonUpdate", shown, addon, apply, addon=offer.name)}

    def delete_addon(self) -> dict[str, Any]:
        """Take an add-on off the cluster."""
        cluster, addon = self._addon()
        addon["status"] = "DELETING"

        def remove() -> None:
            cluster.addons.pop(addon["addonName"], None)
            for key in [key for key, one in cluster.pod_identities.items() if one.get("ownerArn") == addon["addonArn"]]:
                cluster.pod_identities.pop(key)

        STORE.later(remove)
        return {"addon": addon}

    def describe_addon_versions(self) -> dict[str, Any]:
        """What is offered, filtered as the call allows."""
        given = self.params
        offers = [_offer(given["addonName"])] if given.get("addonName") else list(ADDONS.values())
        found = [entry for offer in offers if (entry := describe(offer, given.get("kubernetesVersion")))]
        for parameter, key in (("types", "type"), ("publishers", "publisher"), ("owners", "owner")):
            if given.get(parameter):
                found = [entry for entry in found if entry[key] in given[parameter]]
        addons, token = page(found, given)
        return {"addons": addons, "nextToken": token}

    def describe_addon_configuration(self) -> dict[str, Any]:
        """The schema of one version's configuration values."""
        offer, version = _offer(self.params["addonName"]), self.params["addonVersion"]
        _check_version(offer, version, None)
        identity = [{"serviceAccount": offer.service_account, "recommendedManagedPolicies": []}] if offer.service_account else []
        return {
            "addonName": offer.name,
            "addonVersion": version,
            "configurationSchema": json.dumps(offer.schema()),
            "podIdentityConfiguration": identity,
        }

    def _addon(self) -> tuple[Cluster, Document]:
        cluster, name = self.cluster(), self.params["addonName"]
        if name not in cluster.addons:
            raise ResourceNotFoundException(f"No addon: {name} found in cluster: {cluster.name}")
        return cluster, cluster.addons[name]


def _offer(name: str) -> Addon:
    if name not in ADDONS:
        raise InvalidParameterException(f"Addon specified is not supported: {name}")
    return ADDONS[name]


def _check_version(offer: Addon, version: str, kubernetes: str | None) -> None:
    entry = describe(offer, kubernetes)
    if entry is None or version not in (one["addonVersion"] for one in entry["addonVersions"]):
        raise InvalidParameterException("Addon version specified is not supported")


def _settings(offer: Addon, given: Document) -> Document:
    settings: Document = {"serviceAccountRoleArn": given.get("serviceAccountRoleArn")}
    values = given.get("configurationValues")
    if values is None:
        return settings
    try:
        parsed = json.loads(values or "{}")
    except ValueError:
        raise InvalidParameterException("ConfigurationValue provided in request is not supported: invalid JSON") from None
    unknown = sorted(set(parsed) - set(offer.keys))
    if unknown:
        raise InvalidParameterException(
            "ConfigurationValue provided in request is not supported: Json schema validation failed with error: "
            f"[$.{unknown[0]}: is not defined in the schema and the schema does not allow additional properties]"
        )
    return {**settings, "configurationValues": values}


def _associate(cluster: Cluster, offer: Addon, addon: Document, wanted: list[Document] | None) -> None:
    """Make the add-on's pod identity associations exactly those wanted; None leaves them as they are."""
    if wanted is None:
        return
    for arn in addon["podIdentityAssociations"]:
        cluster.pod_identities.pop(arn.rsplit("/", 1)[-1], None)
    made = [
        new_association(cluster, addon["namespaceConfig"]["namespace"], one["serviceAccount"], one["roleArn"], addon["addonArn"])
        for one in wanted
    ]
    addon["podIdentityAssociations"] = [one["associationArn"] for one in made]

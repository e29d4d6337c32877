"""Tags of every kind of EKS resource, found by its ARN."""

from typing import Any

from ..tagging import MAX_TAGS
from .call import Call
from .errors import InvalidParameterException, ResourceNotFoundException
from .store import STORE, Document


class TagCalls(Call):
    """TagResource, UntagResource and ListTagsForResource."""

    def tag_resource(self) -> dict[str, Any]:
        """Add or change tags."""
        tags = self._tags()
        if len({**tags, **self.params["tags"]}) > MAX_TAGS:
            raise InvalidParameterException(f"A resource can have at most {MAX_TAGS} tags")
        tags.update(self.params["tags"])
        return {}

    def untag_resource(self) -> dict[str, Any]:
        """Remove tags."""
        for key in self.params["tagKeys"]:
            self._tags().pop(key, None)
        return {}

    def list_tags_for_resource(self) -> dict[str, Any]:
        """All tags of a resource."""
        return {"tags": self._tags()}

    def _tags(self) -> Document:
        wanted = self.params["resourceArn"]
        for cluster in STORE.of(self.current_account, self.region):
            if cluster.document["arn"] == wanted:
                return cluster.document["tags"]
            for resources, key in (
                (cluster.fargate_profiles, "fargateProfileArn"),
                (cluster.nodegroups, "nodegroupArn"),
                (cluster.addons, "addonArn"),
                (cluster.access_entries, "accessEntryArn"),
                (cluster.pod_identities, "associationArn"),
            ):
                for one in resources.values():
                    if one[key] == wanted:
                        return one["tags"]
        raise ResourceNotFoundException(f"No resource found for arn: {wanted}")

"""What AWS refuses in tags, whatever the service: the prefix ``aws:``, more than fifty of them, and too long ones.

Facts: AWS Tagging user guide, "Tag naming limits and requirements"; EC2 user guide, "Tag restrictions"; EKS user guide,
"Organize Amazon EKS resources with tags". Which characters a service takes is in its model (see ``constraints.py``), and
that IAM ignores the case of keys is moto's.
"""

from collections.abc import Iterator
from typing import Any

from .calls import Call

# The error that each service has for tags.
CODES = {
    "ec2": "InvalidParameterValue",
    "eks": "InvalidParameterException",
    "events": "ValidationException",
    "iam": "InvalidInput",
    "kms": "TagException",
    "logs": "InvalidParameterException",
    "sqs": "InvalidParameterValue",
}
MAX_TAGS = 50
MAX_KEY = 128
MAX_VALUE = 256

Tags = list[tuple[str, str]]


def refusal(call: Call) -> tuple[str, str] | None:
    """Code and message of the refusal, if there is something wrong with a tag that the call would set."""
    code = CODES.get(call.service)
    if code is None or call.action.startswith(("Describe", "List", "Get", "Untag", "Delete")):
        return None
    for tags in _find(call.parameters):
        if len(tags) > MAX_TAGS:
            return code, f"A resource can have at most {MAX_TAGS} tags, not {len(tags)}"
        for key, value in tags:
            if key.lower().startswith("aws:"):
                return code, f"Tag keys starting with 'aws:' are reserved for internal use ({key})"
            if not 1 <= len(key) <= MAX_KEY:
                return code, f"A tag key has 1 to {MAX_KEY} characters, not {len(key)}: {key}"
            if len(value) > MAX_VALUE:
                return code, f"A tag value has at most {MAX_VALUE} characters, not {len(value)}: {key}"
    return None


def _find(value: Any) -> Iterator[Tags]:
    """The tags of each resource in a call's parameters: a list of keys and values or a map, at whatever depth."""
    if isinstance(value, list):
        for one in value:
            yield from _find(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name.lower() == "tags":
                yield _pairs(one)
            else:
                yield from _find(one)


def _pairs(tags: Any) -> Tags:
    if isinstance(tags, dict):
        return [(str(key), str(value or "")) for key, value in tags.items()]
    return [_pair({name.lower().removeprefix("tag"): one for name, one in tag.items()}) for tag in tags or []]


def _pair(tag: dict[str, Any]) -> tuple[str, str]:
    return str(tag.get("key") or ""), str(tag.get("value") or "")

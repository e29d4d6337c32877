"""What can be set from outside, at the start (JSON file, environment) or while running (``POST /_rehearsal/settings``)."""

import json
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass
class Settings:
    """All knobs; every one has a default with which the server runs alone.

    ``transition_seconds``: how long a resource stays in CREATING, UPDATING or DELETING.
    ``addon_failure_seconds``: how long an add-on whose pods cannot run stays DEGRADED before CREATE_FAILED (20 minutes on AWS).
    ``endpoint`` and ``certificate_authority`` (base64): what DescribeCluster answers; made up when empty.
    ``service_account_keys``: file or URL with the API server's public key, as PEM or as JWKS.
    ``addon_gate``: file or URL that says when an add-on's pods are Ready, see ``eks/addon_health.py``.
    ``addon_versions``: add-on name to versions that exist beside the built-in ones.
    ``log``: file for one JSON line a call.
    """

    account: str = "123456789012"
    region: str = "eu-west-1"
    transition_seconds: float = 0.3
    addon_failure_seconds: float = 15.0
    endpoint: str = ""
    certificate_authority: str = ""
    service_account_keys: str = ""
    addon_gate: str = ""
    addon_versions: dict[str, list[str]] = field(default_factory=dict)
    log: str = ""

    def update(self, values: dict[str, Any]) -> None:
        """Take over the given values (snake_case or camelCase keys); an unknown key or a wrong type raises ValueError."""
        known = {_camel(item.name): item.name for item in fields(self)}
        for key, value in values.items():
            name = known.get(_camel(key))
            if name is None:
                raise ValueError(f"unknown setting {key!r}; known are {', '.join(sorted(known))}")
            expected = type(getattr(self, name))
            if expected is float and isinstance(value, (int, float, str)):
                value = float(value)
            if not isinstance(value, expected):
                raise ValueError(f"setting {key!r} needs a {expected.__name__}, not {value!r}")
            setattr(self, name, value)


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def load(path: str | None) -> None:
    """Fill the settings from a JSON file and then from REHEARSAL_AWS_<NAME> variables, which win."""
    if path:
        SETTINGS.update(json.loads(Path(path).read_text(encoding="utf-8")))
    for item in fields(SETTINGS):
        value = os.environ.get(f"REHEARSAL_AWS_{item.name.upper()}")
        if value is not None:
            SETTINGS.update({item.name: json.loads(value) if item.name == "addon_versions" else value})


SETTINGS = Settings()

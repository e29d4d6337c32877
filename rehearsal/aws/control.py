"""The rehearsal's own endpoints, under ``/_rehearsal/`` on the same port as AWS's APIs.

- ``GET resources``: everything that exists, by service and kind; ``{}`` when nothing does.
- ``GET issuer?cluster=<name>``: the OIDC issuer that the cluster of that name has or will have.
- ``GET``/``POST settings``: read or change ``settings.py``'s knobs while running.
- ``GET``/``POST faults``: ``{"seed": 1, "rules": [{"kind": "throttle", "service": "ec2", "share": 0.1}]}``, see ``faults.py``.
- ``POST insights``: ``{"cluster": "demo", "name": "Kubelet version skew", "status": "ERROR", "reason": "..."}``.
- ``POST reset``: a fresh account.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qs

from moto.moto_api._internal.models import moto_api_backend

from . import oidc
from .eks import insights
from .eks.store import STORE
from .faults import FAULTS
from .idempotency import REMEMBERED
from .inventory import INVENTORY
from .settings import SETTINGS

PREFIX = "/_rehearsal/"


def answer(method: str, path: str, query: str, body: bytes) -> tuple[int, dict[str, Any]]:
    """Status and document for one of the endpoints above; a wrong request is answered with what is wrong."""
    handler = _HANDLERS.get((method, path.removeprefix(PREFIX)))
    if handler is None:
        known = ", ".join(f"{verb} {PREFIX}{name}" for verb, name in _HANDLERS)
        return 404, {"error": f"no such endpoint: {method} {path}; there are {known}"}
    try:
        given = json.loads(body) if body else {key: values[0] for key, values in parse_qs(query).items()}
        with STORE.lock:
            STORE.settle()
            return 200, handler(given)
    except (ValueError, KeyError, TypeError) as error:
        return 400, {"error": str(error)}


def _issuer(given: dict[str, Any]) -> dict[str, Any]:
    return {"issuer": oidc.issuer_url(SETTINGS.account, SETTINGS.region, given["cluster"])}


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    SETTINGS.update(given)
    return asdict(SETTINGS)


def _set_insight(given: dict[str, Any]) -> dict[str, Any]:
    cluster = STORE.clusters[SETTINGS.account, SETTINGS.region, given["cluster"]]
    return insights.set_status(cluster, given["name"], given["status"], given.get("reason", "set by the rehearsal"))


def _set_faults(given: dict[str, Any]) -> dict[str, Any]:
    FAULTS.replace(given.get("rules", []), given.get("seed", 0))
    return {"rules": FAULTS.describe()}


def reset(_: dict[str, Any] | None = None) -> dict[str, Any]:
    """Forget every resource and fault."""
    STORE.reset()
    REMEMBERED.forget()
    FAULTS.replace([], 0)
    moto_api_backend.reset()
    INVENTORY.start()
    return {}


_HANDLERS: dict[tuple[str, str], Callable[[dict[str, Any]], dict[str, Any]]] = {
    ("GET", "resources"): lambda _: INVENTORY.describe(),
    ("GET", "issuer"): _issuer,
    ("GET", "settings"): lambda _: asdict(SETTINGS),
    ("POST", "settings"): _settings,
    ("GET", "faults"): lambda _: {"rules": FAULTS.describe()},
    ("POST", "faults"): _set_faults,
    ("POST", "insights"): _set_insight,
    ("POST", "reset"): reset,
}

"""When an add-on is ACTIVE: on AWS once its pods are Ready, and no pods of ours need to exist for that.

Without a gate the answer is worked out: a DaemonSet is content without nodes; a Deployment needs a running EC2 node of
the cluster, or, for an add-on that is told to run on Fargate (``computeType``), an ACTIVE profile that selects its pods.
Until then the add-on is CREATING, then DEGRADED, and CREATE_FAILED in the end, as CoreDNS is on a cluster without room.

The gate (setting ``addonGate``) lets a Kubernetes half decide instead. It is a JSON file of
``{"<cluster>/<add-on>": {"ready": bool, "issue": "what is wrong"}}``, or a URL that is asked with the query
``cluster=…&addon=…`` and answers one such object. An add-on that the gate does not know (no key, 404) is worked out.
"""

import fnmatch
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from moto.ec2.models import ec2_backends

from ..settings import SETTINGS
from .addon_catalogue import ADDONS, Workload
from .store import STORE, Cluster, Document

RECHECK_SECONDS = 0.1
# Share of the time to failure after which an add-on is called DEGRADED. A waiter takes that for the end, so not at once.
DEGRADED_AFTER = 0.5


def watch(cluster: Cluster, addon: Document, failed: str, done: Callable[[], None]) -> None:
    """Move an add-on on as its pods come up: ``done`` when Ready, status ``failed`` when it took too long."""
    started = time.monotonic()

    def check() -> None:
        if cluster.addons.get(addon["addonName"]) is not addon or addon["status"] == "DELETING":
            return
        issue = find_issue(cluster, addon)
        addon["health"] = {"issues": [] if issue is None else [_insufficient(addon, issue)]}
        if issue is None:
            done()
            return
        waited = (time.monotonic() - started) / SETTINGS.addon_failure_seconds
        if waited >= 1:
            addon["status"] = failed
            return
        if waited >= DEGRADED_AFTER and failed == "CREATE_FAILED":
            addon["status"] = "DEGRADED"
        STORE.later(check, RECHECK_SECONDS)

    STORE.later(check)


def _insufficient(addon: Document, message: str) -> Document:
    return {"code": "InsufficientNumberOfReplicas", "message": message, "resourceIds": [addon["addonName"]]}


def find_issue(cluster: Cluster, addon: Document) -> str | None:
    """Why the add-on's pods do not run, or None when they do."""
    verdict = _ask_gate(cluster.name, addon["addonName"])
    if verdict is not None:
        return None if verdict.get("ready") else verdict.get("issue") or "The add-on is unhealthy because its pods are not ready."
    workload = ADDONS[addon["addonName"]].workload
    if workload is None or _has_nodes(cluster):
        return None
    on_fargate = str(_configuration(addon).get("computeType", "")).lower() == "fargate"
    if on_fargate and any(_selects(profile, workload) for profile in cluster.fargate_profiles.values()):
        return None
    return "The add-on is unhealthy because it doesn't have the desired number of replicas."


def _configuration(addon: Document) -> Document:
    return json.loads(addon.get("configurationValues") or "{}")


def _selects(profile: Document, workload: Workload) -> bool:
    return profile["status"] == "ACTIVE" and any(
        fnmatch.fnmatchcase(workload.namespace, selector["namespace"])
        and all(fnmatch.fnmatchcase(workload.labels.get(key, ""), value) for key, value in (selector.get("labels") or {}).items())
        for selector in profile["selectors"]
    )


def _has_nodes(cluster: Cluster) -> bool:
    if any(group["status"] == "ACTIVE" and group["scalingConfig"]["desiredSize"] for group in cluster.nodegroups.values()):
        return True
    ec2 = ec2_backends[cluster.account][cluster.region]
    tag = f"kubernetes.io/cluster/{cluster.name}"
    return any(
        instance.state == "running" and any(one["key"] == tag for one in instance.get_tags()) for instance in ec2.all_instances()
    )


def _ask_gate(cluster: str, addon: str) -> Document | None:
    gate = SETTINGS.addon_gate
    if not gate:
        return None
    if not gate.startswith(("http://", "https://")):
        path = Path(gate)
        return json.loads(path.read_text(encoding="utf-8")).get(f"{cluster}/{addon}") if path.exists() else None
    query = urllib.parse.urlencode({"cluster": cluster, "addon": addon})
    try:
        with urllib.request.urlopen(f"{gate}?{query}", timeout=2) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        return {"ready": False, "issue": f"the add-on gate answered {error.code}"}
    except OSError as error:
        return {"ready": False, "issue": f"the add-on gate cannot be reached: {error}"}

"""What EKS holds, and the scaled clock that moves it from state to state.

A change that takes minutes on AWS is a function put off by ``later``. ``settle`` runs what is due; the server calls it
before every request to any service, so that the effects in EC2 (a security group that goes with its cluster) are on time.
"""

import heapq
import itertools
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..settings import SETTINGS
from .errors import InvalidRequestException, ResourceNotFoundException

Document = dict[str, Any]


@dataclass
class Cluster:
    """A cluster and what hangs on it; ``document`` and the inner dictionaries are in the API's shape.

    ``zones`` are those of its subnets at creation; ``insights`` the statuses of those that don't just pass.
    """

    account: str
    region: str
    partition: str
    document: Document
    fargate_profiles: dict[str, Document] = field(default_factory=dict)
    nodegroups: dict[str, Document] = field(default_factory=dict)
    addons: dict[str, Document] = field(default_factory=dict)
    access_entries: dict[str, Document] = field(default_factory=dict)
    access_policies: dict[str, list[Document]] = field(default_factory=dict)
    pod_identities: dict[str, Document] = field(default_factory=dict)
    updates: dict[str, Document] = field(default_factory=dict)
    insights: dict[str, Document] = field(default_factory=dict)
    zones: frozenset[str] = frozenset()
    network_interfaces: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The cluster's name."""
        return self.document["name"]

    def arn(self, kind: str, *parts: str) -> str:
        """The ARN of something that belongs to this cluster; the service ends most of them with a UUID."""
        path = "/".join((kind, self.name, *parts))
        return f"arn:{self.partition}:eks:{self.region}:{self.account}:{path}"


class Store:
    """Every cluster of every account and region, under one lock."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.clusters: dict[tuple[str, str, str], Cluster] = {}
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def later(self, change: Callable[[], None], seconds: float | None = None) -> None:
        """Run ``change`` after the transition time, or after the given seconds."""
        delay = SETTINGS.transition_seconds if seconds is None else seconds
        heapq.heappush(self._due, (time.monotonic() + delay, next(self._order), change))

    def settle(self) -> None:
        """Run every change that is due, oldest first."""
        with self.lock:
            while self._due and self._due[0][0] <= time.monotonic():
                heapq.heappop(self._due)[2]()

    def reset(self) -> None:
        """Forget everything, also what is still to come."""
        with self.lock:
            self.clusters.clear()
            self._due.clear()

    def of(self, account: str, region: str) -> list[Cluster]:
        """The clusters of one account and region."""
        return [one for key, one in self.clusters.items() if key[:2] == (account, region)]

    def find(self, account: str, region: str, name: str) -> Cluster:
        """The cluster of that name, or the service's refusal."""
        cluster = self.clusters.get((account, region, name))
        if cluster is None:
            raise ResourceNotFoundException(f"No cluster found for name: {name}.")
        return cluster

    def find_active(self, account: str, region: str, name: str) -> Cluster:
        """As ``find``, for calls that need a cluster that is ready (or being updated) and not on its way in or out."""
        cluster = self.find(account, region, name)
        if cluster.document["status"] not in ("ACTIVE", "UPDATING"):
            raise InvalidRequestException(f"Cluster '{name}' is not in ACTIVE status")
        return cluster


def page(items: list[Any], parameters: Document) -> tuple[list[Any], str | None]:
    """One page of a list, by maxResults and nextToken as every List call of EKS has them, and the next token."""
    start = int(parameters.get("nextToken") or 0)
    end = start + int(parameters.get("maxResults") or 100)
    return items[start:end], str(end) if end < len(items) else None


def new_id() -> str:
    """A fresh identifier, as the service puts at the end of ARNs."""
    return str(uuid.uuid4())


STORE = Store()

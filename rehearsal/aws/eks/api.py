"""The EKS API on moto's server: moto routes, parses and serialises by the SDK's own service model; the answers are ours."""

import copy
import functools
import inspect
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult, BaseResponse
from moto.eks import urls

from .access import AccessCalls
from .addons import AddonCalls
from .clusters import ClusterCalls
from .fargate import FargateCalls
from .insights import InsightCalls
from .nodegroups import NodegroupCalls
from .pod_identity import PodIdentityCalls
from .store import STORE
from .tags import TagCalls
from .updates import UpdateCalls
from .versions import VersionCalls

_GROUPS: tuple[type, ...] = (
    ClusterCalls,
    FargateCalls,
    NodegroupCalls,
    AddonCalls,
    AccessCalls,
    PodIdentityCalls,
    UpdateCalls,
    InsightCalls,
    VersionCalls,
    TagCalls,
)


class EksResponse(BaseResponse, *_GROUPS):  # type: ignore[misc]
    """moto's view of the service; its dispatcher finds a call's method by name, such as ``create_addon``."""

    def __init__(self) -> None:
        super().__init__(service_name="eks")
        self.automated_parameter_parsing = True

    def list_identity_provider_configs(self) -> dict[str, Any]:
        """External identity providers are not played: there are none."""
        return {"identityProviderConfigs": []}


def _answer(call: Callable[[Any], dict[str, Any]]) -> Callable[[Any], ActionResult]:
    """Run a call under the store's lock and hand moto a copy, which later changes cannot touch while it serialises."""

    @functools.wraps(call)
    def method(self: Any) -> ActionResult:
        with STORE.lock:
            STORE.settle()
            return ActionResult(copy.deepcopy(call(self)))

    return method


def install() -> None:
    """Send every EKS path to this API instead of moto's."""
    for owner in (EksResponse, *_GROUPS):
        for name, call in list(vars(owner).items()):
            if inspect.isfunction(call) and not name.startswith("_"):
                setattr(EksResponse, name, _answer(call))
    urls.url_paths.clear()
    urls.url_paths["{0}/.*"] = EksResponse.dispatch

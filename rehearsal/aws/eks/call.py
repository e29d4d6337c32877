"""What every group of EKS calls shares: the parsed parameters, the caller, and the cluster they speak of."""

import json
from typing import Any

from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends

from .errors import InvalidParameterException
from .store import STORE, Cluster


class Call:
    """Base of the call groups; moto's response class (see ``api.py``) fills these attributes for each request."""

    params: dict[str, Any]
    current_account: str
    region: str
    partition: str
    access_key: str

    def cluster(self) -> Cluster:
        """The cluster that the call names, in whatever state."""
        return STORE.find(self.current_account, self.region, self._cluster_name())

    def active_cluster(self) -> Cluster:
        """The cluster that the call names, refused unless it is ready."""
        return STORE.find_active(self.current_account, self.region, self._cluster_name())

    def _cluster_name(self) -> str:
        return self.params.get("clusterName") or self.params["name"]

    @property
    def ec2(self) -> Any:
        """moto's EC2 of the caller's account and region."""
        return ec2_backends[self.current_account][self.region]

    def require_role(self, arn: str, service: str, refusal: str) -> None:
        """Refuse a role that does not exist or that the given service may not assume."""
        roles = iam_backends[self.current_account][self.partition].roles.values()
        role = next((one for one in roles if one.arn == arn), None)
        if role is None or not trusts(json.loads(role.assume_role_policy_document), service):
            raise InvalidParameterException(refusal)


def trusts(document: dict[str, Any], service: str) -> bool:
    """Whether a trust policy lets a service principal assume the role (conditions are not weighed)."""
    statements = document.get("Statement", [])
    for statement in statements if isinstance(statements, list) else [statements]:
        principal = statement.get("Principal", {})
        services = principal.get("Service", []) if isinstance(principal, dict) else []
        if statement.get("Effect") == "Allow" and service in ([services] if isinstance(services, str) else services):
            return True
    return False

"""What EKS refuses in an access entry.

Facts: EKS user guide, "Grant IAM users access to Kubernetes with EKS access entries" and "Create access entries"; EKS API
reference, CreateAccessEntry; words of refusals: terraform-aws-modules/terraform-aws-eks#2915 and
aws-ia/terraform-aws-eks-blueprints#1920.
"""

import re

from .. import principals
from .errors import InvalidParameterException

RESERVED_PREFIXES = ("system:", "eks:", "aws:", "amazon:", "iam:")
SERVICE_LINKED = re.compile(r"arn:[\w-]+:iam::\d{12}:role/aws-service-role/.+")
# A session is no principal for an access entry; neither are groups, policies or whatever else has an ARN.
PRINCIPAL = re.compile(r"arn:[\w-]+:iam::(?P<account>\d{12}):(?:(?:role|user)/.+|root)")


def check_principal(arn: str, kind: str, account: str, node_types: tuple[str, ...]) -> None:
    """Refuse what is no principal, a service-linked role, and for nodes anything but a role of the cluster's account."""
    match = PRINCIPAL.fullmatch(arn)
    if match is None or SERVICE_LINKED.fullmatch(arn) or not principals.exists(arn):
        raise InvalidParameterException("The specified principalArn is invalid: invalid principal.")
    if kind in node_types and (match["account"] != account or ":role/" not in arn):
        raise InvalidParameterException(f"The principalArn of an entry of type {kind} must be a role of the cluster's account.")


def check_names(username: str | None, groups: list[str] | None) -> None:
    """Refuse reserved names of users and groups, and a session's name without a colon somewhere before it."""
    for prefix in RESERVED_PREFIXES:
        if (username or "").startswith(prefix):
            raise InvalidParameterException(f"The username must not begin with {prefix}")
        for group in groups or []:
            if group.startswith(prefix):
                raise InvalidParameterException(f"The kubernetes group name {group} is invalid, it cannot start with {prefix}")
    before, session, _ = (username or "").partition("{{SessionName}}")
    if session and ":" not in before:
        raise InvalidParameterException("The username must contain a colon before {{SessionName}}")

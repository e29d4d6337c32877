"""Who makes a call: from the access key in its signature to an IAM principal."""

import re

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends
from moto.utilities.utils import get_partition

from .settings import SETTINGS

DEPLOYER = "deployer"


def caller_arn(access_key: str, account: str, region: str) -> str:
    """The caller as GetCallerIdentity and CloudTrail name it: a user, or ``assumed-role/<role>/<session>``.

    A key that nobody issued belongs to the user ``deployer``, so that Terraform can run with any static key.
    """
    partition = get_partition(region)
    role = sts_backends[account][partition].get_assumed_role_from_access_key(access_key)
    if role is not None:
        return role.arn
    user = iam_backends[account][partition].get_user_from_access_key_id(access_key)
    return user.arn if user else f"arn:{partition}:iam::{account}:user/{DEPLOYER}"


def principal_arn(access_key: str, account: str, region: str) -> str:
    """The IAM principal behind the caller: for an assumed role the role itself, with its path."""
    role = sts_backends[account][get_partition(region)].get_assumed_role_from_access_key(access_key)
    return role.role_arn if role is not None else caller_arn(access_key, account, region)


def exists(arn: str) -> bool:
    """Whether a role or user of that ARN is there, or could be: foreign accounts are taken on trust.

    The deployer always is, without having been made.
    """
    match = re.fullmatch(r"arn:([\w-]+):iam::(\d{12}):(role|user)/.+", arn)
    if match is None or match[2] != SETTINGS.account or arn.endswith(f":user/{DEPLOYER}"):
        return True
    iam = iam_backends[match[2]][match[1]]
    known = iam.roles.values() if match[3] == "role" else iam.users.values()
    return any(one.arn == arn for one in known)

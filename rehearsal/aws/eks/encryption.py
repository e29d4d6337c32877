"""The KMS key that a cluster encrypts its secrets with: what EKS takes for one, and what happens when it is lost.

Facts: EKS API reference, Provider (ARN or alias, symmetric, of the cluster's region); EKS user guide, "Encrypt Kubernetes
secrets with KMS" (never disabled again; a cluster whose key is deleted can't be recovered) and "Cluster health FAQs"
(issue codes); KMS developer guide, "Key states" (a key that is not Enabled takes no CreateGrant, which EKS calls).
"""

import re
from typing import Any

from moto.kms.models import kms_backends

from .errors import InvalidParameterException
from .store import Cluster, Document

KEY = re.compile(r"arn:[\w-]+:kms:(?P<region>[\w-]+):(?P<account>\d{12}):(?P<name>(?:key|alias)/.+)")

# State of a key to the code of the issue that a cluster then has.
ISSUES = {"Disabled": "KmsKeyDisabled", "PendingDeletion": "KmsKeyMarkedForDeletion"}


def check_config(configs: list[Document], account: str, region: str) -> None:
    """Refuse an encryption configuration that EKS refuses; a key of another account is taken on trust."""
    for config in configs:
        if config.get("resources") != ["secrets"]:
            raise InvalidParameterException("The only resource that can be encrypted is secrets")
        arn = (config.get("provider") or {}).get("keyArn") or ""
        match = KEY.fullmatch(arn)
        if match is None:
            raise InvalidParameterException(f"Invalid KMS key ARN: {arn}" if arn else "KeyArn is required")
        if match["region"] != region:
            raise InvalidParameterException(f"KMS key {arn} must be in the region of the cluster, {region}")
        if match["account"] == account:
            _check_state(arn, _find(match))


def _check_state(arn: str, key: Any) -> None:
    if key is None:
        raise InvalidParameterException(f"KMS key {arn} does not exist")
    if (key.key_spec or "SYMMETRIC_DEFAULT", key.key_usage or "ENCRYPT_DECRYPT") != ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT"):
        raise InvalidParameterException(f"KMS key {arn} must be a symmetric key for encryption")
    if key.key_state != "Enabled":
        raise InvalidParameterException(f"KMS key {arn} can't be used, its state is {key.key_state}")


def issues(cluster: Cluster) -> list[Document]:
    """What DescribeCluster says of the health of a cluster whose key can't be used any more."""
    found = []
    for config in cluster.document["encryptionConfig"]:
        arn = config["provider"]["keyArn"]
        match = KEY.fullmatch(arn)
        if match is None or match["account"] != cluster.account:
            continue
        key = _find(match)
        code = "KmsKeyNotFound" if key is None else ISSUES.get(key.key_state)
        if code:
            message = "The KMS key that this cluster encrypts its secrets with can't be used"
            found.append({"code": code, "message": message, "resourceIds": [arn]})
    return found


def _find(match: re.Match[str]) -> Any:
    kms, name = kms_backends[match["account"]][match["region"]], match["name"]
    if name.startswith("key/"):
        return kms.keys.get(name.removeprefix("key/"))
    return next((key for key in kms.keys.values() if name in key.aliases), None)

"""KMS as it is about the states of keys: moto changes a key that waits for its deletion as it changes any other.

Facts: KMS developer guide, "Key states of AWS KMS keys" (which calls fail in PendingDeletion); API reference,
CancelKeyDeletion and ScheduleKeyDeletion (KMSInvalidStateException; a key is named by id or ARN).
"""

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.kms.models import KmsBackend

# Calls that a key in PendingDeletion does not take, as moto's methods, whose first parameter is the key.
NOT_WHILE_PENDING = (
    "create_alias",
    "disable_key",
    "enable_key",
    "enable_key_rotation",
    "schedule_key_deletion",
    "update_alias",
)


class KMSInvalidStateException(JsonRESTError):
    """The key's state does not allow the call."""

    code = 400

    def __init__(self, message: str) -> None:
        super().__init__("KMSInvalidStateException", message)


def install() -> None:
    """Put a look at the key's state before moto's methods."""
    for name in NOT_WHILE_PENDING:
        _guard(name, pending=False)
    _guard("cancel_key_deletion", pending=True)


def _guard(name: str, *, pending: bool) -> None:
    original = getattr(KmsBackend, name)

    def method(self: Any, key_id: str, *args: Any) -> Any:
        key = self.keys.get(self.get_key_id(key_id))
        if key is not None and (key.key_state == "PendingDeletion") != pending:
            raise KMSInvalidStateException(f"{key.arn} is {'not ' if pending else ''}pending deletion.")
        return original(self, self.get_key_id(key_id), *args)

    setattr(KmsBackend, name, method)

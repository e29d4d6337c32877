"""KMS where moto was mended: what a key that waits for its deletion takes."""

import pytest

from .world import make_key

CALLS = ("disable_key", "enable_key", "enable_key_rotation", "schedule_key_deletion")


@pytest.mark.parametrize("call", CALLS)
def test_a_key_that_waits_for_its_deletion_is_not_changed(server, refusal, call):
    kms, key = server.client("kms"), make_key(server)
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    code, message = refusal(getattr(kms, call), KeyId=key)
    assert (code, message) == ("KMSInvalidStateException", f"{key} is pending deletion.")


def test_a_key_that_waits_for_its_deletion_gets_no_alias(server, refusal):
    kms, key = server.client("kms"), make_key(server)
    kms.schedule_key_deletion(KeyId=key)
    assert refusal(kms.create_alias, AliasName="alias/a", TargetKeyId=key)[0] == "KMSInvalidStateException"


def test_a_deletion_is_cancelled_once_and_leaves_the_key_disabled(server, refusal):
    kms, key = server.client("kms"), make_key(server)
    assert refusal(kms.cancel_key_deletion, KeyId=key)[0] == "KMSInvalidStateException"
    kms.schedule_key_deletion(KeyId=key)
    kms.cancel_key_deletion(KeyId=key)
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "Disabled"
    kms.enable_key(KeyId=key)

"""The key that secrets are encrypted with: which EKS takes, that it stays, and what is said of a cluster that loses it."""

import pytest

from .world import encrypted_with, make_cluster, make_key, make_network, make_role


def issues(eks):
    return [one["code"] for one in eks.describe_cluster(name="demo")["cluster"]["health"]["issues"]]


def wanted(server, configs):
    role = make_role(server, "cluster", "eks.amazonaws.com")
    subnets = {"subnetIds": make_network(server).private}
    return {"name": "demo", "roleArn": role, "resourcesVpcConfig": subnets, "encryptionConfig": configs}


@pytest.mark.parametrize("state", ["Disabled", "PendingDeletion"])
def test_a_key_that_is_not_enabled_is_refused_by_either_call(server, refusal, state):
    kms, key = server.client("kms"), make_key(server)
    if state == "Disabled":
        kms.disable_key(KeyId=key)
    else:
        kms.schedule_key_deletion(KeyId=key)
    eks = make_cluster(server)
    associate = {"clusterName": "demo", "encryptionConfig": encrypted_with(key)}
    assert state in refusal(eks.associate_encryption_config, **associate)[1]
    server.control("reset", {})
    key = make_key(server)
    server.client("kms").schedule_key_deletion(KeyId=key)
    assert "PendingDeletion" in refusal(eks.create_cluster, **wanted(server, encrypted_with(key)))[1]


@pytest.mark.parametrize(
    ("arn", "words"),
    [
        ("arn:aws:kms:eu-west-1:123456789012:key/none", "does not exist"),
        ("arn:aws:kms:us-east-1:123456789012:key/far", "in the region"),
        ("arn:aws:iam::123456789012:role/r", "Invalid KMS key ARN"),
    ],
)
def test_what_is_no_key_of_the_region_is_refused(server, refusal, arn, words):
    assert words in refusal(server.client("eks").create_cluster, **wanted(server, encrypted_with(arn)))[1]


def test_an_asymmetric_key_and_other_resources_are_refused(server, refusal):
    create = server.client("eks").create_cluster
    key = make_key(server, KeySpec="RSA_2048", KeyUsage="ENCRYPT_DECRYPT")
    good = wanted(server, encrypted_with(key))
    assert "symmetric" in refusal(create, **good)[1]
    other = [{**encrypted_with(make_key(server))[0], "resources": ["configmaps"]}]
    assert "secrets" in refusal(create, **{**good, "encryptionConfig": other})[1]


def test_an_alias_and_a_key_of_another_account_are_taken(server):
    alias = "alias/secrets"
    server.client("kms").create_alias(AliasName=alias, TargetKeyId=make_key(server))
    eks = make_cluster(server, encryptionConfig=encrypted_with(f"arn:aws:kms:eu-west-1:123456789012:{alias}"))
    assert issues(eks) == []
    server.control("reset", {})
    eks = make_cluster(server, encryptionConfig=encrypted_with("arn:aws:kms:eu-west-1:210987654321:key/theirs"))
    assert issues(eks) == []


def test_encryption_is_neither_changed_nor_associated_twice(server, refusal):
    eks = make_cluster(server, encryptionConfig=encrypted_with(make_key(server)))
    again = {"clusterName": "demo", "encryptionConfig": encrypted_with(make_key(server))}
    code, message = refusal(eks.associate_encryption_config, **again)
    assert (code, message) == ("InvalidParameterException", "Encryption is already enabled on the cluster")


def test_a_cluster_that_loses_its_key_says_so(server):
    key = make_key(server)
    eks, kms = make_cluster(server, encryptionConfig=encrypted_with(key)), server.client("kms")
    assert issues(eks) == []
    kms.schedule_key_deletion(KeyId=key)
    assert issues(eks) == ["KmsKeyMarkedForDeletion"]
    kms.cancel_key_deletion(KeyId=key)
    assert issues(eks) == ["KmsKeyDisabled"]
    kms.enable_key(KeyId=key)
    assert issues(eks) == []

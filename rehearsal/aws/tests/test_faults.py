"""Faults, the log, the list of what exists, and the server's own endpoints."""

import contextlib

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError

from .world import make_cluster

CALLS = {
    "ec2": lambda client: client.describe_vpcs(),
    "iam": lambda client: client.list_roles(),
    "sts": lambda client: client.get_caller_identity(),
    "sqs": lambda client: client.list_queues(),
    "ssm": lambda client: client.describe_parameters(),
    "events": lambda client: client.list_rules(),
    "kms": lambda client: client.list_keys(),
    "logs": lambda client: client.describe_log_groups(),
    "eks": lambda client: client.list_clusters(),
    "s3": lambda client: client.list_buckets(),
}
THROTTLED = {"RequestLimitExceeded", "Throttling", "ThrottlingException", "SlowDown"}


def faults(server, *rules, seed=0):
    return server.control("faults", {"seed": seed, "rules": list(rules)})


@pytest.mark.parametrize("service", CALLS)
def test_each_protocol_has_its_own_form_of_error(server, service):
    client = server.client(service)
    for kind, status in (("throttle", {400, 429, 503}), ("server_error", {500}), ("expired_token", {400, 403})):
        faults(server, {"kind": kind, "service": service})
        with pytest.raises(ClientError) as caught:
            CALLS[service](client)
        assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] in status
        code = caught.value.response["Error"]["Code"]
        assert (code in THROTTLED) == (kind == "throttle")
    faults(server)
    CALLS[service](client)


def test_sdks_retry_throttling_and_server_errors(server):
    client = server.client("ec2", attempts=5)
    for kind in ("throttle", "server_error"):
        faults(server, {"kind": kind, "action": "DescribeVpcs", "times": 2})
        assert client.describe_vpcs()["ResponseMetadata"]["RetryAttempts"] == 2


def test_a_share_of_calls_is_hit_as_the_seed_says(server):
    def hits():
        faults(server, {"kind": "throttle", "service": "sts", "share": 0.5}, seed=7)
        for _ in range(20):
            with contextlib.suppress(ClientError):
                server.client("sts").get_caller_identity()
        return [call["code"] for call in server.calls()[-20:]]

    first = hits()
    assert 0 < first.count("OK") < 20
    assert hits() == first


def test_the_effect_of_a_lost_answer_stays(server):
    faults(server, {"kind": "lost_answer", "action": "CreateQueue", "nth": 2})
    sqs = server.client("sqs")
    sqs.create_queue(QueueName="first")
    with pytest.raises(ConnectionClosedError):
        sqs.create_queue(QueueName="second")
    assert server.control("resources")["sqs"]["queues"] == ["first", "second"]


def test_a_retried_create_with_a_lost_answer_makes_one_addon(server):
    make_cluster(server)
    faults(server, {"kind": "lost_answer", "action": "CreateAddon", "nth": 1})
    server.client("eks", attempts=3).create_addon(clusterName="demo", addonName="vpc-cni")
    assert server.control("resources")["eks"]["addons"] == ["demo/vpc-cni"]


def test_wrong_faults_and_settings_are_refused(server):
    assert "unknown kind" in faults(server, {"kind": "flood"})["error"]
    assert "share" in faults(server, {"kind": "throttle", "share": 2})["error"]
    assert "unknown setting" in server.control("settings", {"nope": 1})["error"]
    assert "no such endpoint" in server.control("nope")["error"]


def test_the_log_has_parameters_and_no_secrets(server):
    server.client("ssm").put_parameter(Name="/mine", Value="hunter2", Type="SecureString")
    server.client("ec2").create_vpc(
        CidrBlock="10.1.0.0/16", TagSpecifications=[{"ResourceType": "vpc", "Tags": [{"Key": "a", "Value": "b"}]}]
    )
    parameter, vpc = server.calls()[-2:]
    assert parameter["parameters"] == {"Name": "/mine", "Value": "***", "Type": "SecureString"}
    assert vpc["parameters"]["TagSpecifications"][0]["Tags"] == [{"Key": "a", "Value": "b"}]
    assert (vpc["service"], vpc["action"], vpc["code"]) == ("ec2", "CreateVpc", "OK")
    assert vpc["principal"] == "arn:aws:iam::123456789012:user/deployer"


def test_the_log_has_the_tags_of_what_a_call_names(server):
    ec2 = server.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    ec2.create_tags(Resources=[vpc], Tags=[{"Key": "a", "Value": "b"}])
    ec2.delete_vpc(VpcId=vpc)
    assert server.calls()[-1]["resourceTags"] == {vpc: {"a": "b"}}


def test_an_empty_account_lists_nothing(server):
    assert server.control("resources") == {}
    server.client("iam").create_instance_profile(InstanceProfileName="left")
    assert server.control("resources") == {"iam": {"instanceProfiles": ["left"]}}


def test_a_service_that_is_missing_is_refused_without_retries(server):
    with pytest.raises(ClientError) as caught:
        server.client("pricing", attempts=5).get_products(ServiceCode="AmazonEC2")
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 0

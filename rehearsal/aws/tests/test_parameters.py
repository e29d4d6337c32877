"""What is refused of any service's parameters: by its API model, and in tags."""

import pytest

from .world import make_cluster

TRUST = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"a.amazonaws.com"}}]}'
POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}'
ASSUMED = {"AssumeRolePolicyDocument": TRUST}


@pytest.mark.parametrize(
    ("service", "call", "parameters", "code", "words"),
    [
        ("iam", "create_role", {"RoleName": "a" * 65, **ASSUMED}, "ValidationError", "less than or equal to 64"),
        ("iam", "create_role", {"RoleName": "a b", **ASSUMED}, "ValidationError", "at 'roleName'"),
        ("iam", "create_role", {"RoleName": "a", "Path": "no/slash", **ASSUMED}, "ValidationError", "at 'path'"),
        ("iam", "create_role", {"RoleName": "a", "MaxSessionDuration": 43201, **ASSUMED}, "ValidationError", "43200"),
        ("iam", "create_policy", {"PolicyName": "a" * 129, "PolicyDocument": POLICY}, "ValidationError", "equal to 128"),
        ("iam", "create_instance_profile", {"InstanceProfileName": "a/b"}, "ValidationError", "pattern"),
        ("sqs", "create_queue", {"QueueName": "a" * 81}, "InvalidParameterValue", "80"),
        ("sqs", "create_queue", {"QueueName": "a.b"}, "InvalidParameterValue", "alphanumeric"),
        ("kms", "create_alias", {"AliasName": "alias/a b", "TargetKeyId": "k"}, "ValidationException", "aliasName"),
        ("logs", "create_log_group", {"logGroupName": "/a b"}, "InvalidParameterException", "logGroupName"),
        ("events", "put_rule", {"Name": "a" * 65, "EventPattern": "{}"}, "ValidationException", "at 'name'"),
        ("eks", "create_addon", {"clusterName": "-a", "addonName": "vpc-cni"}, "InvalidParameterException", "clusterName"),
    ],
)
def test_refuses_what_the_model_refuses(server, refusal, service, call, parameters, code, words):
    found = refusal(getattr(server.client(service), call), **parameters)
    assert (found[0], words in found[1]) == (code, True), found


def test_takes_what_is_at_the_limit(server):
    iam = server.client("iam")
    role = {"RoleName": "a+=,.@-_" + "a" * 56, "Path": "/karpenter/eu-west-1/", "MaxSessionDuration": 43200}
    assert iam.create_role(**role, **ASSUMED, Description="Zürich")["Role"]["Path"] == role["Path"]
    tags = [{"Key": "Größe /.:=+@-_", "Value": "ein Wert"}]
    iam.tag_role(RoleName=role["RoleName"], Tags=tags)
    assert iam.list_role_tags(RoleName=role["RoleName"])["Tags"] == tags


def tagged(service, tags):
    """A call of a service that sets the tags."""
    pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
    return {
        "ec2": ("create_vpc", {"CidrBlock": "10.0.0.0/16", "TagSpecifications": [{"ResourceType": "vpc", "Tags": pairs}]}),
        "events": ("put_rule", {"Name": "a", "EventPattern": '{"source": ["aws.ec2"]}', "Tags": pairs}),
        "iam": ("create_role", {"RoleName": "a", **ASSUMED, "Tags": pairs}),
        "kms": ("create_key", {"Tags": [{"TagKey": key, "TagValue": value} for key, value in tags.items()]}),
        "logs": ("create_log_group", {"logGroupName": "a", "tags": tags}),
        "sqs": ("create_queue", {"QueueName": "a", "tags": tags}),
    }[service]


SERVICES = ("ec2", "events", "iam", "kms", "logs", "sqs")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "tags",
    [{"aws:team": "a"}, {"AWS:team": "a"}, {"a" * 129: "a"}, {"team": "a" * 257}, {f"k{number}": "v" for number in range(51)}],
    ids=["aws", "AWS", "long key", "long value", "many"],
)
def test_refuses_tags_that_aws_refuses(server, refusal, service, tags):
    call, parameters = tagged(service, tags)
    assert refusal(getattr(server.client(service), call), **parameters)[0]
    assert server.control("resources") == {}


@pytest.mark.parametrize("service", SERVICES)
def test_takes_tags_at_the_limits(server, service):
    tags = {"a" * 128: "a" * 256, "my:aws:tag": "aws", **{f"k{number}": "v" for number in range(48)}}
    call, parameters = tagged(service, tags)
    getattr(server.client(service), call)(**parameters)


def test_refuses_more_tags_than_fifty_in_all(server, refusal):
    eks = make_cluster(server, tags={f"k{number}": "v" for number in range(50)})
    arn = eks.describe_cluster(name="demo")["cluster"]["arn"]
    assert "50" in refusal(eks.tag_resource, resourceArn=arn, tags={"one": "more"})[1]
    eks.tag_resource(resourceArn=arn, tags={"k1": "other"})


def test_refuses_tags_of_a_cluster(server, refusal):
    wanted = {"name": "a", "roleArn": "arn:aws:iam::123456789012:role/a", "resourcesVpcConfig": {}}
    code, message = refusal(server.client("eks").create_cluster, **wanted, tags={"aws:team": "a"})
    assert (code, "aws:team" in message) == ("InvalidParameterException", True)
    many = {f"k{number}": "v" for number in range(51)}
    assert "50" in refusal(server.client("eks").create_cluster, **wanted, tags=many)[1]

"""IAM where moto was mended: providers of identities, and tags without case."""

import pytest

from .world import make_role

POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}'
TRUST = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"a.amazonaws.com"}}]}'
ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC"


@pytest.mark.parametrize("url", ["http://oidc.example.com/id/a", "https://oidc.example.com:8443/id/a", f"{ISSUER}?a=b"])
def test_an_oidc_provider_is_behind_https_without_port_and_query(server, refusal, url):
    create = server.client("iam").create_open_id_connect_provider
    code, message = refusal(create, Url=url, ClientIDList=["sts.amazonaws.com"])
    assert (code, message) == ("ValidationError", "Invalid Open ID Connect Provider URL")


def test_an_oidc_provider_is_registered_once(server, refusal):
    iam = server.client("iam")
    provider = {"Url": ISSUER, "ClientIDList": ["sts.amazonaws.com"]}
    arn = iam.create_open_id_connect_provider(**provider)["OpenIDConnectProviderArn"]
    assert refusal(iam.create_open_id_connect_provider, **provider)[0] == "EntityAlreadyExists"
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    iam.create_open_id_connect_provider(**provider)


def test_an_oidc_provider_has_clients_of_some_length(server, refusal):
    create = server.client("iam").create_open_id_connect_provider
    assert "255" in refusal(create, Url=ISSUER, ClientIDList=["a" * 256])[1]


def test_keys_of_tags_have_no_case(server, refusal):
    iam = server.client("iam")
    both = [{"Key": "Team", "Value": "a"}, {"Key": "team", "Value": "b"}]
    assert refusal(iam.create_role, RoleName="r", AssumeRolePolicyDocument=TRUST, Tags=both)[0] == "InvalidInput"
    make_role(server, "r", "ec2.amazonaws.com")
    for tag in both:
        iam.tag_role(RoleName="r", Tags=[tag])
    assert iam.list_role_tags(RoleName="r")["Tags"] == [{"Key": "team", "Value": "b"}]


def test_a_boundary_is_a_policy_that_exists(server, refusal):
    iam = server.client("iam")
    role = {"RoleName": "bounded", "AssumeRolePolicyDocument": TRUST}
    missing = "arn:aws:iam::123456789012:policy/none"
    assert refusal(iam.create_role, **role, PermissionsBoundary=missing)[0] == "NoSuchEntity"
    boundary = iam.create_policy(PolicyName="boundary", PolicyDocument=POLICY)["Policy"]["Arn"]
    iam.create_role(**role, PermissionsBoundary=boundary)
    assert refusal(iam.put_role_permissions_boundary, RoleName="bounded", PermissionsBoundary=missing)[0] == "NoSuchEntity"
    iam.put_role_permissions_boundary(RoleName="bounded", PermissionsBoundary="arn:aws:iam::aws:policy/PowerUserAccess")

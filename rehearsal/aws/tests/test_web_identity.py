"""AssumeRoleWithWebIdentity: token and trust policy are checked."""

import json
import ssl
import time
import urllib.request

import pytest
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from rehearsal.aws import keys

KEY = rsa.generate_private_key(65537, 2048)
SUBJECT = "system:serviceaccount:karpenter:karpenter"


def token(issuer, key=KEY, **claims):
    header = {"alg": "RS256", "kid": keys.to_jwk(key.public_key())["kid"]}
    body = {"iss": issuer, "sub": SUBJECT, "aud": ["sts.amazonaws.com"], "exp": time.time() + 600, **claims}
    signed = ".".join(keys.encode(json.dumps(part).encode()) for part in (header, body))
    signature = key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{signed}.{keys.encode(signature)}"


@pytest.fixture
def issuer(server, tmp_path):
    """An issuer with a key, an IAM provider for it, and a role that lets Karpenter's service account in."""
    public = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "sa.pub").write_bytes(public)
    server.control("settings", {"serviceAccountKeys": str(tmp_path / "sa.pub")})
    url = server.control("issuer?cluster=demo")["issuer"]
    iam = server.client("iam")
    provider = iam.create_open_id_connect_provider(Url=url, ClientIDList=["sts.amazonaws.com"])["OpenIDConnectProviderArn"]
    host = url.removeprefix("https://")
    statement = {
        "Effect": "Allow",
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": provider},
        "Condition": {"StringEquals": {f"{host}:sub": SUBJECT, f"{host}:aud": "sts.amazonaws.com"}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.create_role(RoleName="karpenter", AssumeRolePolicyDocument=document)
    return url


def assume(server, web_identity_token, role="karpenter"):
    return server.client("sts").assume_role_with_web_identity(
        RoleArn=f"arn:aws:iam::123456789012:role/{role}", RoleSessionName="controller", WebIdentityToken=web_identity_token
    )["Credentials"]


def test_a_good_token_gives_the_role_and_the_log_knows_it(server, issuer):
    credentials = assume(server, token(issuer))
    sts = server.client("sts", credentials["AccessKeyId"])
    assert sts.get_caller_identity()["Arn"] == "arn:aws:sts::123456789012:assumed-role/karpenter/controller"
    last = server.calls()[-1]
    assert (last["action"], last["principal"]) == (
        "GetCallerIdentity",
        "arn:aws:sts::123456789012:assumed-role/karpenter/controller",
    )


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"sub": "system:serviceaccount:default:thief"}, "AccessDenied"),
        ({"aud": ["kubernetes"]}, "InvalidIdentityToken"),
        ({"iss": "https://example.com/id/X"}, "InvalidIdentityToken"),
        ({"exp": 1}, "ExpiredTokenException"),
    ],
)
def test_fails_when_a_claim_is_wrong(server, issuer, claims, code):
    with pytest.raises(ClientError) as caught:
        assume(server, token(issuer, **claims))
    assert caught.value.response["Error"]["Code"] == code


def test_fails_when_the_signature_is_somebody_elses(server, issuer):
    with pytest.raises(ClientError) as caught:
        assume(server, token(issuer, rsa.generate_private_key(65537, 2048)))
    assert caught.value.response["Error"]["Code"] == "InvalidIdentityToken"


def test_fails_when_the_role_does_not_exist(server, issuer):
    with pytest.raises(ClientError) as caught:
        assume(server, token(issuer), role="none")
    assert caught.value.response["Error"]["Code"] == "AccessDenied"


def test_the_issuers_documents_are_served_over_https(server, issuer):
    context = ssl.create_default_context(cafile=server.ready["issuerCa"])
    base = server.ready["issuerBase"] + "/id/" + issuer.rsplit("/", 1)[-1]

    def get(path):
        with urllib.request.urlopen(base + path, context=context, timeout=5) as answer:
            return json.loads(answer.read())

    assert get("/.well-known/openid-configuration")["issuer"] == issuer
    assert get("/keys")["keys"] == [keys.to_jwk(KEY.public_key())]

"""STS AssumeRoleWithWebIdentity as it is: the token and the role's trust policy are checked.

moto gives credentials for any token. Facts: STS API reference (InvalidIdentityToken, ExpiredTokenException, AccessDenied)
and IAM user guide "Creating OpenID Connect identity providers" (issuer and audience must be those of a provider).
"""

import fnmatch
import json
import time
from typing import Any

from moto.core.exceptions import ServiceException
from moto.iam.models import iam_backends
from moto.sts.models import STSBackend
from moto.sts.responses import TokenResponse

from . import keys
from .principals import caller_arn
from .settings import SETTINGS

ACTION = "sts:AssumeRoleWithWebIdentity"


class InvalidIdentityToken(ServiceException):
    """The token cannot be trusted: who made it, for whom, or its signature."""

    code = "InvalidIdentityToken"


class ExpiredTokenException(ServiceException):
    """The token's time is over."""

    code = "ExpiredTokenException"


class AccessDenied(ServiceException):
    """The role does not let this token in; AWS does not say why, and neither says which condition failed."""

    code = "AccessDenied"


def claims_of(token: str, providers: list[Any]) -> tuple[dict[str, Any], Any]:
    """The verified claims of a token and the IAM provider that vouches for it, or the refusal STS would give."""
    try:
        head, body, signature = token.split(".")
        header, claims = (json.loads(keys.decode(part)) for part in (head, body))
    except ValueError:
        raise InvalidIdentityToken(
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
        ) from None
    issuer = str(claims.get("iss", "")).removeprefix("https://")
    provider = next((one for one in providers if one.url == issuer), None)
    if provider is None:
        raise InvalidIdentityToken(f"No OpenIDConnect provider found in your account for https://{issuer}")
    audience = claims.get("aud", [])
    audiences = [audience] if isinstance(audience, str) else audience
    if not set(audiences) & set(provider.client_id_list):
        raise InvalidIdentityToken("Incorrect token audience")
    known = keys.load(SETTINGS.service_account_keys)
    candidates = [jwk for jwk in known if jwk.get("kid") == header.get("kid")] or known
    signed = f"{head}.{body}".encode()
    if not any(keys.verify(jwk, signed, keys.decode(signature)) for jwk in candidates):
        raise InvalidIdentityToken(
            "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements"
        )
    if float(claims.get("exp", 0)) <= time.time():
        raise ExpiredTokenException("Token expired: current date/time must be before the expiration date/time")
    return claims, provider


def allows(trust_policy: dict[str, Any], provider_arn: str, context: dict[str, list[str]]) -> bool:
    """Whether a trust policy lets a federated caller assume the role; an explicit Deny wins.

    Understood are the string operators, plain and with ``ForAnyValue:``/``ForAllValues:`` or ``IfExists``. A statement
    with any other operator never matches, so that what cannot be judged is refused rather than passed.
    """
    verdict = False
    for statement in _list(trust_policy.get("Statement", [])):
        actions = [action.lower() for action in _list(statement.get("Action", []))]
        principal = statement.get("Principal", {})
        federated = ["*"] if principal == "*" else _list(principal.get("Federated", []))
        matches = (
            any(fnmatch.fnmatchcase(ACTION.lower(), action) for action in actions)
            and (provider_arn in federated or "*" in federated)
            and all(_holds(operator, values, context) for operator, values in statement.get("Condition", {}).items())
        )
        if matches and statement.get("Effect") == "Deny":
            return False
        verdict = verdict or (matches and statement.get("Effect") == "Allow")
    return verdict


def _holds(operator: str, values: dict[str, Any], context: dict[str, list[str]]) -> bool:
    quantifier, _, name = operator.rpartition(":")
    optional = name.endswith("IfExists")
    compare = {"StringEquals": str.__eq__, "StringLike": fnmatch.fnmatchcase}.get(name.removesuffix("IfExists"))
    if compare is None:
        return False
    for key, expected in values.items():
        found = context.get(key.lower(), [])
        if not found and (optional or quantifier == "ForAllValues"):
            continue
        hits = [any(compare(value, pattern) for pattern in _list(expected)) for value in found]
        if not (all(hits) if quantifier == "ForAllValues" else any(hits)):
            return False
    return True


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def install() -> None:
    """Put the checks before moto's own handling of the call."""
    original = TokenResponse.assume_role_with_web_identity
    find_identity = STSBackend.get_caller_identity

    def assume_role_with_web_identity(self: TokenResponse) -> Any:
        role_arn = self._get_param("RoleArn")
        iam = iam_backends[role_arn.split(":")[4]][self.partition]
        claims, provider = claims_of(self._get_param("WebIdentityToken"), list(iam.open_id_providers.values()))
        role = next((one for one in iam.roles.values() if one.arn == role_arn), None)
        audience = claims["aud"]
        context = {
            f"{provider.url}:sub".lower(): [str(claims.get("sub", ""))],
            f"{provider.url}:aud".lower(): _list(audience),
        }
        if role is None or not allows(json.loads(role.assume_role_policy_document), provider.arn, context):
            raise AccessDenied(f"Not authorized to perform {ACTION}")
        return original(self)

    def get_caller_identity(self: STSBackend, access_key_id: str, region: str) -> tuple[str, str, str]:
        identity, _, account = find_identity(self, access_key_id, region)
        return identity, caller_arn(access_key_id, self.account_id, region), account

    TokenResponse.assume_role_with_web_identity = assume_role_with_web_identity  # type: ignore[method-assign]
    STSBackend.get_caller_identity = get_caller_identity  # type: ignore[method-assign]

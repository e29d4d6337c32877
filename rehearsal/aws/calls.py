"""What a request asks for: service, action, parameters and caller, read before moto answers it."""

import functools
import io
import re
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import UnknownServiceError
from botocore.session import get_session
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.responses import BaseResponse
from moto.core.utils import get_service_model
from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends
from moto.utilities.utils import get_partition
from werkzeug.wrappers import Request

from .principals import caller_arn
from .settings import SETTINGS

# Signing names that are not the SDK's name of the service.
SERVICES = {"monitoring": "cloudwatch", "elasticloadbalancing": "elbv2", "email": "ses"}
EC2_ID = re.compile(r"(?:ami|eni|eipalloc|fleet|i|igw|lt|nat|rtb|sg|subnet|vol|vpc|vpce)-[0-9a-f]{8,}")


@dataclass
class Call:
    """One request as its sender meant it; ``protocol`` is that of the service's API model, such as ``ec2``."""

    service: str
    action: str
    protocol: str
    region: str
    principal: str
    parameters: dict[str, Any] = field(default_factory=dict)


@functools.cache
def model(service: str) -> Any:
    """The API model of a service, or None for one that botocore doesn't know."""
    try:
        get_session().get_service_model(service)
    except UnknownServiceError:
        return None
    return get_service_model(service)


def read(environ: dict[str, Any], body: bytes) -> Call:
    """Understand a request; what cannot be understood is left empty, since moto may still know what to do with it."""
    request = Request({**environ, "wsgi.input": io.BytesIO(body)})
    scope = re.search(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/", request.headers.get("Authorization", ""))
    key, region, signing_name = scope.groups() if scope else ("", SETTINGS.region, "")
    if not scope and b"Action=AssumeRole" in body:
        signing_name = "sts"
    service = SERVICES.get(signing_name, signing_name)
    principal = caller_arn(key, SETTINGS.account, region) if key else "anonymous"
    call = Call(service, "", "", region, principal)
    service_model = model(service) if service else None
    if service_model is None:
        return call
    response = BaseResponse(service)
    response.region = region
    response.headers = request.headers
    response.method = request.method
    response.raw_path = environ.get("RAW_URI", request.path).split("?")[0]
    response.querystring = {name: [value] for name, value in request.values.items()}
    call.action = response._get_action() or ""
    try:
        call.protocol = determine_request_protocol(service_model, request.content_type)
    except NotImplementedError:
        call.protocol = str(service_model.protocol)
    if call.action:
        call.parameters = _parameters(request, service_model, call, response)
    return call


def _parameters(request: Request, service_model: Any, call: Call, response: BaseResponse) -> dict[str, Any]:
    try:
        parser = PROTOCOL_PARSERS[call.protocol](service_model.operation_model(call.action), map_type=dict)
        return dict(
            parser.parse(
                {
                    "method": request.method,
                    "values": request.values,
                    "headers": request.headers,
                    "body": request.get_data(),
                    "url_path": request.path,
                    "url_params": response.uri_match.groupdict() if getattr(response, "uri_match", None) else {},
                }
            )
            or {}
        )
    except Exception as error:  # a request that the model does not allow must not stop moto from answering it
        return {"_unreadable": repr(error)}


def resource_tags(call: Call) -> dict[str, dict[str, str]]:
    """The tags, before the call, of the EC2 resources and instance profiles that it names.

    IAM conditions on ``aws:ResourceTag`` are judged by them, and afterwards the resource may be gone.
    """
    found: dict[str, dict[str, str]] = {}
    if call.service == "ec2":
        tags = ec2_backends[SETTINGS.account][call.region].tags
        for resource in EC2_ID.findall(repr(call.parameters)):
            found[resource] = dict(tags.get(resource, {}))
    profile = call.parameters.get("InstanceProfileName")
    if call.service == "iam" and profile:
        known = iam_backends[SETTINGS.account][get_partition(call.region)].instance_profiles.get(profile)
        if known is not None:
            # moto keeps them as a list when they came with the profile, by key when they were added later.
            tags = known.tags.values() if isinstance(known.tags, dict) else known.tags or []
            found[profile] = {one["Key"]: one["Value"] for one in tags}
    return found

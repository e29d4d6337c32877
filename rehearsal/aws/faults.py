"""Faults on request: what AWS does on a bad day, in the form of each service's own protocol.

Kinds: ``throttle``, ``server_error`` (nothing happens, an error is answered), ``lost_answer`` (it happens, but the
connection drops before the answer) and ``expired_token`` (the caller's credentials are refused). A rule hits a share of
the matching calls, drawn from a seeded generator, or exactly the nth, and at most ``times`` times.
"""

import fnmatch
import json
import random
import threading
import uuid
from dataclasses import asdict, dataclass
from typing import Any
from xml.sax.saxutils import escape

from .calls import Call

# Kind and protocol to HTTP status and error code. SDKs retry on the code, so it has to be the one of the protocol.
ANSWERS: dict[tuple[str, str], tuple[int, str]] = {
    ("throttle", "ec2"): (503, "RequestLimitExceeded"),
    ("throttle", "query"): (400, "Throttling"),
    ("throttle", "json"): (400, "ThrottlingException"),
    ("throttle", "rest-json"): (429, "ThrottlingException"),
    ("throttle", "rest-xml"): (503, "SlowDown"),
    ("server_error", "ec2"): (500, "InternalError"),
    ("server_error", "query"): (500, "InternalFailure"),
    ("server_error", "json"): (500, "InternalFailure"),
    ("server_error", "rest-json"): (500, "ServerException"),
    ("server_error", "rest-xml"): (500, "InternalError"),
    ("expired_token", "ec2"): (400, "RequestExpired"),
    ("expired_token", "query"): (403, "ExpiredToken"),
    ("expired_token", "json"): (400, "ExpiredTokenException"),
    ("expired_token", "rest-json"): (403, "ExpiredTokenException"),
    ("expired_token", "rest-xml"): (400, "ExpiredToken"),
}
KINDS = ("throttle", "server_error", "expired_token", "lost_answer")


@dataclass
class Rule:
    """One fault. ``service``, ``action`` and ``principal`` are patterns with ``*``; ``seen`` and ``hits`` are counters."""

    kind: str
    service: str = "*"
    action: str = "*"
    principal: str = "*"
    share: float = 1.0
    nth: int = 0
    times: int = 0
    seen: int = 0
    hits: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault {self.kind!r}; known are {', '.join(KINDS)}")
        if not 0 < self.share <= 1:
            raise ValueError(f"share needs a number above 0 and at most 1, not {self.share!r}")

    def strikes(self, call: Call, draw: random.Random) -> bool:
        """Count the call and say whether the rule hits it."""
        pairs = ((call.service, self.service), (call.action, self.action), (call.principal, self.principal))
        if not all(fnmatch.fnmatchcase(value, pattern) for value, pattern in pairs):
            return False
        if self.times and self.hits >= self.times:
            return False
        self.seen += 1
        hit = self.seen == self.nth if self.nth else draw.random() < self.share
        self.hits += hit
        return hit


class Faults:
    """The rules in force."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: list[Rule] = []
        self._draw = random.Random(0)

    def replace(self, rules: list[dict[str, Any]], seed: int) -> None:
        """Put new rules in place of the old; none ends all faults."""
        parsed = [Rule(**rule) for rule in rules]
        with self._lock:
            self._rules, self._draw = parsed, random.Random(seed)

    def describe(self) -> list[dict[str, Any]]:
        """The rules with their counters."""
        with self._lock:
            return [asdict(rule) for rule in self._rules]

    def strike(self, call: Call) -> str | None:
        """The kind of fault for this call, if any; the first rule that hits wins."""
        with self._lock:
            return next((rule.kind for rule in self._rules if rule.strikes(call, self._draw)), None)


def answer(kind: str, call: Call) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of a fault, as the service itself would send it."""
    protocol = call.protocol or "rest-json"
    status, code = ANSWERS[kind, protocol]
    message = {
        "throttle": "Rate exceeded",
        "server_error": "An internal error occurred",
        "expired_token": "The security token included in the request is expired",
    }[kind]
    return error(protocol, status, code, message)


def error(protocol: str, status: int, code: str, message: str) -> tuple[int, dict[str, str], bytes]:
    """An error in the form of a protocol."""
    request_id = str(uuid.uuid4())
    if protocol in ("json", "rest-json", ""):
        headers = {"Content-Type": "application/json", "x-amzn-ErrorType": code, "x-amzn-RequestId": request_id}
        return status, headers, json.dumps({"__type": code, "message": message}).encode()
    body = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    if protocol == "ec2":
        body = f"<Response><Errors>{body}</Errors><RequestID>{request_id}</RequestID></Response>"
    elif protocol == "query":
        body = body.replace("<Error>", "<Error><Type>Sender</Type>", 1)
        body = f"<ErrorResponse>{body}<RequestId>{request_id}</RequestId></ErrorResponse>"
    return status, {"Content-Type": "text/xml"}, body.encode()


FAULTS = Faults()

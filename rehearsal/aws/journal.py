"""The log: one JSON line for each call, so that what a controller did can be judged afterwards (policies, order, number)."""

import datetime
import json
import re
import threading
from pathlib import Path
from typing import Any

from .calls import Call
from .settings import SETTINGS

SECRET = re.compile(r"token$|secret|password|plaintext|private|userdata|^value$|assertion|credential", re.IGNORECASE)
# Tokens that only make a call idempotent or continue a list.
HARMLESS = re.compile(r"^(client(request)?|next|pagination|creation)_?token$", re.IGNORECASE)
_LOCK = threading.Lock()


def now() -> str:
    """The time, as the log has it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def write(call: Call, arrived: str, code: str, status: int, tags: dict[str, dict[str, str]], fault: str | None) -> None:
    """Append one call; ``code`` is the error code, or ``OK``.

    The time is that of its arrival: a call for messages may be answered long after whoever made it is gone.
    """
    if not SETTINGS.log:
        return
    entry = {
        "time": arrived,
        "service": call.service,
        "action": call.action,
        "parameters": redact(call.parameters, in_tag=False),
        "region": call.region,
        "principal": call.principal,
        "status": status,
        "code": code,
    }
    if tags:
        entry["resourceTags"] = tags
    if fault:
        entry["fault"] = fault
    line = json.dumps(entry, default=_plain) + "\n"
    with _LOCK, Path(SETTINGS.log).open("a", encoding="utf-8") as log:
        log.write(line)


def redact(value: Any, in_tag: bool) -> Any:
    """A copy without secrets. ``Value`` is one in SSM and Secrets Manager, but in a tag (beside ``Key``) it is not."""
    if isinstance(value, dict):
        tag = set(value) <= {"Key", "Value", "key", "value"}
        return {
            key: "***"
            if _is_secret(str(key), tag or in_tag) and isinstance(one, (str, bytes))
            else redact(one, str(key).lower() == "tags")
            for key, one in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [redact(one, in_tag) for one in value]
    return value


def _is_secret(key: str, tag: bool) -> bool:
    return not tag and bool(SECRET.search(key)) and not HARMLESS.search(key)


def _plain(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)

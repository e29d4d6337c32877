"""What a service's API model says of a parameter: its length, number, pattern and allowed values.

AWS checks these before anything else and answers "1 validation error detected: ..."; moto checks a few, by hand. The model
is botocore's, and its limits are those of the API reference. EC2's and SQS's say next to nothing of the kind.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

from botocore.model import Shape

from . import calls

# The error that each service gives its faults.
CODES = {
    "eks": "InvalidParameterException",
    "events": "ValidationException",
    "iam": "ValidationError",
    "kms": "ValidationException",
    "logs": "InvalidParameterException",
}
# Java's classes of characters, in which the models are written, as Python's.
JAVA = {r"\p{L}": r"\w", r"\p{N}": r"\w", r"\p{Z}": r"\s"}


def refusal(call: calls.Call) -> tuple[str, str] | None:
    """Code and message of the service's refusal, if a parameter is not as its model wants it."""
    code = CODES.get(call.service)
    if code is None or not call.action or "_unreadable" in call.parameters:
        return None
    shape = calls.model(call.service).operation_model(call.action).input_shape
    found = list(_faults(shape, call.parameters, "")) if shape else []
    if not found:
        return None
    plural = "s" if len(found) > 1 else ""
    return code, f"{len(found)} validation error{plural} detected: {'; '.join(found)}"


def _faults(shape: Shape, value: Any, path: str) -> Iterator[str]:
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if isinstance(value, dict) and value.get(name) is not None:
                yield from _faults(member, value[name], f"{path}.{name}" if path else name)
    elif shape.type_name == "list":
        yield from _size(shape, len(value), value, path)
        for index, one in enumerate(value):
            yield from _faults(shape.member, one, f"{path}.{index + 1}.member")
    elif shape.type_name == "map":
        yield from _size(shape, len(value), value, path)
        for key, one in value.items():
            yield from _faults(shape.key, key, f"{path}.key")
            yield from _faults(shape.value, one, f"{path}.{key}.member")
    elif shape.type_name == "string" and isinstance(value, str):
        yield from _text(shape, value, path)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        limits = shape.metadata
        if value > limits.get("max", value):
            yield _fault(value, path, f"Member must have value less than or equal to {limits['max']}")
        if value < limits.get("min", value):
            yield _fault(value, path, f"Member must have value greater than or equal to {limits['min']}")


def _size(shape: Shape, size: int, value: Any, path: str) -> Iterator[str]:
    # That there must be one at least is not asked: what is empty was left out, and not every parser tells.
    most = shape.metadata.get("max")
    if most is not None and size > most:
        yield _fault(value, path, f"Member must have length less than or equal to {most}")


def _text(shape: Shape, value: str, path: str) -> Iterator[str]:
    limits = shape.metadata
    if len(value) > limits.get("max", len(value)):
        yield _fault(value, path, f"Member must have length less than or equal to {limits['max']}")
    if len(value) < limits.get("min", 0):
        yield _fault(value, path, f"Member must have length greater than or equal to {limits['min']}")
    pattern = _compiled(limits.get("pattern", ""))
    if pattern and not pattern.fullmatch(value):
        yield _fault(value, path, f"Member must satisfy regular expression pattern: {limits['pattern']}")
    if limits.get("enum") and value not in limits["enum"]:
        yield _fault(value, path, f"Member must satisfy enum value set: [{', '.join(limits['enum'])}]")


def _fault(value: Any, path: str, constraint: str) -> str:
    name = path[:1].lower() + path[1:]
    return f"Value '{value}' at '{name}' failed to satisfy constraint: {constraint}"


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern as Python's, or None for none and for one that Python can't read."""
    unicode = r"\p{" in pattern
    for java, python in JAVA.items():
        pattern = pattern.replace(java, python)
    try:
        return re.compile(pattern, 0 if unicode else re.ASCII) if pattern else None
    except re.error:
        return None

"""Client tokens: a create that is sent again with the same token makes nothing new and gets the first answer.

SDKs put such a token into CreateCluster, CreateFleet, RunInstances, CreateNatGateway and others and keep it when they
retry. moto ignores it, so that a lost answer would make things twice, which they are not on AWS.
"""

import threading
from typing import Any

from .calls import Call

TOKENS = ("ClientToken", "clientToken", "clientRequestToken")
Answer = tuple[int, list[tuple[str, str]], bytes]


class Remembered:
    """The answers to successful calls that carried a token."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: dict[tuple[str, str, str, str], tuple[str, Answer]] = {}

    @staticmethod
    def _key(call: Call) -> tuple[str, str, str, str] | None:
        token = next((call.parameters[name] for name in TOKENS if call.parameters.get(name)), None)
        return (call.service, call.region, call.action, token) if token else None

    def find(self, call: Call) -> Answer | None:
        """The first answer to this very call, if it was made before."""
        key = self._key(call)
        with self._lock:
            parameters, answer = self._answers.get(key, ("", None)) if key else ("", None)
        return answer if answer is not None and parameters == as_text(call.parameters) else None

    def keep(self, call: Call, answer: Answer) -> None:
        """Remember a success."""
        key = self._key(call)
        if key and answer[0] < 300:
            with self._lock:
                self._answers[key] = (as_text(call.parameters), answer)

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._answers.clear()


def as_text(parameters: dict[str, Any]) -> str:
    """Parameters as something to compare: the same for the same ones, in whatever order they came."""
    return repr(sorted(parameters.items()))


REMEMBERED = Remembered()

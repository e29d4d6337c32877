"""The WSGI application: around moto's, the clock, faults, idempotency, the log and the rehearsal's own endpoints."""

import functools
import io
import json
import re
import socket
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from . import calls, constraints, control, faults, journal, tagging
from .ec2_catalogue import CATALOGUE
from .eks.store import STORE
from .idempotency import REMEMBERED, Answer

ERROR_CODE = re.compile(rb'<Code>([^<]+)</Code>|"__type"\s*:\s*"(?:[^"#]*#)?([^"]+)"')


class Application:
    """What the server runs for every request."""

    def __init__(self) -> None:
        self._moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        path = environ.get("PATH_INFO", "")
        if path.startswith(control.PREFIX):
            status, document = control.answer(environ["REQUEST_METHOD"], path, environ.get("QUERY_STRING", ""), body)
            return _send(start_response, (status, [("Content-Type", "application/json")], json.dumps(document).encode()))
        arrived = journal.now()
        call = calls.read(environ, body)
        tags = calls.resource_tags(call)
        fault = faults.FAULTS.strike(call)
        if fault and fault != "lost_answer":
            status, headers, content = faults.answer(fault, call)
            answer: Answer = (status, list(headers.items()), content)
        else:
            ask = functools.partial(self._ask, call, environ, body)
            answer = REMEMBERED.find(call) or CATALOGUE.answer(call, ask)
            REMEMBERED.keep(call, answer)
        journal.write(call, arrived, error_code(answer), answer[0], tags, fault)
        if fault == "lost_answer":
            _drop_connection(environ)
        return _send(start_response, answer)

    def _ask(self, call: calls.Call, environ: dict[str, Any], body: bytes) -> Answer:
        refusal = constraints.refusal(call) or tagging.refusal(call)
        if refusal:
            status, headers, content = faults.error(call.protocol, 400, *refusal)
            return status, list(headers.items()), content
        return self._ask_moto(call, environ, body)

    def _ask_moto(self, call: calls.Call, environ: dict[str, Any], body: bytes) -> Answer:
        if call.service == "pricing":
            # moto has no prices. Karpenter then goes by those that it was built with.
            return _emulator_error(call, "NotImplemented", "there are no prices here")
        status, headers = 500, [("Content-Type", "text/plain")]

        def note(line: str, given: list[tuple[str, str]], *_: Any) -> Callable[[bytes], None]:
            nonlocal status, headers
            status, headers = int(line.split()[0]), given
            return lambda _: None

        try:
            STORE.settle()
            chunks = self._moto({**environ, "wsgi.input": io.BytesIO(body)}, note)
            content = b"".join(chunks)
            if hasattr(chunks, "close"):
                chunks.close()
        except NotImplementedError as error:
            return _emulator_error(call, "NotImplemented", str(error))
        except Exception as error:
            traceback.print_exc()
            return _emulator_error(call, "EmulatorFailure", f"{error!r}; the trace is on the server's standard error")
        return status, headers, content


def _emulator_error(call: calls.Call, code: str, message: str) -> Answer:
    """A gap or a bug of the emulator. Never a 5xx: clients would repeat the call for minutes and hide the reason."""
    status, headers, content = faults.error(call.protocol, 400, code, message)
    return status, list(headers.items()), content


def error_code(answer: Answer) -> str:
    """The service's error code in an answer, or ``OK``."""
    status, headers, body = answer
    if status < 400:
        return "OK"
    named = next((value for key, value in headers if key.lower() == "x-amzn-errortype"), "")
    if named:
        return named.split(":")[0].split("#")[-1]
    match = ERROR_CODE.search(body)
    return (match[1] or match[2]).decode() if match else str(status)


def _send(start_response: Callable[..., Any], answer: Answer) -> list[bytes]:
    status, headers, content = answer
    kept = [(key, value) for key, value in headers if key.lower() not in ("content-length", "status")]
    start_response(f"{status} -", [*kept, ("Content-Length", str(len(content)))])
    return [content]


def _drop_connection(environ: dict[str, Any]) -> None:
    """End the TCP connection without a byte of answer; the server takes the error as a client that went away."""
    connection: socket.socket = environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionResetError("answer lost on purpose")

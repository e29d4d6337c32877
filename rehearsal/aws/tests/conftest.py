"""The server, started once for all tests, and a fresh account for each."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[3]
TRANSITION = 0.05


class Server:
    """The running server: where it is, its own endpoints, and clients for its AWS APIs."""

    def __init__(self, ready: dict[str, str]) -> None:
        self.ready = ready
        self.url = ready["url"]
        self._clients: dict[tuple[str, str, int, str], Any] = {}

    def control(self, path: str, body: Any = None) -> Any:
        """GET, or POST with a body; the answered document, also that of a refusal."""
        data = None if body is None else json.dumps(body).encode()
        try:
            with urllib.request.urlopen(f"{self.url}/_rehearsal/{path}", data=data, timeout=10) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as refusal:
            return json.loads(refusal.read())

    def client(self, service: str, key: str = "AKIAREHEARSALEXAMPLE", attempts: int = 1, region: str = "eu-west-1") -> Any:
        """A boto3 client that does not repeat calls unless asked to; made once, since that is slow."""
        wanted = (service, key, attempts, region)
        if wanted not in self._clients:
            self._clients[wanted] = self._make_client(*wanted)
        return self._clients[wanted]

    def _make_client(self, service: str, key: str, attempts: int, region: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=region,
            aws_access_key_id=key,
            aws_secret_access_key="secret",
            config=Config(retries={"total_max_attempts": attempts, "mode": "standard"}),
        )

    def calls(self) -> list[dict[str, Any]]:
        """The log so far."""
        return [json.loads(line) for line in Path(self.ready["log"]).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the session; closing its standard input ends it."""
    folder = tmp_path_factory.mktemp("aws")
    settings = folder / "settings.json"
    settings.write_text(json.dumps({"transitionSeconds": TRANSITION, "addonFailureSeconds": 0.5}))
    process = subprocess.Popen(
        [sys.executable, "-m", "rehearsal.aws", "--settings", str(settings), "--folder", str(folder)],
        cwd=ROOT,
        env={**os.environ, "MOTO_IAM_LOAD_MANAGED_POLICIES": "false"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin and process.stdout
    yield Server(json.loads(process.stdout.readline()))
    process.stdin.close()
    assert process.wait(timeout=5) == 0


@pytest.fixture
def server(running: Server) -> Server:
    """The server with nothing in its account and no faults."""
    running.control("reset", {})
    running.control(
        "settings",
        {"transitionSeconds": TRANSITION, "addonGate": "", "serviceAccountKeys": "", "endpoint": "", "certificateAuthority": ""},
    )
    return running


@pytest.fixture
def refusal() -> Callable[..., tuple[str, str]]:
    """A function that makes a call and returns code and message of its refusal."""
    from botocore.exceptions import ClientError

    def refuse(call: Callable[..., Any], **parameters: Any) -> tuple[str, str]:
        with pytest.raises(ClientError) as caught:
            call(**parameters)
        error = caught.value.response["Error"]
        return error["Code"], error["Message"]

    return refuse

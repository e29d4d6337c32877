"""Start AWS on loopback: ``python -m rehearsal.aws [--port N] [--settings file.json] [--folder dir]``.

Prints one line of JSON when it is ready: ``url`` (every AWS API and ``/_rehearsal/``), ``issuerBase`` and ``issuerCa``
(where the OIDC issuers' documents are, and their certificate authority), ``log``, ``account``, ``region``. Ends on SIGTERM, SIGINT, or when
its standard input is closed, so that it never outlives the process that started it.
"""

import argparse
import json
import logging
import os
import signal
import sys
import tempfile
import threading
from pathlib import Path

os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
os.environ.setdefault("AWS_ACCESS_KEY_ID", "moto")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "moto")

from werkzeug.serving import make_server

from . import ec2_catalogue, ec2_dependencies, ec2_images, ec2_launch, ec2_network, iam, kms, oidc, settings, web_identity
from .application import Application
from .eks import api
from .inventory import INVENTORY


def main() -> None:
    """Install the additions, start both listeners and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m rehearsal.aws", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; a free one by default")
    parser.add_argument("--settings", help="JSON file with settings, see settings.py")
    parser.add_argument("--folder", help="where the log and the certificate authority go; a temporary folder by default")
    arguments = parser.parse_args()
    folder = Path(arguments.folder or tempfile.mkdtemp(prefix="rehearsal-aws-"))
    folder.mkdir(parents=True, exist_ok=True)
    settings.load(arguments.settings)
    settings.SETTINGS.log = settings.SETTINGS.log or str(folder / "calls.jsonl")
    for addition in (api, ec2_catalogue, ec2_dependencies, ec2_images, ec2_launch, ec2_network, iam, kms, web_identity):
        addition.install()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    issuers = oidc.start(folder)
    INVENTORY.start()
    server = make_server("127.0.0.1", arguments.port, Application(), threaded=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    ready = {
        "url": f"http://127.0.0.1:{server.server_port}",
        "issuerBase": issuers,
        "issuerCa": str(folder / "oidc-ca.pem"),
        "log": settings.SETTINGS.log,
        "account": settings.SETTINGS.account,
        "region": settings.SETTINGS.region,
    }
    print(json.dumps(ready), flush=True)
    server.serve_forever()


def _end_with_parent() -> None:
    """Wait for the end of standard input, which comes when the parent closes it or dies."""
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()

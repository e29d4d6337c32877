"""The clusters' OIDC issuers: their documents behind https on loopback, with a certificate authority made at the start.

An issuer is named as on AWS, ``https://oidc.eks.<region>.amazonaws.com/id/<id>``, and its documents are served at
``https://127.0.0.1:<port>/id/<id>/``, with a certificate for both hosts. A name with a port would not do: IAM answers a
provider's URL without its scheme, and Terraform's AWS provider (5.100, ``suppressOpenIDURL``) takes ``host:port/path`` for
another URL and wants to replace the provider in every plan. Unlike AWS's, the id follows from the cluster's name, so that
an API server can be given its issuer before the cluster is created.
"""

import datetime
import hashlib
import ipaddress
import json
import ssl
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from . import keys
from .settings import SETTINGS


class _State:
    certificate = b""


def issuer_url(account: str, region: str, cluster: str) -> str:
    """The issuer of the cluster of that name."""
    identifier = hashlib.sha256(f"{account}/{region}/{cluster}".encode()).hexdigest()[:32].upper()
    return f"https://{_host(region)}/id/{identifier}"


def _host(region: str) -> str:
    return f"oidc.eks.{region}.amazonaws.com"


def authority_certificate() -> bytes:
    """The authority's certificate, as PEM."""
    return _State.certificate


def start(folder: Path) -> str:
    """Start the listener, write the authority's certificate to ``folder`` and return the base URL of the issuers' documents."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    authority, leaf = _make_certificates()
    _State.certificate = authority
    (folder / "oidc-ca.pem").write_bytes(authority)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.NamedTemporaryFile(suffix=".pem") as chain:
        chain.write(leaf)
        chain.flush()
        context.load_cert_chain(chain.name)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"https://127.0.0.1:{server.server_port}"


class _Handler(BaseHTTPRequestHandler):
    """Answers the two documents of an issuer, for every id."""

    def do_GET(self) -> None:
        """The discovery document or the key set."""
        issuer, _, document = self.path.partition("/.well-known/")
        if document == "openid-configuration":
            url = f"https://{_host(SETTINGS.region)}{issuer}"
            self._send(
                {
                    "issuer": url,
                    "jwks_uri": f"{url}/keys",
                    "authorization_endpoint": "urn:kubernetes:programmatic_authorization",
                    "response_types_supported": ["id_token"],
                    "subject_types_supported": ["public"],
                    "claims_supported": ["sub", "iss"],
                    "id_token_signing_alg_values_supported": ["RS256", "ES256"],
                }
            )
        elif self.path.startswith("/id/") and self.path.endswith("/keys"):
            self._send({"keys": keys.load(SETTINGS.service_account_keys)})
        else:
            self.send_error(404)

    def _send(self, document: dict[str, object]) -> None:
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the log of calls is about AWS's APIs."""


def _make_certificates() -> tuple[bytes, bytes]:
    """An authority's certificate, and key and certificate of the listener."""
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "AWS rehearsal")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName(_host(SETTINGS.region))])
    identifier = x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key())

    def certificate(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(authority_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(minutes=5))
            .not_valid_after(now + datetime.timedelta(days=30))
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        )

    authority = (
        certificate(authority_name, authority_key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(identifier, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    leaf = (
        certificate(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]), key.public_key())
        .add_extension(names, critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    pem = serialization.Encoding.PEM
    return authority.public_bytes(pem), private + leaf.public_bytes(pem)

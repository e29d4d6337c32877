"""Public keys that tokens are verified with: read from PEM or JWKS, shown as JWKS, and used to check a signature."""

import base64
import hashlib
import json
import ssl
import urllib.request
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

Key = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
Jwk = dict[str, Any]


def load(source: str) -> list[Jwk]:
    """The keys in a file or behind a URL, as JWKs; none when no source is set.

    A URL is read without checking its certificate: it is the rehearsal's own API server on loopback.
    """
    if not source:
        return []
    if source.startswith(("http://", "https://")):
        context = ssl._create_unverified_context() if source.startswith("https://") else None
        with urllib.request.urlopen(source, timeout=5, context=context) as answer:
            text = answer.read()
    else:
        text = Path(source).read_bytes()
    if text.lstrip().startswith(b"{"):
        return json.loads(text)["keys"]
    blocks = [b"-----BEGIN " + block for block in text.split(b"-----BEGIN ")[1:]]
    return [to_jwk(_read(block)) for block in blocks]


def _read(block: bytes) -> Key:
    if b"CERTIFICATE" in block:
        key: Any = x509.load_pem_x509_certificate(block).public_key()
    elif b"PRIVATE KEY" in block:
        key = serialization.load_pem_private_key(block, None).public_key()
    else:
        key = serialization.load_pem_public_key(block)
    return key


def to_jwk(key: Key) -> Jwk:
    """A key as the API server publishes it; its ``kid`` is the hash of the DER form, as in Kubernetes."""
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    common = {"use": "sig", "kid": encode(hashlib.sha256(der).digest())}
    if isinstance(key, rsa.RSAPublicKey):
        numbers = key.public_numbers()
        return {**common, "kty": "RSA", "alg": "RS256", "n": _encode_int(numbers.n), "e": _encode_int(numbers.e)}
    point = key.public_numbers()
    return {**common, "kty": "EC", "alg": "ES256", "crv": "P-256", "x": _encode_int(point.x, 32), "y": _encode_int(point.y, 32)}


def verify(jwk: Jwk, signed: bytes, signature: bytes) -> bool:
    """Whether the signature over ``signed`` was made with the key (RS256 or ES256)."""
    try:
        if jwk["kty"] == "RSA":
            public = rsa.RSAPublicNumbers(_decode_int(jwk["e"]), _decode_int(jwk["n"])).public_key()
            public.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            point = ec.EllipticCurvePublicNumbers(_decode_int(jwk["x"]), _decode_int(jwk["y"]), ec.SECP256R1())
            parts = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
            point.public_key().verify(encode_dss_signature(*parts), signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def encode(raw: bytes) -> str:
    """Base64url without padding, as in JOSE."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The inverse of ``encode``."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _encode_int(value: int, size: int | None = None) -> str:
    return encode(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))


def _decode_int(text: str) -> int:
    return int.from_bytes(decode(text), "big")

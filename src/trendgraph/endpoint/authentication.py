"""The ``Authorization`` header: bearer, basic, or the answer to a digest challenge (RFC 7616)."""

from __future__ import annotations

import hashlib
import secrets
import threading
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import parse_http_list, parse_keqv_list

from trendgraph.endpoint.struct import Credentials, EndpointError

__all__ = ["Authentication", "credentials_from"]

_HASHES = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}


def credentials_from(environment: Mapping[str, str]) -> Credentials | None:
    """Gives the credentials for a remote store that environment variables hold, or None.

    >>> credentials_from({"TRENDGRAPH_STORE_USER": "ann", "TRENDGRAPH_STORE_PASSWORD": "secret"})
    Credentials(user='ann')
    """
    user, password, token = (environment.get(f"TRENDGRAPH_STORE_{name}", "") for name in ("USER", "PASSWORD", "TOKEN"))
    return Credentials(user, password, token) if user or token else None


class Authentication:
    """Makes the header for each request; remembers the server's challenge, so that later bodies are sent once."""

    def __init__(self, credentials: Credentials | None) -> None:
        self._credentials = credentials
        self._lock = threading.Lock()
        self._challenge: dict[str, str] | None = None
        self._count = 0
        self._unasked = False

    def header(self, method: str, url: str) -> str | None:
        """Gives the value of ``Authorization`` for a request, or None."""
        known = self._credentials
        if known is None or self._unasked:
            return None
        if known.token:
            return f"Bearer {known.token}"
        with self._lock:
            if self._challenge is not None:
                self._count += 1
                return _digest(known, self._challenge, self._count, method, url)
        return "Basic " + b64encode(f"{known.user}:{known.password}".encode()).decode()

    def challenged(self, offered: str) -> bool:
        """Takes note of a 401's ``WWW-Authenticate``; says whether to ask again.

        A server that was offered basic credentials and names no other way (Virtuoso) is asked once with none, and then
        says what it wants.
        """
        known = self._credentials
        if known is None or known.token:
            return False
        found = offered.casefold().find("digest ")
        if found < 0:
            self._unasked = not (self._unasked or offered)
            return self._unasked
        self._unasked = False
        pairs = parse_http_list(offered[found + len("digest ") :])
        challenge = parse_keqv_list([pair for pair in pairs if "=" in pair])
        if "nonce" not in challenge:
            return False
        with self._lock:
            self._challenge = challenge
            self._count = 0
        return True

    def clean(self, text: str) -> str:
        """Gives a text without the secrets."""
        for secret in self._credentials.secrets if self._credentials else ():
            text = text.replace(secret, "…")
        return text


def _digest(known: Credentials, challenge: Mapping[str, str], count: int, method: str, url: str) -> str:
    algorithm = challenge.get("algorithm", "MD5").upper()
    name = _HASHES.get(algorithm)
    if name is None:
        raise EndpointError(f"digest authentication with {algorithm} is not known here", code="endpoint.credentials")

    def hashed(text: str) -> str:
        return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()

    split = urlsplit(url)
    path = (split.path or "/") + (f"?{split.query}" if split.query else "")
    nonce, realm = challenge["nonce"], challenge.get("realm", "")
    secret, asked = hashed(f"{known.user}:{realm}:{known.password}"), hashed(f"{method}:{path}")
    parts = {"username": known.user, "realm": realm, "nonce": nonce, "uri": path}
    if "auth" in [word.strip() for word in challenge.get("qop", "").split(",")]:
        fresh, number = secrets.token_hex(8), f"{count:08x}"
        parts["response"] = hashed(f"{secret}:{nonce}:{number}:{fresh}:auth:{asked}")
        plain = f", qop=auth, nc={number}, algorithm={algorithm}"
        parts["cnonce"] = fresh
    else:
        parts["response"] = hashed(f"{secret}:{nonce}:{asked}")
        plain = f", algorithm={algorithm}"
    if "opaque" in challenge:
        parts["opaque"] = challenge["opaque"]
    quoted = (f'{key}="' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for key, value in parts.items())
    return "Digest " + ", ".join(quoted) + plain

"""Who asks: from the environment, a file of the user's, or the system's keyring; never from the command line.

The file is ``trendgraph/credentials.toml`` in the user's folder for configuration (``TRENDGRAPH_CREDENTIALS`` names
another); each table is a host, with or without port, and holds ``user`` and ``password``, or ``token``.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from trendgraph.endpoint import Credentials, credentials_from
from trendgraph.errors import LoadError

__all__ = ["find_credentials"]

_KEYS = frozenset({"user", "password", "token"})


def find_credentials(address: str, environment: Mapping[str, str]) -> Credentials | None:
    """Gives the credentials for an address, or None where nobody has left any.

    Raises:
        LoadError: the file is not readable for its owner alone, or is not in the form it should have.
    """
    return credentials_from(environment) or _from_file(address, environment) or _from_keyring(address, environment)


def _hosts(address: str) -> tuple[str, ...]:
    split = urlsplit(address)
    host = split.hostname or ""
    return (f"{host}:{split.port}", host) if split.port else (host,)


def _from_file(address: str, environment: Mapping[str, str]) -> Credentials | None:
    named = environment.get("TRENDGRAPH_CREDENTIALS")
    home = environment.get("XDG_CONFIG_HOME") or str(Path(environment.get("HOME", "")) / ".config")
    path = Path(named) if named else Path(home) / "trendgraph" / "credentials.toml"
    if not path.is_file():
        if named:
            raise LoadError("there is no such file", code="load.credentials", where=str(path))
        return None
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise LoadError(
            "others can read this file, and passwords stand in it",
            code="load.credentials",
            where=str(path),
            hint=f"chmod 600 {path}",
        )
    tables = _tables(path)
    for host in _hosts(address):
        if host in tables:
            table = tables[host]
            if not isinstance(table, dict) or not table or any(not isinstance(value, str) for value in table.values()):
                raise _malformed(path, host)
            if set(table) - _KEYS:
                raise _malformed(path, host)
            return Credentials(table.get("user", ""), table.get("password", ""), table.get("token", ""))
    return None


def _tables(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        # Without the parser's own words and without a chain: both show a piece of the file.
        raise LoadError("this is not TOML", code="load.credentials", where=str(path)) from None


def _malformed(path: Path, host: str) -> LoadError:
    return LoadError(
        "a table holds `user` and `password`, or `token`, all of them texts",
        code="load.credentials",
        where=f"{path}, [{host!r}]",
    )


def _from_keyring(address: str, environment: Mapping[str, str]) -> Credentials | None:
    """Asks the keyring, if one is installed, for the service ``trendgraph:HOST``."""
    if environment.get("TRENDGRAPH_NO_KEYRING"):
        return None
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    for host in _hosts(address):
        try:
            found = keyring.get_credential(f"trendgraph:{host}", None)
        except KeyringError:
            return None
        if found:
            return Credentials(found.username, found.password)
    return None

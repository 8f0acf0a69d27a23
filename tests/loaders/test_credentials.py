"""Who asks: where it is looked for, and that it is never shown."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from tests.servers.rdf import start_fuseki

from trendgraph.cli import main
from trendgraph.endpoint import Credentials
from trendgraph.errors import LoadError
from trendgraph.loaders import find_credentials

ADDRESS = "https://db.example.org:8443/sparql"
SECRET = "kept-for-nobody"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "TRENDGRAPH_NO_KEYRING": "1"}


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / ".config" / "trendgraph" / "credentials.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_nobody_left_any(environment: dict[str, str]) -> None:
    assert find_credentials(ADDRESS, environment) is None


def test_the_environment_comes_first(environment: dict[str, str], tmp_path: Path) -> None:
    written(tmp_path, '["db.example.org"]\nuser = "file"\npassword = "x"\n')
    environment |= {"TRENDGRAPH_STORE_USER": "ann", "TRENDGRAPH_STORE_PASSWORD": SECRET}
    assert find_credentials(ADDRESS, environment) == Credentials("ann", SECRET)


@pytest.mark.parametrize("host", ["db.example.org", "db.example.org:8443"])
def test_then_the_users_file_by_host(environment: dict[str, str], tmp_path: Path, host: str) -> None:
    written(tmp_path, f'["{host}"]\nuser = "ann"\npassword = "{SECRET}"\n["other.example.org"]\ntoken = "t"\n')
    assert find_credentials(ADDRESS, environment) == Credentials("ann", SECRET)
    assert find_credentials("https://other.example.org/", environment) == Credentials(token="t")
    assert find_credentials("https://third.example.org/", environment) is None


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        (f'["h"]\npassword = "{SECRET}"\n', 0o644, "others can read this file"),
        (f'["db.example.org"]\npassword = "{SECRET}', 0o600, "this is not TOML"),
        (f'["db.example.org"]\npassphrase = "{SECRET}"\n', 0o600, "a table holds"),
        (f'"db.example.org" = "{SECRET}"\n', 0o600, "a table holds"),
    ],
)
def test_a_bad_file_is_refused_without_showing_it(
    environment: dict[str, str], tmp_path: Path, text: str, mode: int, words: str
) -> None:
    written(tmp_path, text, mode)
    with pytest.raises(LoadError, match=words) as caught:
        find_credentials(ADDRESS, environment)
    assert SECRET not in str(caught.value)
    assert SECRET not in json.dumps(caught.value.envelope())
    assert caught.value.__cause__ is None


def test_the_keyring_is_asked_last(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    import sys
    from types import ModuleType, SimpleNamespace

    ring, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})  # type: ignore[attr-defined]
    kept = {"trendgraph:db.example.org": SimpleNamespace(username="ann", password=SECRET)}
    ring.get_credential = lambda service, _user: kept.get(service)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    del environment["TRENDGRAPH_NO_KEYRING"]
    assert find_credentials(ADDRESS, environment) == Credentials("ann", SECRET)


def test_a_password_in_the_address_is_refused_and_not_echoed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for target in (f"oxigraph:http://ann:{SECRET}@127.0.0.1:1", f"http://ann:{SECRET}@127.0.0.1:1/sparql"):
        with pytest.raises(SystemExit) as exited:
            main(["load", target, "--json"])
        assert exited.value.code == 2
        shown = capsys.readouterr()
        assert SECRET not in shown.out + shown.err
        assert "endpoint.credentials" in shown.out


@pytest.mark.servers
def test_a_password_is_in_no_error_and_no_log(
    tmp_path: Path,
    here: Path,
    tiny_data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    from trendgraph.pipeline import BuildConfig, build

    build(BuildConfig(data=tiny_data, out=here / "store", check=False))
    caplog.set_level(logging.DEBUG)
    server = start_fuseki(tmp_path / "fuseki", login=("ada", SECRET))
    monkeypatch.setenv("TRENDGRAPH_STORE_USER", "ada")
    try:
        for password, status in ((f"wrong-{SECRET}", 2), (SECRET, 0)):
            monkeypatch.setenv("TRENDGRAPH_STORE_PASSWORD", password)
            with pytest.raises(SystemExit) as exited:
                main(["load", server.target, "--store", "store"])
            shown = capsys.readouterr()
            assert exited.value.code == status, shown.err
            assert SECRET not in shown.out + shown.err + caplog.text
        assert "read back and compared" in shown.out
    finally:
        server.stop()

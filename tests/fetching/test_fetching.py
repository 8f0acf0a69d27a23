"""Fetching from a local server with faults: whole or not at all, and from no private address unasked."""

from __future__ import annotations

import hashlib
import json
import os
import socket
from pathlib import Path

import pytest
from tests.fetching.server import CONTENT, Manners, serving

from trendgraph.cli import main
from trendgraph.errors import FetchError, SourceError
from trendgraph.fetching import Limits, cache_folder, connection, downloads_of, fetch_file, fetch_files
from trendgraph.sources import READERS

SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Waits(list[float]):
    """Records how long would have been waited."""

    def limits(self, **given: object) -> Limits:
        return Limits(**{"allow_private": True, "wait": self.append, "timeout": 5.0, **given})


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_put_in_place_whole(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    with serving(Manners()) as url:
        limits = Waits().limits(on_progress=lambda have, total: seen.append((have, total)))
        found = fetch_file(url, tmp_path / "a", sha256=SHA256.upper(), limits=limits)
    assert (tmp_path / "a").read_bytes() == CONTENT
    assert (found.size, found.sha256, found.already) == (len(CONTENT), SHA256, False)
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert left(tmp_path) == ["a"]


def test_a_file_that_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(CONTENT)
    assert fetch_file("http://127.0.0.1:9/", tmp_path / "a", sha256=SHA256).already


def test_a_busy_server_is_asked_again_and_waited_for(tmp_path: Path) -> None:
    waits, manners = Waits(), Manners(["503", "503 7", "429 9999", "whole"])
    with serving(manners) as url:
        fetch_file(url, tmp_path / "a", limits=waits.limits())
    assert waits == [1.0, 7.0, 60.0]
    assert len(manners.asked) == 4


def test_a_server_that_stays_busy_is_given_up(tmp_path: Path) -> None:
    waits = Waits()
    with (
        serving(Manners(["503"])) as url,
        pytest.raises(FetchError, match="3 attempts: the server answered 503") as caught,
    ):
        fetch_file(url, tmp_path / "a", limits=waits.limits(attempts=3))
    assert caught.value.code == "fetch.unreachable"
    assert waits == [1.0, 2.0]
    assert left(tmp_path) == []


def test_a_cut_connection_is_resumed_where_it_was_cut(tmp_path: Path) -> None:
    manners = Manners(["cut", "cut", "whole"])
    with serving(manners) as url:
        fetch_file(url, tmp_path / "a", sha256=SHA256, limits=Waits().limits())
    half = len(CONTENT) // 2
    assert [asked.get("range") for asked in manners.asked] == [None, f"bytes={half}-", f"bytes={half + half // 2}-"]
    assert (tmp_path / "a").read_bytes() == CONTENT
    assert left(tmp_path) == ["a"]


def test_a_later_call_goes_on_too(tmp_path: Path) -> None:
    manners = Manners(["cut", "whole"])
    with serving(manners) as url:
        with pytest.raises(FetchError, match="cut after 524,288 of 1,048,576 bytes"):
            fetch_file(url, tmp_path / "a", limits=Waits().limits(attempts=1))
        assert left(tmp_path) == [".a.part", ".a.part.tag"]
        assert fetch_file(url, tmp_path / "a", limits=Waits().limits()).resumed == len(CONTENT) // 2
    assert (tmp_path / "a").read_bytes() == CONTENT


def test_a_file_that_has_changed_is_begun_anew(tmp_path: Path) -> None:
    manners = Manners(["cut", "whole"])
    with serving(manners) as url:
        with pytest.raises(FetchError):
            fetch_file(url, tmp_path / "a", limits=Waits().limits(attempts=1))
        manners.etag, manners.content = '"two"', b"new"
        fetch_file(url, tmp_path / "a", limits=Waits().limits())
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize("etag", ["", 'W/"weak"'])
def test_without_a_strong_validator_nothing_is_pieced_together(tmp_path: Path, etag: str) -> None:
    manners = Manners(["cut", "whole"], etag=etag)
    with serving(manners) as url:
        fetch_file(url, tmp_path / "a", limits=Waits().limits())
    assert [asked.get("range") for asked in manners.asked] == [None, None]
    assert (tmp_path / "a").read_bytes() == CONTENT


def test_a_wrong_checksum_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with serving(Manners()) as url, pytest.raises(FetchError, match=f"its SHA-256 is {SHA256}") as caught:
        fetch_file(url, tmp_path / "a", sha256="0" * 64, limits=Waits().limits())
    assert caught.value.code == "fetch.checksum"
    assert (tmp_path / "a").read_bytes() == b"old"
    assert left(tmp_path) == ["a"]


@pytest.mark.parametrize("verb", ["whole", "unsized"])
def test_what_is_too_large_is_not_kept(tmp_path: Path, verb: str) -> None:
    with serving(Manners([verb])) as url, pytest.raises(FetchError, match="100,000 are allowed") as caught:
        fetch_file(url, tmp_path / "a", limits=Waits().limits(size=100_000))
    assert caught.value.code == "fetch.size"
    assert left(tmp_path) == []


def test_a_redirect_on_the_same_server_is_followed(tmp_path: Path) -> None:
    with serving(Manners(["redirect /other?a=b", "whole"])) as url:
        fetch_file(url, tmp_path / "a", sha256=SHA256, limits=Waits().limits())


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("http://127.0.0.2/secret", "fetch.private"),
        ("http://10.0.0.1/secret", "fetch.private"),
        ("http://169.254.169.254/latest/meta-data", "fetch.private"),
        ("http://[::1]/secret", "fetch.private"),
        ("http://[::ffff:192.168.0.1]/secret", "fetch.private"),
        ("http://2130706433/", "fetch.private"),
        ("file:///etc/passwd", "fetch.address"),
        ("http://user:word@127.0.0.1/", "fetch.address"),
        ("http://127.0.0.1:99999/", "fetch.address"),
    ],
)
def test_a_redirect_to_a_private_address_is_refused(tmp_path: Path, target: str, code: str) -> None:
    waits = Waits()
    with serving(Manners([f"redirect {target}"])) as url, pytest.raises(FetchError) as caught:
        fetch_file(url, tmp_path / "a", limits=waits.limits())
    assert caught.value.code == code
    assert (waits, left(tmp_path)) == ([], [])


def test_redirects_without_end_are_refused(tmp_path: Path) -> None:
    with serving(Manners(["redirect /again"])) as url, pytest.raises(FetchError, match="again and again"):
        fetch_file(url, tmp_path / "a", limits=Waits().limits())


def test_this_machine_is_private_unless_it_is_named(tmp_path: Path) -> None:
    with serving(Manners()) as url, pytest.raises(FetchError, match="no public address") as caught:
        fetch_file(url, tmp_path / "a", limits=Waits().limits(allow_private=False))
    assert caught.value.code == "fetch.private"


def test_a_name_is_resolved_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is looked at must not be private when it is used."""
    answers = [[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]]
    reached: list[object] = []

    def refuse(address: object, timeout: float) -> socket.socket:
        reached.append(address)
        raise OSError("no way")

    monkeypatch.setattr(connection.socket, "getaddrinfo", lambda *args, **given: answers.pop())
    monkeypatch.setattr(connection.socket, "create_connection", refuse)
    with pytest.raises(FetchError, match="no way"):
        fetch_file("http://rebinding.example/", tmp_path / "a", limits=Waits().limits(attempts=1))
    assert reached == [("93.184.216.34", 80)]


def test_other_answers_are_final(tmp_path: Path) -> None:
    waits = Waits()
    with serving(Manners(["404"])) as url, pytest.raises(FetchError, match="404") as caught:
        fetch_file(url, tmp_path / "a", limits=waits.limits())
    assert (caught.value.code, waits) == ("fetch.refused", [])


def test_a_disk_that_refuses_is_no_broken_connection(tmp_path: Path) -> None:
    (tmp_path / ".a.part").mkdir()
    waits = Waits()
    with serving(Manners()) as url, pytest.raises(FetchError, match="cannot write") as caught:
        fetch_file(url, tmp_path / "a", limits=waits.limits())
    assert (caught.value.code, waits) == ("fetch.write", [])


def test_known_addresses_are_of_readers_and_public_schemes(root: Path) -> None:
    known = {name: downloads_of(name) for name in READERS if name in ("models_dev", "vorplabs")}
    assert len(known["vorplabs"]) == 16
    assert all(item.url.startswith("https://") for items in known.values() for item in items)
    assert all(os.sep not in item.name for items in known.values() for item in items)


def test_where_no_address_is_known_the_page_is_named(tmp_path: Path) -> None:
    with pytest.raises(FetchError) as caught:
        fetch_files("fmti", tmp_path / "x")
    assert caught.value.code == "fetch.page"
    assert "https://crfm.stanford.edu/fmti/" in str(caught.value)
    assert not (tmp_path / "x").exists()
    with pytest.raises(SourceError, match="no reader"):
        fetch_files("fmt", tmp_path / "x", url="https://example.org/")


def test_one_checksum_is_not_that_of_sixteen_files(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="16 files"):
        fetch_files("vorplabs", tmp_path, sha256="0" * 64)


def test_the_cache_is_where_the_desktop_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache_folder() == Path("/somewhere/trendgraph")
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert cache_folder() == Path.home() / ".cache" / "trendgraph"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["fetch", "models_dev", "--to", str(tmp_path / "got"), "--allow-private", "--json"]
    with serving(Manners()) as url:
        with pytest.raises(SystemExit) as left_with:
            main([*arguments, "--url", url, "--sha256", SHA256])
        assert left_with.value.code == 0
        (found,) = json.loads(capsys.readouterr().out)
        assert found["path"] == str(tmp_path / "got" / "data.json")
        with pytest.raises(SystemExit) as left_with:
            main([*arguments, "--url", url, "--max-size", "1k", "--attempts", "1"])
    assert left_with.value.code == 2
    assert json.loads(capsys.readouterr().out)["code"] == "fetch.size"

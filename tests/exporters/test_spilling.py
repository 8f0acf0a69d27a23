"""What does not fit into memory goes to disk, and nobody can tell from the result."""

from __future__ import annotations

import errno
import gc
import hashlib
import os
import random
import tempfile
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.contract.test_exporters import WORLDS, store_of

from trendgraph.errors import ExportError
from trendgraph.exporters import FORMATS, MORE_RDF_FORMATS, export_graph, verify_export
from trendgraph.exporters import spilling as spilling_module
from trendgraph.exporters.spilling import Spill

LINES = [
    *(
        "b",
        "a",
        "",
        "a b",
        "a",
        "é",
        "a\x85b",
        "a\u2028",
        "😀",
        "\uffee",
        "key\x00z",
        "key\x00",
        "keys\x00a",
        "~",
        "x" * 200_000,
    ),
    *(f"line {number}" for number in range(300)),
]
SPILLING = [name for name in (*FORMATS, *MORE_RDF_FORMATS) if name != "jsonld-framed"]


@pytest.mark.parametrize("limit", [1, 100, 5_000, 10**9])
def test_sorted_lines_are_those_that_memory_would_give(limit: int, tmp_path: Path) -> None:
    lines = LINES * 2
    random.Random(limit).shuffle(lines)
    with Spill(tmp_path, limit) as spill:
        found = spill.sort(lines)
        assert list(found) == sorted(set(LINES))
        assert list(zip(found, found, strict=True)) == [(line, line) for line in sorted(set(LINES))], "read at once"
        assert len(found) == len(set(LINES))
        assert list(tmp_path.iterdir()) == [], "the files have no names"


@pytest.mark.parametrize("limit", [1, 5_000, 10**9])
def test_kept_text_is_given_back(limit: int) -> None:
    with Spill(None, limit) as spill:
        kept = spill.keep(f"{line}\r\n" for line in LINES)
        other = spill.keep(["", "other"])
        assert "".join(kept) == "".join(f"{line}\r\n" for line in LINES)
        assert "".join(other) == "other"


def test_files_are_closed(tmp_path: Path) -> None:
    with Spill(tmp_path, 1) as spill:
        sorted_lines = spill.sort(LINES)
        list(spill.keep(LINES))
    with pytest.raises(ValueError, match="closed file"):
        list(sorted_lines)
    gc.collect()  # a file left open would warn now


@pytest.mark.parametrize("world", ["world", "awkward", "lists", "vocabulary", "default graph", "nothing"])
@pytest.mark.parametrize("name", SPILLING)
def test_the_same_bytes_from_disk_as_from_memory(
    name: str, world: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(WORLDS[world]())
    in_memory = export_graph(store, tmp_path / "memory", name)
    monkeypatch.setattr(spilling_module, "LIMIT", 20_000)
    monkeypatch.setattr(spilling_module, "_WIDEST", 3)
    from_disk = export_graph(store, tmp_path / "disk", name)
    assert (tmp_path / "disk").read_bytes() == (tmp_path / "memory").read_bytes()
    assert (from_disk.digest, from_disk.statements) == (in_memory.digest, in_memory.statements)


def test_a_large_export_is_verified_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_graph(store_of(WORLDS["vocabulary"]()), tmp_path / "v.nq", manifest=True)
    monkeypatch.setattr(spilling_module, "LIMIT", 20_000)
    found = verify_export(tmp_path / "v.nq")
    assert found.problems == ()
    assert found.statements


def test_a_disk_that_fills_while_sorting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(spilling_module, "LIMIT", 1)
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(ExportError, match="No space left"):
        export_graph(store_of(WORLDS["world"]()), tmp_path / "x.nq")
    assert list(tmp_path.iterdir()) == []


def test_names_are_not_remembered_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_of(WORLDS["awkward"]())
    export_graph(store, tmp_path / "a.ttl")
    monkeypatch.setattr("trendgraph.exporters.names._MOST", 3)
    export_graph(store, tmp_path / "b.ttl")
    digests = {hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("a.ttl", "b.ttl")}
    assert len(digests) == 1
    assert list(ox.parse(path=str(tmp_path / "a.ttl")))

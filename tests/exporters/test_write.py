"""Whole or not at all: missing folders, full disks, interruptions, devices."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from trendgraph.errors import ExportError
from trendgraph.exporters import FORMATS, Selection, choose_format, export_graph, export_text, write_graph
from trendgraph.exporters import write as write_module

FULL = Path("/dev/full")


def selection_for(name: str) -> Selection:
    return Selection(entity="tgd:model/clip") if name == "jsonld-framed" else Selection()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        *(("g.ttl", "turtle"), ("g.trig", "trig"), ("g.nt", "ntriples"), ("g.nq", "nquads"), ("g.rdf", "rdfxml")),
        *(("g.owl", "rdfxml"), ("g.xml", "rdfxml"), ("g.jsonld", "jsonld"), ("clip.framed.jsonld", "jsonld-framed")),
        ("G.TTL", "turtle"),
    ],
)
def test_the_file_name_chooses_the_format(path, name):
    assert choose_format(path).name == name


@pytest.mark.parametrize(
    ("format", "name"), [("JSON-LD", "jsonld"), ("n-quads", "nquads"), (".ttl", "turtle"), ("RDF/XML", "rdfxml")]
)
def test_formats_go_by_what_people_call_them(format, name):
    assert choose_format("-", format).name == name


@pytest.mark.parametrize(
    ("path", "format", "nearest"),
    [("g.tll", None, ".ttl"), ("g.ttl", "turtel", "turtle"), ("-", None, None), ("graph", None, None)],
)
def test_an_unknown_format_names_the_nearest(world, tmp_path, path, format, nearest):
    target = "-" if path == "-" else tmp_path / path
    with pytest.raises(ExportError) as caught:
        export_graph(world, target, format)
    assert caught.value.code == "export.format"
    assert list(caught.value.suggestions[:1]) == ([nearest] if nearest else [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", FORMATS)
def test_file_stream_and_text_agree(world, tmp_path, name):
    chosen = selection_for(name)
    stream = io.BytesIO()
    to_stream = write_graph(world, stream, name, selection=chosen)
    to_file = export_graph(world, tmp_path / "x", name, selection=chosen)
    text = export_text(world, name, selection=chosen)
    assert (tmp_path / "x").read_bytes() == stream.getvalue() == text.encode()
    assert to_file.path == str(tmp_path / "x")
    assert (to_stream.path, to_stream.digest, to_stream.size_bytes) == ("-", to_file.digest, to_file.size_bytes)


def test_a_missing_folder(world, tmp_path):
    with pytest.raises(ExportError, match="does not exist") as caught:
        export_graph(world, tmp_path / "no" / "x.ttl")
    assert caught.value.code == "export.folder"
    assert "mkdir" in (caught.value.hint or "")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way(world, tmp_path):
    (tmp_path / "x.ttl").mkdir()
    with pytest.raises(ExportError) as caught:
        export_graph(world, tmp_path / "x.ttl")
    assert caught.value.code == "export.folder"


def no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_disk_at_the_end_leaves_the_old_file(world, tmp_path, monkeypatch, name):
    (tmp_path / "x").write_text("before")
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(ExportError, match="No space left") as caught:
        export_graph(world, tmp_path / "x", name, selection=selection_for(name))
    assert caught.value.code == "export.write"
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_text() == "before"


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_in_the_middle_leaves_the_old_file(world, tmp_path, monkeypatch, failure):
    (tmp_path / "x.nq").write_text("before")

    def broken(pieces):
        yield b"half a file"
        raise failure

    monkeypatch.setattr(write_module, "batches", broken)
    with pytest.raises(ExportError if isinstance(failure, OSError) else KeyboardInterrupt):
        export_graph(world, tmp_path / "x.nq")
    assert [path.name for path in tmp_path.iterdir()] == ["x.nq"]
    assert (tmp_path / "x.nq").read_text() == "before"


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_device_is_an_error_and_stays_a_device(world, tmp_path):
    link = tmp_path / "full.nq"
    link.symlink_to(FULL)
    for target in (FULL, link):
        with pytest.raises(ExportError, match="No space left") as caught:
            export_graph(world, target, "nquads")
        assert caught.value.code == "export.write"
    assert stat.S_ISCHR(FULL.stat().st_mode)


def test_a_pipe_is_written_to_and_stays_a_pipe(world, tmp_path):
    pipe = tmp_path / "pipe.nq"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    export_graph(world, pipe)
    reader.join(timeout=30)
    assert read == [export_text(world, "nquads").encode()]
    assert pipe.is_fifo()


def test_a_link_stays_and_its_file_is_replaced(world, tmp_path):
    (tmp_path / "real.nq").write_text("before")
    (tmp_path / "link.nq").symlink_to("real.nq")
    export_graph(world, tmp_path / "link.nq")
    assert (tmp_path / "link.nq").is_symlink()
    assert (tmp_path / "real.nq").read_text() == export_text(world, "nquads")


class Output:
    """A standard output whose bytes can be looked at, or that fails."""

    def __init__(self, failure: OSError | None = None) -> None:
        self.buffer = self
        self.written = b""
        self.failure = failure

    def write(self, text: bytes) -> int:
        if self.failure:
            raise self.failure
        self.written += text
        return len(text)

    def flush(self) -> None:
        pass


def test_standard_output(world, monkeypatch):
    output = Output()
    monkeypatch.setattr(sys, "stdout", output)
    result = export_graph(world, "-", "turtle")
    assert output.written == export_text(world, "turtle").encode()
    assert result.size_bytes == len(output.written)


def test_a_full_standard_output_is_an_error_and_a_closed_one_is_not(world, monkeypatch):
    monkeypatch.setattr(sys, "stdout", Output(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(ExportError, match="standard output: cannot write: No space left"):
        export_graph(world, "-", "turtle")
    monkeypatch.setattr(sys, "stdout", Output(BrokenPipeError()))
    with pytest.raises(BrokenPipeError):
        export_graph(world, "-", "turtle")


def test_an_export_changes_nothing_in_the_store(world, tmp_path):
    before = sorted(map(str, world.quads()))
    for name in FORMATS:
        export_graph(world, tmp_path / "x", name, selection=selection_for(name))
    assert sorted(map(str, world.quads())) == before

"""Killed at seeded moments, a build and exports leave the old thing or the new one, never half of one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from trendgraph.errors import ExportError
from trendgraph.exporters import export_graph, read_quads
from trendgraph.pipeline import BuildConfig, build
from trendgraph.store import open_store

TARGETS = {"g.nq": None, "g.ttl.gz": None, "g.graphml": None, "g.sqlite": None, "neo4j": "neo4j-csv"}
EXPORT = f"""
from trendgraph.exporters import export_graph, read_quads
from trendgraph.store import open_store
target, *graphs = map(Path, sys.argv[1:])
stores = []
for name in graphs:
    store = open_store()
    store.add(read_quads(name))
    stores.append(store)

def work():
    for store in cycle(stores):
        for name, form in {TARGETS!r}.items():
            export_graph(store, target / name, form)
"""
BUILD = """
from trendgraph.pipeline import BuildConfig, build
out, *data = map(Path, sys.argv[1:])

def work():
    for folder in cycle(data):
        build(BuildConfig(data=folder, out=out, check=False))
"""
# All is loaded once; each process that is to be killed is a copy of that one.
BEFORE = """
import os
import sys
from itertools import cycle
from pathlib import Path
"""
AFTER = """
for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        work()
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def killed(code: str, moments: list[float], *arguments: object) -> Iterator[None]:
    """Starts the work again and again, kills it after so many seconds, and hands over each time."""
    command = [sys.executable, "-c", BEFORE + code + AFTER, *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for seconds in moments:
            running.stdin.write(b"go\n")
            running.stdin.flush()
            child = int(running.stdout.readline())
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
            assert running.stdout.readline() == b"%d\n" % -signal.SIGKILL, "it stopped by itself"
            yield


def content(path: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted(path.iterdir())] if path.is_dir() else [path.read_bytes()]


@pytest.fixture(scope="module")
def worlds(tiny_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders of curated data that differ, and beside each its graph."""
    folder = tmp_path_factory.mktemp("worlds")
    shutil.copytree(tiny_data, folder / "a")
    shutil.copytree(tiny_data, folder / "b")
    file = sorted((folder / "b" / "models").glob("*.yaml"))[0]
    text = file.read_text(encoding="utf-8")
    assert "\nlabel: " in text
    file.write_text(text.replace("\nlabel: ", "\nlabel: Other ", 1), encoding="utf-8")
    for name in ("a", "b"):
        export_graph(build(BuildConfig(data=folder / name, check=False)).store, folder / f"{name}.nq")
    assert (folder / "a.nq").read_bytes() != (folder / "b.nq").read_bytes()
    return [folder / "a", folder / "b"]


def test_exports_killed_at_twenty_moments(worlds: list[Path], tmp_path: Path) -> None:
    graphs = [path.with_suffix(".nq") for path in worlds]
    known: dict[str, list[list[bytes]]] = {name: [] for name in TARGETS}
    for number, world in enumerate(worlds):
        store = build(BuildConfig(data=world, check=False)).store
        (tmp_path / f"known{number}").mkdir()
        for name, form in TARGETS.items():
            export_graph(store, tmp_path / f"known{number}" / name, form)
            known[name].append(content(tmp_path / f"known{number}" / name))
    target = tmp_path / "target"
    target.mkdir()
    chance = random.Random(7)
    for _ in killed(EXPORT, [chance.random() for _ in range(20)], target, *graphs):
        for name, either in known.items():
            assert not (target / name).exists() or content(target / name) in either, name
        assert {path.name for path in target.iterdir() if not path.name.startswith(".")} <= TARGETS.keys()
    assert (target / "g.nq").exists(), "nothing was ever written"
    store = open_store()
    store.add(read_quads(graphs[0]))
    for name, form in TARGETS.items():
        export_graph(store, target / name, form)
    assert {path.name for path in target.iterdir()} == TARGETS.keys(), "what was left over goes with the next writing"


def test_builds_killed_at_twenty_moments(worlds: list[Path], tmp_path: Path) -> None:
    out, copy = tmp_path / "store", tmp_path / "copy.nq"
    build(BuildConfig(data=worlds[0], out=out, check=False))
    known = {path.with_suffix(".nq").read_bytes() for path in worlds}
    chance = random.Random(11)
    for _ in killed(BUILD, [chance.random() * 1.5 for _ in range(20)], out, *worlds):
        export_graph(open_store(out, read_only=True), copy)
        assert copy.read_bytes() in known
    build(BuildConfig(data=worlds[0], out=out, check=False))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.nq", "store"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_disk_that_is_full(worlds: list[Path], tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", str(small)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody mount a small disk")
    try:
        store = build(BuildConfig(data=worlds[0], check=False)).store
        for name, form in {**TARGETS, "g.duckdb": None, "tables": "parquet"}.items():
            (small / "before").write_bytes(b"x" * 24_576)
            with pytest.raises(ExportError) as caught:
                export_graph(store, small / name, form)
            assert caught.value.code == "export.write", name
            assert [path.name for path in small.iterdir()] == ["before"], name
    finally:
        subprocess.run(["umount", str(small)], check=True)

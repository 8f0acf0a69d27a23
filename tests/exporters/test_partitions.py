"""A folder for bulk loaders: the same graph, in any order, the same bytes, whole or not at all."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.servers.rdf import start_fuseki, start_oxigraph

from trendgraph.endpoint import Address, Client, Remote
from trendgraph.errors import ExportError
from trendgraph.exporters import digest, read_quads, verify_export, write_partitions
from trendgraph.store import Store, open_store


def read_back(folder: Path, seed: int) -> Store:
    files = sorted(path for path in folder.iterdir() if ".nq" in path.name)
    random.Random(seed).shuffle(files)
    store = open_store()
    for file in files:
        store.add(read_quads(file))
    return store


@pytest.mark.parametrize("compression", ["none", "gz", "zst"])
def test_any_order_gives_the_same_graph(world: Store, tmp_path: Path, compression: str) -> None:
    named = open_store()
    named.add(quad for quad in world.quads() if isinstance(quad.graph_name, ox.NamedNode))
    result = write_partitions(named, tmp_path / "parts", compression=compression, lines=3)
    assert result.statements == len(named)
    for seed in range(3):
        assert digest(read_back(tmp_path / "parts", seed).quads()) == digest(named.quads())
    assert not verify_export(tmp_path / "parts").problems


def test_one_file_a_source_and_long_ones_in_parts(tiny: object, tmp_path: Path) -> None:
    store = tiny.store  # type: ignore[attr-defined]
    write_partitions(store, tmp_path / "parts", lines=100)
    names = {path.name for path in (tmp_path / "parts").iterdir()}
    assert {"source-tiny-report.nq", "asserted.nq", "entities.nq", "entities-00002.nq", "manifest.json"} <= names
    sizes = {path.name: len(path.read_text("utf-8").splitlines()) for path in (tmp_path / "parts").glob("*.nq")}
    assert sum(sizes.values()) == len(store)
    assert sizes["ontology.nq"] > 100, "blank nodes keep their graph in one file"
    assert max(size for name, size in sizes.items() if name != "ontology.nq") == 100


def test_the_same_bytes_whatever_the_hash_seed(tiny_data: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "trendgraph", "build", "--data", tiny_data, "--no-check", "--out", f"store{seed}",
             "--partitions", f"parts{seed}", "--compression", "gz"],
            cwd=tmp_path, env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin"}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "as N-Quads in" in done.stderr
    first, second = tmp_path / "parts1", tmp_path / "parts2"
    assert {p.name for p in first.iterdir()} == {p.name for p in second.iterdir()}
    assert all((second / path.name).read_bytes() == path.read_bytes() for path in first.iterdir())


def test_a_changed_file_is_found_and_foreign_folders_stay(tiny: object, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    write_partitions(tiny.store, folder)  # type: ignore[attr-defined]
    (folder / "asserted.nq").write_bytes(b"")
    assert verify_export(folder).problems
    write_partitions(tiny.store, folder)  # type: ignore[attr-defined]
    assert not verify_export(folder).problems
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(ExportError):
        write_partitions(tiny.store, tmp_path / "mine")  # type: ignore[attr-defined]
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"
    with pytest.raises(ExportError, match="brotli"):
        write_partitions(tiny.store, folder, compression="brotli")  # type: ignore[attr-defined]


@pytest.mark.servers
def test_bulk_loaders_make_the_same_graph_of_it(tiny: object, tmp_path: Path) -> None:
    """Oxigraph's own loader takes all files at once; Fuseki is sent them one by one over HTTP."""
    store = tiny.store  # type: ignore[attr-defined]
    write_partitions(store, tmp_path / "parts")
    files = sorted((tmp_path / "parts").glob("*.nq"))
    loader = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}")
    assert loader
    (tmp_path / "oxigraph").mkdir()
    place = tmp_path / "oxigraph" / "oxigraph"
    subprocess.run([loader, "load", "--location", place, "--file", *files], check=True, capture_output=True)
    for start in (start_oxigraph, start_fuseki):
        home = tmp_path / start.__name__.removeprefix("start_")
        home.mkdir(exist_ok=True)
        server = start(home)
        try:
            client = Client(Address(server.query, server.update, server.graphs))
            if start is start_fuseki:
                for file in files:
                    client.send_data(file.read_bytes(), "application/n-quads")
            assert digest(Remote(client)) == digest(store.quads())
        finally:
            server.stop()

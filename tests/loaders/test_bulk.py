"""A bulk loader brings the file of an export; ``load --since`` reads it back, and loads changes from then on."""

from __future__ import annotations

import configparser
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.loaders.test_load import client_of
from tests.servers.process import Server, need
from tests.servers.rdf import start_oxigraph, start_virtuoso

from trendgraph.cli import main
from trendgraph.namespaces import graph_iri
from trendgraph.pipeline import BuildConfig, build

pytestmark = pytest.mark.servers


def oxigraph(file: Path, folder: Path) -> Server:
    folder.mkdir()
    binary = str(Path(sys.executable).parent / "oxigraph")
    subprocess.run([binary, "load", "--location", folder / "oxigraph", "--file", file], check=True, capture_output=True)
    return start_oxigraph(folder)


def virtuoso(file: Path, folder: Path) -> Server:
    need(shutil.which("isql-vt") is not None, "there is no isql-vt on the PATH: run tests/servers/install.sh")
    server = start_virtuoso(folder)
    settings = configparser.ConfigParser()
    settings.read(folder / "virtuoso.ini")
    shutil.copy(file, folder)
    sql = f"ld_dir('{folder}', '{file.name}', 'urn:unused'); rdf_loader_run(); checkpoint;"
    command = ["isql-vt", settings["Parameters"]["ServerPort"], "dba", "dba", f"exec={sql}"]
    subprocess.run(command, check=True, capture_output=True)
    return server


@pytest.mark.parametrize("bulk", [oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def test_what_a_bulk_loader_brought_is_read_back(
    bulk: Callable[[Path, Path], Server],
    here: Path,
    tmp_path: Path,
    tiny_data: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = build(BuildConfig(data=tiny_data, out=here / "store", check=False)).store
    assert run("export", "graph.nq", "--store", "store") == 0
    server = bulk(here / "graph.nq", tmp_path / "server")
    try:
        if server.user:
            monkeypatch.setenv("TRENDGRAPH_STORE_USER", server.user)
            monkeypatch.setenv("TRENDGRAPH_STORE_PASSWORD", server.password or "")
        graphs = store.graph_names()
        with client_of(server) as client:  # a damage that leaves the number of statements as it was
            name = graph_iri("asserted")
            one = next(iter(store.quads(name))).triple
            other = f"{one.subject} {one.predicate} <urn:other>"
            client.update(
                f"DELETE DATA {{ GRAPH <{name}> {{ {one} }} }} ; INSERT DATA {{ GRAPH <{name}> {{ {other} }} }}"
            )
        capsys.readouterr()
        load = ("load", server.target, "--store", "store", "--since", "graph.nq", "--json")
        assert run(*load) == 0
        report = json.loads(capsys.readouterr().out)
        assert [change["name"] for change in report["changes"]] == report["unlike"] == [name]
        assert report["found"] == len(graphs) - 1
        assert run("load", server.target, "--store", "store", "--json") == 0
        assert json.loads(capsys.readouterr().out)["nothing_to_do"]
        assert run("verify", server.target) == 0
    finally:
        server.stop()


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as exited:
        main(list(arguments))
    return int(str(exited.value.code))

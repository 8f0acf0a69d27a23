"""Every command that reads says the same of a store elsewhere as of the folder; those that write say what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from tests.endpoint.worlds import put
from tests.servers.process import Server

from trendgraph.cli import COMMANDS, command_line
from trendgraph.errors import StoreError
from trendgraph.store import MANIFEST

pytestmark = pytest.mark.servers

REPORT = Path(__file__).parent.parent / "fixtures" / "tiny" / "tiny-report.md"
READING = [
    "query cq002",
    "query cq002 --json",
    "query cq010 --trend small-models --why",
    "query cq010 --trend small-models --as-of 2024-06-01",
    "query cq002 --as-known-on 2024-03-01",
    "show Aurora",
    "show model/aurora --json",
    "show model/aurora --as-of 2024-01-01",
    "path model/aurora-mini organisation/borealis",
    "path model/aurora-mini organisation/borealis --json",
    "bridges --from LanguageModel --to Organisation",
    "explain model/aurora-mini a tg:DistilledModel",
    "reason",
    "validate --json",
    "conflicts --json",
    f"evidence verify --source {REPORT}",
    "visualise OUT.html",
    "visualise OUT.svg --entity model/aurora",
    "export OUT.nq",
    "export OUT.jsonld",
    "export OUT.nt --asserted",
    "export OUT.graphml",
    "export OUT.gexf",
    "export OUT.trig --as-of 2024-06-01",
    "diff 2024-03-01 now",
    "measure --graph",
    "trends --json",
    "trend small-models",
    "trend small-models --json",
]
ELSEWHERE = {"load"}
"""Commands with a store that other tests run against servers."""


@pytest.fixture(scope="module")
def folder(tiny: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("store")
    store = ox.Store(str(made / "quads"))
    store.bulk_extend(tiny.store.quads())  # type: ignore[attr-defined]
    store.flush()
    (made / MANIFEST).write_text(json.dumps({}), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def address(oxigraph_server: Server, tiny: object) -> str:
    put(oxigraph_server, tiny.store.quads())  # type: ignore[attr-defined]
    return oxigraph_server.query


def said(words: list[str], store: str, folder: Path) -> tuple[int, str, list[bytes]]:
    """Gives exit status, output and files of a command."""
    folder.mkdir()
    files = [folder / word for word in words if word.startswith("OUT.")]
    line = [str(folder / word) if word.startswith("OUT.") else word for word in words]
    done = CliRunner().invoke(command_line, [*line, "--store", store])
    assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
    return done.exit_code, done.stdout.replace(str(folder), ""), [file.read_bytes() for file in files]


@pytest.mark.parametrize("line", READING)
def test_the_same_output_and_files(line: str, folder: Path, address: str, tmp_path: Path) -> None:
    here = said(line.split(), str(folder), tmp_path / "here")
    there = said(line.split(), address, tmp_path / "there")
    assert there == here
    assert here[0] in (0, 1)
    assert here[1] or here[2]


def test_no_command_that_takes_a_store_is_forgotten() -> None:
    taking = {name for name in COMMANDS if _takes_a_store(name)}
    assert taking == {line.split()[0] for line in READING} | ELSEWHERE


def _takes_a_store(name: str) -> bool:
    command = command_line.get_command(None, name)  # type: ignore[arg-type]
    below = getattr(command, "commands", {}).values()
    return any(parameter.name == "store_path" for one in (command, *below) for parameter in one.params)


@pytest.mark.parametrize("line", ["build --out", "ingest --store"])
def test_what_makes_a_store_wants_a_folder(line: str, here: Path) -> None:
    done = CliRunner().invoke(command_line, [*line.split(), "https://ann:hunter2@host/sparql"])
    assert isinstance(done.exception, StoreError)
    assert done.exception.code == "store.not_a_folder"
    assert "trendgraph load" in (done.exception.hint or "")
    assert "hunter2" not in str(done.exception)
    assert list(here.iterdir()) == []

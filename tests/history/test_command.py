"""What the command line says of days and differences, and of what names neither."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trendgraph.cli import command_line
from trendgraph.errors import TrendgraphError
from trendgraph.exporters import Selection, export_graph
from trendgraph.history import diff, read_graph
from trendgraph.namespaces import entity_iri


def call(*arguments: str) -> Result:
    return CliRunner().invoke(command_line, list(arguments), standalone_mode=False)


def test_a_day_before_all_claims_is_said(tiny_store: Path) -> None:
    done = CliRunner().invoke(
        command_line, ["query", "cq008", "--as-known-on", "1999-01-01", "--store", str(tiny_store)]
    )
    assert "note: the graph held no claim on 1999-01-01; for what was true then, give --as-of" in done.output


def test_days_stand_for_what_was_known_or_for_what_was_true(tiny_store: Path) -> None:
    days = ["2021-01-01", "2024-06-01", "--store", str(tiny_store), "--json"]
    known, true = (json.loads(call("diff", *days, "--days", word).output)["claims"] for word in ("known", "true"))
    assert known == json.loads(call("diff", *days).output)["claims"]
    assert known != true
    assert any("2021" in change["statement"] or "2024" in change["statement"] for change in true)


@pytest.mark.parametrize(
    "arguments",
    [
        ["conflicts"],
        ["trends"],
        ["validate"],
        ["explain", "glimpse", "a", "tg:LanguageModel"],
        ["trend", "multimodality"],
    ],
)
def test_every_command_that_reads_the_graph_takes_a_day(arguments: list[str], tiny_store: Path) -> None:
    done = call(*arguments, "--store", str(tiny_store), "--as-of", "2026-06-01")
    assert done.exception is None
    assert not done.return_value


def test_a_day_is_not_for_files(tmp_path: Path) -> None:
    done = CliRunner().invoke(command_line, ["validate", str(tmp_path / "a.ttl"), "--as-of", "2024-01-01"])
    assert done.exit_code == 2
    assert "are for the graph, not for files" in done.output


def test_exports_of_one_entity_are_compared_without_what_they_lack(tiny, tmp_path: Path) -> None:
    one = Selection(entity=entity_iri("model/glimpse"))
    export_graph(tiny.store, tmp_path / "glimpse.nq", selection=one)
    part = read_graph(tmp_path / "glimpse.nq")
    assert not diff(part, part)
    found = diff(part, tiny.store)
    assert {change.kind for change in found.claims} == {"added"}
    assert found.terms == []
    assert "terms are not compared: the first graph holds no ontology" in found.notes


def test_a_file_without_claims_cannot_be_compared(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "asserted.nq", selection=Selection(layers=("asserted",)))
    with pytest.raises(TrendgraphError, match="holds no claims"):
        read_graph(tmp_path / "asserted.nq")
    (tmp_path / "graph.graphml").touch()
    with pytest.raises(TrendgraphError, match="graphml files are not read back") as caught:
        read_graph(tmp_path / "graph.graphml")
    assert "graph.nq" in (caught.value.hint or "")

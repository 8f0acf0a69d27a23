"""What stands beside tables is opened by the libraries of those who define it; databases keep their own promises."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import mlcroissant
import pyarrow
import pyarrow.parquet
import pytest
from csvw import TableGroup
from tests.servers.process import need

from trendgraph.exporters import Selection, export_graph, property_rows
from trendgraph.namespaces import expand

pytestmark = pytest.mark.filterwarnings("ignore")
AURORA = Selection(entity="tgd:model/aurora-int4")
SELECTIONS = [Selection(), Selection(asserted=True, inferred=True), Selection(inferred=True), AURORA]


def records(found: mlcroissant.Dataset, table: str) -> list[dict[str, Any]]:
    return [
        {name.partition("/")[2]: cell.decode() if isinstance(cell, bytes) else cell for name, cell in record.items()}
        for record in found.records(table)
    ]


@pytest.mark.parametrize("form", ["tables", "parquet"])
def test_croissant_loads_every_record(form: str, tiny, tmp_path: Path) -> None:
    # The library is slow: one thing with what is claimed of it stands for all.
    result = export_graph(tiny.store, tmp_path / form, form, selection=AURORA)
    found = mlcroissant.Dataset(jsonld=str(tmp_path / form / "croissant.json"))
    issues = found.metadata.ctx.issues
    assert issues.errors == set()
    assert len(issues.warnings) == 1, "only the date of publication is for others to say"
    nodes, edges = records(found, "nodes"), records(found, "edges")
    assert (len(nodes), len(edges)) == (result.nodes, result.statements)
    first = next(property_rows(tiny.store, entity=expand("tgd:model/aurora-int4")).edges())
    (claim,) = (edge for edge in edges if edge["id"] == first.id)
    assert claim["recorded"].date() == date.fromisoformat(str(first.recorded))
    # A cell of a CSV file is one text, which JSON takes apart.
    sources = claim["sources"] if form == "parquet" else json.loads(claim["sources"])
    assert [item.decode() if isinstance(item, bytes) else item for item in sources] == list(first.sources)


def test_csv_on_the_web_reads_types_and_keys(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "t", "tables")
    group = TableGroup.from_file(tmp_path / "t" / "csv-metadata.json")
    assert group.check_referential_integrity(strict=True)
    nodes, edges = (list(table) for table in group.tables)
    first = next(property_rows(tiny.store).edges())
    (claim,) = (edge for edge in edges if edge["id"] == first.id)
    assert claim["recorded"].date() == date.fromisoformat(str(first.recorded))
    assert claim["sources"] == list(first.sources)
    assert isinstance(nodes[0]["labels"], list)


@pytest.mark.parametrize("selection", SELECTIONS)
def test_every_edge_has_both_its_nodes(selection: Selection, tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "g.sqlite", selection=selection)
    database = sqlite3.connect(tmp_path / "g.sqlite")
    assert len(database.execute("PRAGMA foreign_key_list(edges)").fetchall()) == 2
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()


def test_days_are_days_in_tables_that_know_them(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "g.duckdb")
    export_graph(tiny.store, tmp_path / "p", "parquet")
    with duckdb.connect(str(tmp_path / "g.duckdb"), read_only=True) as database:
        days = database.sql("SELECT column_name FROM duckdb_columns() WHERE data_type = 'DATE' ORDER BY 1").fetchall()
        assert database.sql("SELECT max(recorded) - min(recorded) FROM edges").fetchall()[0][0] >= 0
    assert [name for (name,) in days] == ["accessed", "dropped", "recorded"]
    schema = pyarrow.parquet.read_schema(tmp_path / "p" / "edges.parquet")
    assert schema.field("recorded").type == pyarrow.date32()


@pytest.mark.servers
def test_graphviz_draws_what_is_written(tiny, tmp_path: Path) -> None:
    need(shutil.which("dot") is not None, "Graphviz is not installed: tests/servers/install.sh")
    result = export_graph(tiny.store, tmp_path / "g.dot", selection=AURORA)
    command = ["dot", "-Tsvg", str(tmp_path / "g.dot")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    assert (done.stdout.count('class="node"'), done.stdout.count('class="edge"')) == (result.nodes, result.statements)

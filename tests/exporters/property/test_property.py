"""A property graph is written and read back by other libraries: the same rows, and from them the same claims."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.exporters.property.reading import READERS

from trendgraph.claims import (
    Claim,
    Directness,
    Entity,
    Evidence,
    PartialDate,
    Place,
    Source,
    Stance,
    Status,
    TextPosition,
    Value,
    claim_iri,
    merge_claims,
)
from trendgraph.errors import ExportError
from trendgraph.exporters import (
    PROPERTY_FORMATS,
    Selection,
    export_graph,
    from_networkx,
    property_rows,
    records_of_rows,
    to_networkx,
    verify_export,
)
from trendgraph.exporters.property import EdgeRow, NodeRow
from trendgraph.graph import build_graph
from trendgraph.namespaces import TG, entity_iri, expand
from trendgraph.records import read_records
from trendgraph.store import Store, open_store
from trendgraph.terms import XSD

# pydot calls pyparsing by its old names.
pytestmark = pytest.mark.filterwarnings("ignore::pyparsing.warnings.PyparsingDeprecationWarning")
DAY = date(2024, 1, 2)
NASTY = (
    "'}) DETACH DELETE n //",
    'quote " and \\ backslash; semicolon, comma',
    "two\nlines and a\ttab",
    "emoji 😀, right-to-left \u202e mark, ünïcode",
    '=HYPERLINK("http://example.org")',
    "</node><script>alert(1)</script> &amp; ]]>",
    "{{braces}} $parameters `backticks`",
)
EVERY_FORMAT = pytest.mark.parametrize("name", PROPERTY_FORMATS)
LOSSLESS = pytest.mark.parametrize("name", READERS)


def evidence(place: str) -> Evidence:
    return Evidence("paper", Place(place), Directness.FIRST_PARTY)


def nasty_records() -> list[object]:
    source = Source(
        *("paper", TG + "Publication", NASTY[1], TG + "undisclosed", PartialDate.parse("2023-Q2"), DAY),
        licence=TG + "undisclosed",
        url="https://example.org/?a=1&b='2'",
    )
    records: list[object] = [source]
    for number, text in enumerate(NASTY):
        entity = Entity(
            entity_iri(f"model/n{number}"), TG + "LanguageModel", text, NASTY[:number], proposed=number % 2 == 1
        )
        records.append(entity)
        records.append(Claim(entity.iri, TG + "cites", Value(text, XSD + "string"), (evidence(text),), DAY))
    first = entity_iri("model/n0")
    claim = Claim(
        subject=first,
        predicate=TG + "usesTechnique",
        object=entity_iri("technique/pruning"),
        evidence=(evidence("abstract"), Evidence("paper", TextPosition(0, 9, "0" * 64), Directness.SECONDARY)),
        recorded=DAY,
        stance=Stance.DENIES,
        status=Status.CONTESTED,
        confidence=Decimal("0.85"),
        valid_from=PartialDate.parse("2023"),
        valid_to=PartialDate.parse("2024-03-05"),
        dropped=date(2025, 6, 7),
    )
    number = replace(claim, predicate=TG + "parameterCount", object=Value("7000000000", XSD + "integer"), dropped=None)
    dated = replace(
        number,
        predicate=TG + "releasedOn",
        object=Value("2024-01-01", XSD + "date", PartialDate.parse("2024").precision),
    )
    missing = replace(
        number, predicate=TG + "trainingCompute", object=TG + "undisclosed", unit="http://qudt.org/vocab/unit/X"
    )
    empty = replace(number, predicate=TG + "cites", object=Value("", XSD + "string"))
    return [*records, claim, number, dated, missing, empty]


@pytest.fixture(scope="module")
def nasty() -> Store:
    store = open_store()
    store.add(build_graph(merge_claims(nasty_records(), single_valued=frozenset())))
    return store


def comparable(records: object) -> set[object]:
    """Records as a set, with evidence in no order; two records that differ in anything differ here."""
    made = set()
    for record in records:
        if isinstance(record, Claim):
            made.add((claim_iri(record), frozenset(record.evidence), replace(record, evidence=())))
        elif isinstance(record, Entity):
            made.add(replace(record, where="", alternative_labels=tuple(sorted(record.alternative_labels))))
        else:
            made.add(replace(record, where=""))
    return made


def test_every_format_but_the_lossy_one_has_a_reader() -> None:
    assert set(READERS) == set(PROPERTY_FORMATS) - {"csv"}
    assert all(bool(entry.loses) == (name == "csv") for name, entry in PROPERTY_FORMATS.items())


def test_rows_give_the_records_back(nasty: Store, tiny) -> None:
    for store in (nasty, tiny.store):
        rows = property_rows(store)
        assert comparable(records_of_rows(rows.nodes(), rows.edges())) == comparable(read_records(store))


@LOSSLESS
def test_another_library_reads_the_same_rows(name: str, nasty: Store, tmp_path: Path) -> None:
    export_graph(nasty, tmp_path / "graph", name)
    rows = property_rows(nasty)
    nodes, edges = READERS[name](tmp_path / "graph")
    assert sorted(nodes, key=lambda row: row.id) == list(rows.nodes())
    assert sorted(edges, key=lambda row: row.id) == sorted(rows.edges(), key=lambda row: row.id)
    assert comparable(records_of_rows(nodes, edges)) == comparable(nasty_records())


@pytest.mark.parametrize("name", [name for name in READERS if name != "dot"])  # pydot would need half a minute
def test_the_tiny_world_comes_back_claim_by_claim(name: str, tiny, tmp_path: Path) -> None:
    result = export_graph(tiny.store, tmp_path / "graph", name, selection=Selection(("inferred",)))
    nodes, edges = READERS[name](tmp_path / "graph")
    assert comparable(records_of_rows(nodes, edges)) == comparable(read_records(tiny.store))
    assert (len(nodes), len(edges)) == (result.nodes, result.statements)
    assert {edge.origin for edge in edges} == {"claim", "scheme", "inferred"}
    assert "HybridModel" in {label for node in nodes for label in node.labels}


def test_what_is_not_in_a_property_graph_is_said(tiny, tmp_path: Path) -> None:
    def left_out(**chosen: object) -> str:
        return export_graph(tiny.store, tmp_path / "g.graphml", selection=Selection(**chosen)).loses

    assert "ontology" in left_out()
    assert "by rule" in left_out()
    assert "by rule" not in left_out(asserted=True, inferred=True)
    assert "by rule" not in left_out(layers=("inferred",))
    assert "ontology" not in left_out(entity="tgd:model/aurora-int4")


@pytest.mark.parametrize(("name", "wanted"), [("g.csv", "--format tables"), ("g.parquet.gz", "--format parquet")])
def test_a_suffix_of_tables_says_that_they_are_a_folder(name: str, wanted: str, tiny, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        export_graph(tiny.store, tmp_path / name)
    assert wanted in str(caught.value.hint)
    assert list(tmp_path.iterdir()) == []


def test_a_spreadsheet_is_offered_no_formula(nasty: Store, tmp_path: Path) -> None:
    result = export_graph(nasty, tmp_path / "graph", "csv")
    assert "formula" in result.loses
    for file in ("nodes.csv", "edges.csv"):
        raw = (tmp_path / "graph" / file).read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf"), "spreadsheets know UTF-8 by its mark"
        with (tmp_path / "graph" / file).open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert file == "edges.csv" or any(cell.startswith("'=HYPERLINK") for cell in cells)


@EVERY_FORMAT
def test_a_character_that_cannot_be_written_names_its_place(name: str, tmp_path: Path) -> None:
    store = open_store()
    bad = Entity(entity_iri("model/bad"), TG + "LanguageModel", "a \x01 b")
    store.add(build_graph(merge_claims([bad], single_valued=frozenset())))
    if name not in ("graphml", "gexf"):
        assert export_graph(store, tmp_path / "graph", name).nodes == 1
        return
    with pytest.raises(ExportError) as caught:
        export_graph(store, tmp_path / "graph", name)
    assert caught.value.code == "export.character"
    assert caught.value.where == "tgd:model/bad"
    assert list(tmp_path.iterdir()) == []


CHILD = """
import hashlib, sys
from pathlib import Path
import pyoxigraph as ox
from trendgraph.exporters import PROPERTY_FORMATS, export_graph
from trendgraph.store import open_store
store = open_store()
store.add(ox.parse(path=sys.argv[1]))
for name in PROPERTY_FORMATS:
    if name == "duckdb":
        continue  # DuckDB writes identifiers of its own into each file
    target = Path(sys.argv[2]) / name
    export_graph(store, target, name)
    for file in sorted(target.iterdir()) if target.is_dir() else [target]:
        print(name, file.name, hashlib.sha256(file.read_bytes()).hexdigest())
"""


def test_the_same_bytes_under_every_hash_seed(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "tiny.nq")
    outputs = set()
    for seed in ("0", "7"):
        folder = tmp_path / seed
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", CHILD, str(tmp_path / "tiny.nq"), str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) >= len(PROPERTY_FORMATS)


def test_one_entity_takes_its_claims_and_what_they_reach(tiny, tmp_path: Path) -> None:
    rows = property_rows(tiny.store)
    subject = next(edge.source for edge in rows.edges())
    result = export_graph(tiny.store, tmp_path / "one.cyjs", selection=Selection(entity=subject))
    nodes, edges = READERS["cytoscape"](tmp_path / "one.cyjs")
    assert edges
    assert all(subject in (edge.source, edge.target) for edge in edges)
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    assert ends <= {node.id for node in nodes}
    assert len(edges) == result.statements < len(list(rows.edges()))


def test_two_hops_take_the_edges_of_what_it_is_linked_to(tiny, tmp_path: Path) -> None:
    subject = next(edge.source for edge in property_rows(tiny.store).edges())
    near = list(property_rows(tiny.store, entity=expand(subject)).edges())
    linked = {subject, *(end for edge in near for end in (edge.source, edge.target) if end.startswith("tgd:"))}
    expected = {edge.id for edge in property_rows(tiny.store).edges() if {edge.source, edge.target} & linked}
    result = export_graph(tiny.store, tmp_path / "two.cyjs", selection=Selection(entity=subject, hops=2))
    _, edges = READERS["cytoscape"](tmp_path / "two.cyjs")
    assert {edge.id for edge in edges} == expected
    assert result.statements == len(expected) > len(near)


def test_an_entity_nobody_claims_anything_of(tiny, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        export_graph(tiny.store, tmp_path / "one.cyjs", selection=Selection(entity="tgd:model/nobody"))
    assert caught.value.code == "export.entity"
    assert list(tmp_path.iterdir()) == []


def test_layers_are_for_rdf(tiny, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="not of named graphs"):
        export_graph(tiny.store, tmp_path / "x.graphml", selection=Selection(("asserted",)))


def test_what_a_query_gives_is_for_rdf(tiny, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="not of what a query gives"):
        export_graph(tiny.store, tmp_path / "x.graphml", selection=Selection(query="DESCRIBE tgd:model/clip"))


def exported(store: Store, path: Path, **parts: object) -> tuple[list[NodeRow], list[EdgeRow]]:
    export_graph(store, path, "cytoscape", selection=Selection(**parts))
    return READERS["cytoscape"](path)


def test_asserted_and_inferred_edges(tiny, tmp_path: Path) -> None:
    nodes, edges = exported(tiny.store, tmp_path / "a", asserted=True)
    assert {edge.origin for edge in edges} == {"claim", "scheme"}
    assert "HybridModel" not in {label for node in nodes for label in node.labels}
    nodes, edges = exported(tiny.store, tmp_path / "i", inferred=True)
    assert {edge.origin for edge in edges} == {"inferred"}
    assert {node.id for node in nodes} == {end for edge in edges for end in (edge.source, edge.target)}
    one = edges[0].source
    _, both = exported(tiny.store, tmp_path / "b", asserted=True, inferred=True)
    assert {edge.origin for edge in both} == {"claim", "scheme", "inferred"}
    _, around = exported(tiny.store, tmp_path / "e", asserted=True, inferred=True, entity=one)
    assert {edge.origin for edge in around} >= {"inferred"}
    assert all(one in (edge.source, edge.target) for edge in around)


def test_networkx_gives_the_claims_back(nasty: Store, tiny) -> None:
    for store in (nasty, tiny.store):
        graph = to_networkx(store, complete=True)
        assert comparable(from_networkx(graph)) == comparable(read_records(store))


def test_a_folder_is_replaced_only_if_an_export_made_it(tiny, nasty: Store, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export_graph(tiny.store, target, "tables")
    export_graph(nasty, target, "tables")
    assert verify_export(target).problems == ()
    (target / "nodes.csv").write_text("changed", encoding="utf-8")
    assert verify_export(target).problems[0].startswith("nodes.csv has 7 bytes, not ")
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.tex").write_text("all my work", encoding="utf-8")
    with pytest.raises(ExportError, match="something else stands there"):
        export_graph(tiny.store, other, "tables")
    assert (other / "thesis.tex").read_text(encoding="utf-8") == "all my work"


def test_what_stands_beside_an_export_in_its_folder_is_kept(tiny, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export_graph(tiny.store, target, "tables")
    (target / "notes.txt").write_text("mine", encoding="utf-8")
    assert verify_export(target).problems == ("notes.txt is not in the manifest",)
    with pytest.raises(ExportError, match=r"no export put there: notes\.txt") as caught:
        export_graph(tiny.store, target, "tables")
    assert caught.value.code == "export.folder"
    assert (target / "notes.txt").read_text(encoding="utf-8") == "mine"
    site = tmp_path / "site"
    site.mkdir()
    (site / "manifest.json").write_text('{"name": "somebody\'s application"}', encoding="utf-8")
    with pytest.raises(ExportError, match="not as an export writes it"):
        export_graph(tiny.store, site, "tables")
    assert [file.name for file in site.iterdir()] == ["manifest.json"]


def test_a_failing_folder_leaves_the_old_one(tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out"
    export_graph(tiny.store, target, "csv")
    before = {file.name: file.read_bytes() for file in target.iterdir()}
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(ExportError, match="No space left"):
        export_graph(tiny.store, target, "csv")
    assert {file.name: file.read_bytes() for file in target.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_metadata_describes_the_columns(tiny, tmp_path: Path) -> None:
    export_graph(tiny.store, tmp_path / "t", "tables")
    described = json.loads((tmp_path / "t" / "csv-metadata.json").read_text(encoding="utf-8"))
    for table in described["tables"]:
        with (tmp_path / "t" / table["url"]).open(encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == [column["name"] for column in table["tableSchema"]["columns"]]
    croissant = json.loads((tmp_path / "t" / "croissant.json").read_text(encoding="utf-8"))
    for file in croissant["distribution"]:
        assert hashlib.sha256((tmp_path / "t" / file["contentUrl"]).read_bytes()).hexdigest() == file["sha256"]


def test_gexf_ends_on_the_last_day(nasty: Store, tmp_path: Path) -> None:
    export_graph(nasty, tmp_path / "g.gexf")
    text = (tmp_path / "g.gexf").read_text(encoding="utf-8")
    assert ' start="2023-01-01" end="2024-03-04">' in text, "a claim holds until the day before 2024-03-05"
    assert "endopen" not in text, "GEXF 1.3 has only ends that belong to the time"


def test_a_file_is_written_once_beside_its_place(tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a second copy of the whole file")

    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    for name in ("graphml", "sqlite", "duckdb"):
        result = export_graph(tiny.store, tmp_path / f"graph.{name}")
        assert result.size_bytes == (tmp_path / f"graph.{name}").stat().st_size
    assert len(list(tmp_path.iterdir())) == 3

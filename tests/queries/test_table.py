"""Tables: access, Python values, and every rendering."""

from __future__ import annotations

import builtins
import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pyoxigraph as ox
import pytest

from trendgraph.errors import QueryError
from trendgraph.queries import FORMATS, Table, Triples, render, run_query, run_sparql, why
from trendgraph.store import Store

VALUES = """
SELECT ?iri ?integer ?decimal ?double ?boolean ?date ?time ?text ?english ?odd ?none
WHERE {
  VALUES (?iri ?integer ?decimal ?double ?boolean ?date ?time ?text ?english ?odd ?none) {
    (tg:Trend 7 0.5 1.5e0 true "2024-05-01"^^xsd:date "2024-05-01T10:00:00Z"^^xsd:dateTime
     "a, \\"b\\"\\tc\\n<d> [e]" "f"@en "2024-13-01"^^xsd:date UNDEF)
  }
}
"""


@pytest.fixture
def table(tiny_store: Store) -> Table:
    found = run_sparql(tiny_store, VALUES)
    assert isinstance(found, Table)
    return found


def test_python_values(table: Table) -> None:
    (row,) = table
    assert row.iri == "https://w3id.org/trendgraph/ontology#Trend"
    assert (row.integer, row["decimal"], row[3], row.boolean) == (7, Decimal("0.5"), 1.5, True)
    assert row.date == date(2024, 5, 1)
    assert row.time == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert (row.text, row.english, row.odd, row.none) == ('a, "b"\tc\n<d> [e]', "f", "2024-13-01", None)
    assert row.as_dict()["integer"] == 7
    assert row == table[0]
    assert len({row, table[0]}) == 1
    assert "integer=7" in repr(row)
    with pytest.raises(AttributeError, match="there is no column nope"):
        _ = row.nope
    with pytest.raises(KeyError):
        _ = row["nope"]


def test_rows_are_terms_and_len_counts_them(table: Table) -> None:
    assert len(table) == len(table.rows) == 1
    assert table.rows[0][7] == ox.Literal('a, "b"\tc\n<d> [e]')
    assert repr(table).startswith("<Table of 1 rows: iri, integer")


def test_html_is_escaped(table: Table) -> None:
    html = table._repr_html_()
    assert "&lt;d&gt;" in html
    assert "<d>" not in html
    assert "&quot;b&quot;" in html


def test_html_of_long_tables_is_cut(tiny_store: Store) -> None:
    html = run_sparql(tiny_store, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 250")._repr_html_()  # type: ignore[union-attr]
    assert "and 50 more rows" in html


def test_pandas(table: Table) -> None:
    frame = table.to_pandas()
    assert list(frame.columns) == list(table.columns)
    assert frame["integer"][0] == 7


def test_without_pandas(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def refusing(name: str, *rest: object, **more: object) -> object:
        if name == "pandas":
            raise ImportError(name)
        return load(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refusing)
    with pytest.raises(QueryError, match="pandas is not installed") as raised:
        table.to_pandas()
    assert "trendgraph[pandas]" in str(raised.value)


ENGINE_FORMATS = {"json": ox.QueryResultsFormat.JSON, "tsv": ox.QueryResultsFormat.TSV}


@pytest.mark.parametrize("form", ENGINE_FORMATS)
def test_json_and_tsv_are_read_back_by_the_engine(table: Table, form: str) -> None:
    back = ox.parse_query_results(render(table, form), format=ENGINE_FORMATS[form])
    assert isinstance(back, ox.QuerySolutions)
    assert [variable.value for variable in back.variables] == list(table.columns)
    assert [tuple(solution) for solution in back] == table.rows


@pytest.mark.parametrize("name", ["cq010", "cq034", "cq037"])
def test_answers_are_written_as_the_engine_writes_them(tiny_store: Store, name: str) -> None:
    bindings = {"cq010": {"trend": "small-models"}, "cq037": {"subject": "model/glimpse", "date": "2024-03-01"}}
    answer = run_query(tiny_store, name, **bindings.get(name, {}))
    again = tiny_store.select(answer.query)
    expected = again.serialize(format=ox.QueryResultsFormat.CSV)
    assert expected is not None
    assert render(answer, "csv") == expected.decode()
    json_bytes = tiny_store.select(answer.query).serialize(format=ox.QueryResultsFormat.JSON)
    assert json_bytes is not None
    assert json.loads(render(answer, "json")) == json.loads(json_bytes)


def test_csv_quotes(table: Table) -> None:
    text = render(table, "csv")
    assert text.count("\r\n") == 2
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert row[7] == 'a, "b"\tc\n<d> [e]'
    assert row[-1] == ""


def test_ask_in_json_and_words(tiny_store: Store) -> None:
    answer = run_sparql(tiny_store, "ASK { ?s a tg:Nothing }")
    assert json.loads(render(answer, "json")) == {"head": {}, "boolean": False}
    assert render(answer) == "no\n"


def test_table_shows_names_and_wraps(tiny_store: Store) -> None:
    text = render(run_query(tiny_store, "cq025"), width=100)
    assert text.splitlines()[0].split() == ["product", "helper", "task", "claim", "status", "model"]
    assert "Workdesk" in text
    assert "https://" not in text
    assert text.endswith("2 rows\n")
    assert max(len(line) for line in text.splitlines()) <= 100


def test_answers_too_wide_for_a_table_become_records(tiny_store: Store) -> None:
    answer = run_query(tiny_store, "cq010", trend="small-models")
    lines = render(answer, width=100).splitlines()
    assert lines[:3] == ["row 1", "  phase           Small models in 2023", "  aspect          phase direction"]
    assert lines[-1] == "4 rows"
    assert len(render(answer, width=200).splitlines()) < len(lines)
    supported = render(answer, supports=why(tiny_store, answer.query, answer), width=100)
    assert "Small models since 2024 phase stage growing  [accepted, from 2024]" in supported


def test_markup_in_values_is_plain_text(tiny_store: Store) -> None:
    text = render(run_sparql(tiny_store, 'SELECT ("[bold]x[/bold] [/]" AS ?v) {}'))
    assert "[bold]x[/bold] [/]" in text


def test_graphs(tiny_store: Store) -> None:
    graph = run_sparql(tiny_store, "CONSTRUCT { ?m tg:releasedOn ?d } WHERE { ?m tg:releasedOn ?d }")
    assert isinstance(graph, Triples)
    turtle = render(graph, "turtle")
    assert {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == set(graph)
    assert turtle == render(graph) == render(run_sparql(tiny_store, graph.query), "turtle")
    assert "@prefix tg:" in turtle
    jsonld = render(graph, "jsonld")
    assert {quad.triple for quad in ox.parse(jsonld, format=ox.RdfFormat.JSON_LD)} == set(graph)
    assert repr(graph) == f"<Triples: {len(graph)}>"


@pytest.mark.parametrize(
    ("text", "form"), [("SELECT * {}", "turtle"), ("SELECT * {}", "jsonld"), ("CONSTRUCT WHERE { ?s ?p ?o }", "csv")]
)
def test_formats_that_do_not_fit(tiny_store: Store, text: str, form: str) -> None:
    with pytest.raises(QueryError) as raised:
        render(run_sparql(tiny_store, text), form)
    assert raised.value.code == "query.format"
    assert set(raised.value.suggestions) < set(FORMATS)


def test_unknown_format(table: Table) -> None:
    with pytest.raises(QueryError, match="nearest: json"):
        render(table, "jsn")


def test_claims_behind_rows_in_table_and_json(tiny_store: Store) -> None:
    answer = run_query(tiny_store, "cq043")
    supports = why(tiny_store, answer.query, answer)
    text = render(answer, supports=supports, width=160)
    assert "row 1: Multimodality | Glimpse" in text
    assert "characters 175–182" in text
    document = json.loads(render(answer, "json", supports=supports))
    assert document["why"][0][0]["evidence"][0]["title"] == "Tiny report on language models, 2024"
    with pytest.raises(QueryError, match="no place for the claims"):
        render(answer, "csv", supports=supports)

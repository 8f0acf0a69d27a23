"""Running questions and free SPARQL: bindings, errors, safety, no network."""

from __future__ import annotations

import socket
from datetime import date, datetime

import pyoxigraph as ox
import pytest

from trendgraph.errors import QueryError
from trendgraph.namespaces import entity_iri
from trendgraph.queries import Table, Triples, list_questions, run_query, run_sparql
from trendgraph.queries.text import inject, outline, select_all
from trendgraph.store import Store

TREND = entity_iri("trend/small-models")


@pytest.mark.parametrize(
    "given",
    [
        "trend/small-models",
        "small-models",
        "Small models",
        "SMALL MODELS",
        "tgd:trend/small-models",
        TREND,
        f"<{TREND}>",
        ox.NamedNode(TREND),
    ],
)
def test_every_way_to_name_an_entity(tiny_store: Store, given: object) -> None:
    assert len(run_query(tiny_store, "cq010", trend=given)) == 4


@pytest.mark.parametrize(
    "given", [date(2027, 1, 1), datetime(2027, 1, 1, 12), "2027", "2027-01", "2027-Q1", "2027-01-01"]
)
def test_every_way_to_give_a_date(tiny_store: Store, given: object) -> None:
    assert [row.retires for row in run_query(tiny_store, "cq021", date=given)] == [date(2023, 1, 1), date(2026, 6, 30)]


def test_integer_binding(tiny_store: Store) -> None:
    assert (
        run_query(tiny_store, "16", date="2026-01-15", months=15).rows
        == run_query(tiny_store, "16", date="2026-01-15", months="15").rows
    )


def test_none_counts_as_not_given(tiny_store: Store) -> None:
    assert run_query(tiny_store, "cq036", subject=None).rows == run_query(tiny_store, "cq036").rows


@pytest.mark.parametrize(
    ("name", "bindings", "code", "said"),
    [
        ("cq10", {}, "query.binding", "cq010 needs trend.*\nhint: for example: trendgraph query cq010 --trend"),
        ("cq010", {"trent": "x"}, "query.binding", "no binding 'trent'\nnearest: trend"),
        ("cq002", {"trend": "x"}, "query.binding", "nearest: model"),
        ("cq040", {"trend": "x"}, "query.binding", "it takes none"),
        ("cq010", {"trend": "smal-models"}, "query.entity", "nearest: trend/small-models"),
        ("cq010", {"trend": "model/aurora"}, "query.kind", "model/aurora is no trend"),
        ("cq010", {"trend": "Aurora"}, "query.kind", "model/aurora is no trend"),
        ("cq021", {"date": "2024-13-01"}, "query.binding", "date must be a date"),
        ("cq016", {"date": "2024", "months": "some"}, "query.binding", "months must be a whole number"),
    ],
)
def test_errors_name_what_and_how(tiny_store: Store, name: str, bindings: dict[str, str], code: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as raised:
        run_query(tiny_store, name, **bindings)
    assert raised.value.code == code


HOSTILE = [
    '"} } ORDER BY ?x #',
    "x> . ?s ?p ?o } #",
    "https://example.org/a> } UNION { ?s ?p ?o . } #",
    "https://example.org/a b",
    "trend/small-models> ) } { ?s ?p ?o",
    "'''\n\\u0022 }",
    "{}<>|^`\\",
    "tgd:trend/small-models } SELECT",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_value_becomes_part_of_the_query(tiny_store: Store, hostile: str) -> None:
    with pytest.raises(QueryError) as raised:
        run_query(tiny_store, "cq010", trend=hostile)
    assert raised.value.code == "query.entity"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_literals_are_escaped(hostile: str) -> None:
    text = inject("SELECT ?a WHERE { FILTER (BOUND(?a)) }", {"a": ox.Literal(hostile)})
    (solution,) = ox.Store().query(text)
    assert solution["a"] == ox.Literal(hostile)


def test_groups_are_found_past_strings_comments_and_iris() -> None:
    text = (
        '# SELECT { \nPREFIX a: <http://x/{y}>\nSELECT (EXISTS { ?s ?p "}" } AS ?e) ("{" AS ?f) # {\n'
        "WHERE { ?s ?p '''a } b''' . { ?s ?p ?o } } LIMIT 1"
    ).replace("{y}", "%7By")
    found = outline(text)
    assert found is not None
    assert text[found.opens : found.closes + 1] == "{ ?s ?p '''a } b''' . { ?s ?p ?o } }"
    assert select_all(text, {}) is not None
    assert outline("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }") is None
    with pytest.raises(QueryError):
        inject("DESCRIBE <http://x>", {"a": ox.Literal("b")})


def test_four_forms(tiny_store: Store) -> None:
    select = run_sparql(tiny_store, "SELECT ?m { ?m a tg:LanguageModel } ORDER BY ?m")
    assert isinstance(select, Table)
    assert select.columns == ("m",)
    ask = run_sparql(tiny_store, "ASK { tgd:model\\/aurora a tg:HybridModel }")
    assert isinstance(ask, Table)
    assert ask.boolean is True
    assert ask.rows_as_python() == [(True,)]
    construct = run_sparql(tiny_store, "CONSTRUCT { ?m a tg:Thing } WHERE { ?m a tg:HybridModel }")
    assert isinstance(construct, Triples)
    assert [str(triple.subject) for triple in construct] == [
        f"<{entity_iri('model/aurora')}>",
        f"<{entity_iri('model/boreal')}>",
    ]
    describe = run_sparql(tiny_store, "DESCRIBE tgd:model\\/aurora")
    assert isinstance(describe, Triples)
    assert len(describe) > 10


def test_syntax_error_has_line_and_column(tiny_store: Store) -> None:
    with pytest.raises(QueryError, match="line 2, column"):
        run_sparql(tiny_store, "SELECT *\nWERE { ?s ?p ?o }")


def test_update_is_refused(tiny_store: Store) -> None:
    with pytest.raises(QueryError):
        run_sparql(tiny_store, "DELETE WHERE { ?s ?p ?o }")


@pytest.fixture
def listener() -> socket.socket:
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.3)
    return server


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { service silent <URL> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE?x { ?s ?p ?o } } } }",
        "ASK {SERVICE<URL>{?s ?p ?o}}",
        "CONSTRUCT { ?s ?p ?o } WHERE { # x\n SERVICE <URL> { ?s ?p ?o } }",
        'SELECT ("\\"" AS ?q) { SERVICE <URL> { ?s ?p ?o } }',
    ],
)
def test_service_is_refused_before_anything_is_sent(tiny_store: Store, listener: socket.socket, text: str) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
    with listener, pytest.raises(QueryError, match="SERVICE is not run") as raised:
        run_sparql(tiny_store, text.replace("URL", url))
    assert raised.value.code == "query.remote"


@pytest.mark.parametrize(
    "text",
    ["SELECT * FROM <URL> { ?s ?p ?o }", "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }", "DESCRIBE <URL>"],
)
def test_from_never_reaches_the_network(tiny_store: Store, listener: socket.socket, text: str) -> None:
    with listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/data.ttl"
        assert len(run_sparql(tiny_store, text.replace("URL", url))) == 0
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ("SERVICE" AS ?service) {}',
        "SELECT * { # SERVICE <http://x>\n }",
        "SELECT * { ?s <http://x/SERVICE> ?o }",
    ],
)
def test_the_word_alone_is_allowed(tiny_store: Store, text: str) -> None:
    run_sparql(tiny_store, text)


def test_from_chooses_named_graphs(tiny_store: Store) -> None:
    graph = "https://w3id.org/trendgraph/graph/asserted"
    some = run_sparql(tiny_store, f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}")
    assert 0 < len(some) < len(tiny_store)


def test_answers_do_not_depend_on_the_order_of_loading(tiny_store: Store) -> None:
    shuffled = Store(ox.Store())
    shuffled.add(sorted(tiny_store.quads(), key=lambda quad: hash(str(quad))))
    for question in list_questions():
        if not any(binding.required for binding in question.bindings):
            first = run_query(tiny_store, question.identifier).rows
            assert run_query(shuffled, question.identifier).rows == first, question.identifier

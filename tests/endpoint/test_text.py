"""Queries made fit for an engine keep their meaning: strings, comments and IRIs stay as they are."""

from __future__ import annotations

import pytest

from trendgraph.endpoint.nearby import predicates_of
from trendgraph.endpoint.text import declared, form_of, names_graphs, within_graph

PREFIXES = {"tg": "http://e/", "ex": "http://x/"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (r"ASK { tg:a\/b\,c ?p 'tg:a/b' }", "ASK { <http://e/a/b,c> ?p 'tg:a/b' }"),
        (r"ASK { ?s ?p 'tg:a\\\\b' }", r"ASK { ?s ?p 'tg:a\\\\b' }"),
        ("PREFIX tg: <http://own/> ASK { tg:a ?p ?o }", "PREFIX tg: <http://own/> ASK { tg:a ?p ?o }"),
        ("ASK { ?s ?p <tg:a> } # ex:b", "ASK { ?s ?p <tg:a> } # ex:b"),
    ],
)
def test_prefixes(text: str, wanted: str) -> None:
    assert declared(text, PREFIXES) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ASK { ?s ?p '}' }", "ASK { GRAPH <urn:g> { ?s ?p '}' } }"),
        (
            "SELECT (COUNT(*) AS ?n) WHERE { { SELECT ?s { ?s ?p ?o } } } GROUP BY ?s VALUES ?s { <http://s> }",
            "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <urn:g> { { SELECT ?s { ?s ?p ?o } } } } GROUP BY ?s "
            "VALUES ?s { <http://s> }",
        ),
        (
            "CONSTRUCT { ?s a ?o } WHERE { ?s ?p ?o } LIMIT 3",
            "CONSTRUCT { ?s a ?o } WHERE { GRAPH <urn:g> { ?s ?p ?o } } LIMIT 3",
        ),
    ],
)
def test_patterns_within_a_graph(text: str, wanted: str) -> None:
    assert within_graph(text, "urn:g") == wanted


def test_what_a_text_is() -> None:
    assert form_of("# SELECT\nPREFIX select: <http://ask/> CONSTRUCT WHERE { ?s ?p 'ASK' }") == "CONSTRUCT"
    assert names_graphs("ASK { graph ?g { ?s ?p ?o } }")
    assert not names_graphs("ASK { ?graph ?p 'GRAPH' }")


def test_an_open_predicate_needs_everything() -> None:
    assert predicates_of("SELECT * { ?s tg:a 1 FILTER NOT EXISTS { ?s ?p 2 } }", PREFIXES) is None
    assert predicates_of("SELECT * { ?s !tg:a ?o }", PREFIXES) is None
    assert predicates_of("no query", PREFIXES) is None
    found = predicates_of("SELECT * { ?s ^tg:a|tg:b+ ?o . FILTER EXISTS { ?o ex:c/tg:d ?x } }", PREFIXES)
    assert found == {"http://e/a", "http://e/b", "http://x/c", "http://e/d"}

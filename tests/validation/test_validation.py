"""The door: reports, their order and forms, and the line between not conforming and not running."""

from __future__ import annotations

import html.parser
import json
import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.shapes import world

from trendgraph.errors import ShapesError
from trendgraph.store import Store
from trendgraph.validation import REPORT_FORMATS, Report, Result, render_report, validate
from trendgraph.validation.shacl import Shapes

BAD = r"""
    DELETE WHERE { GRAPH ?g { <claim/01> tg:stance ?o } } ;
    DELETE WHERE { GRAPH ?g { <technique/attention> skos:topConceptOf ?o } } ;
    INSERT DATA { GRAPH <https://w3id.org/trendgraph/graph/entities> {
        <model/beta> rdfs:label "a \"b\" <script>"@en ; skos:altLabel "a \"b\" <script>"@en } }
"""
ODD = r'"a \"b\" <script>"@en'


@pytest.fixture
def bad() -> Store:
    store: Store = world.good_store()
    world.change(store, BAD)
    return store


def test_the_good_world_conforms() -> None:
    report = validate(world.good_store())
    assert report.conforms
    assert report.results == ()
    assert report.counts == {"violation": 0, "warning": 0, "info": 0}


def test_a_bad_world_does_not_and_that_is_no_error(bad: Store) -> None:
    report = validate(bad)
    assert not report.conforms
    assert report.counts == {"violation": 4, "warning": 1, "info": 0}
    assert report.counts_by_source["tgs:claim-stance"] == 1
    assert [result.severity for result in report.results] == ["violation"] * 4 + ["warning"]


def test_warnings_alone_conform() -> None:
    store = world.good_store()
    world.change(store, "DELETE WHERE { GRAPH ?g { <technique/attention> skos:topConceptOf ?o } }")
    report = validate(store)
    assert report.conforms
    assert report.counts["warning"] == 1


def test_the_graph_is_not_changed(bad: Store) -> None:
    before = set(bad.quads())
    validate(bad)
    assert set(bad.quads()) == before


def test_the_order_of_quads_does_not_matter(bad: Store) -> None:
    quads = sorted(bad.quads(), key=str)
    random.Random(7).shuffle(quads)
    shuffled = Store(ox.Store())
    shuffled.add(quads)
    for form in REPORT_FORMATS:
        assert render_report(validate(bad), form) == render_report(validate(shuffled), form)


def test_a_wrong_kind_that_was_inferred_excuses_no_claim() -> None:
    store = world.good_store()
    world.change(
        store,
        """DELETE WHERE { GRAPH ?g { <claim/14> tg:claimSubject ?o } } ;
        INSERT DATA { GRAPH <https://w3id.org/trendgraph/graph/source/paper-1> {
            <claim/14> tg:claimSubject <organisation/lab> } } ;
        INSERT DATA { GRAPH <https://w3id.org/trendgraph/graph/inferred> { <organisation/lab> a tg:LanguageModel } }""",
    )
    sources = set(validate(store).counts_by_source)
    assert {"tgs:claim-subject-class", "qc-disjoint-kinds"} <= sources


def test_a_store_without_vocabulary_is_held_against_the_shipped_one() -> None:
    store = Store(ox.Store())
    store.add(quad for quad in world.good_quads() if quad.graph_name != world.ONTOLOGY)
    sources = set(validate(store).counts_by_source)
    assert not {source for source in sources if source.startswith("tgs:claim")}


# --- could not run ---

HEAD = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix tg: <https://w3id.org/trendgraph/ontology#> .
@prefix tgs: <https://w3id.org/trendgraph/shapes#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SELECT = 'tgs:x a sh:NodeShape ; sh:targetClass tg:Claim ; sh:sparql [ sh:select "%s" ] .'
BROKEN = {
    "not turtle": "tgs:x a sh:NodeShape",
    "query with a syntax error": SELECT % "SELECT $this WHERE { $this a",
    "query with VALUES, which SHACL forbids": SELECT
    % "SELECT $this WHERE { VALUES ?kind { <https://w3id.org/trendgraph/ontology#Claim> } $this a ?kind }",
    "query with MINUS, which SHACL forbids": SELECT % "SELECT $this WHERE { $this a ?kind MINUS { $this a tg:Trend } }",
    "no query": 'tgs:x a sh:NodeShape ; sh:targetClass tg:Claim ; sh:sparql [ sh:ask "ASK {}" ] .',
    "count that is no number": "tgs:x a sh:PropertyShape ; sh:targetClass tg:Claim ; sh:path tg:stance ; "
    'sh:minCount "one" .',
    "path that is no path": "tgs:x a sh:PropertyShape ; sh:targetClass tg:Claim ; sh:path [ ] ; sh:minCount 1 .",
    "list that is no list": "tgs:x a sh:PropertyShape ; sh:targetClass tg:Claim ; sh:path tg:stance ; sh:in tg:open .",
    "unknown node kind": "tgs:x a sh:PropertyShape ; sh:targetClass tg:Claim ; sh:path tg:stance ; "
    "sh:nodeKind tg:IRI .",
    "pattern that is no regular expression": "tgs:x a sh:PropertyShape ; sh:targetClass tg:Claim ; sh:path tg:stance ; "
    'sh:pattern "(" .',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("prefilter", [True, False])
def test_a_broken_shape_is_an_error_and_no_violation(tmp_path: Path, text: str, prefilter: bool) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        validate(world.good_store(), shapes=Shapes.read([path]), prefilter=prefilter)
    assert caught.value.exit_status == 2


# --- forms ---


def test_the_table_says_what_is_wrong_and_how_to_mend_it(bad: Store) -> None:
    table = render_report(validate(bad), "table", width=120)
    assert "a claim affirms or denies" in table
    assert "give it tg:stance tg:affirms or tg:denies" in table
    assert "4 violations, 1 warning, 0 infos" in table
    assert "\x1b" not in table
    assert "\x1b" in render_report(validate(bad), "table", colour=True)


def test_a_long_table_is_cut_and_says_so() -> None:
    results = [Result("info", f"<a:/{n:03}>", "", "", "a rule", "mend it", "qc-x") for n in range(300)]
    table = render_report(Report.of(results), "table", limit=10)
    assert "/009" in table
    assert "/010" not in table
    assert "290 more" in table


def test_an_empty_table_is_one_sentence() -> None:
    assert render_report(Report.of([]), "table").startswith("The graph conforms: 0 violations")


def test_json_holds_everything(bad: Store) -> None:
    report = validate(bad)
    content = json.loads(render_report(report, "json"))
    assert content["conforms"] is False
    assert content["counts"]["violation"] == 4
    assert [Result(**result) for result in content["results"]] == list(report.results)


def test_turtle_is_a_validation_report(bad: Store) -> None:
    report = validate(bad)
    store = Store(ox.Store())
    store.raw.load(render_report(report, "turtle").encode(), format=ox.RdfFormat.TURTLE)
    found = store.select("SELECT ?focus ?severity ?shape WHERE { ?report a sh:ValidationReport ; sh:conforms false ; "
        "sh:result [ sh:focusNode ?focus ; sh:resultSeverity ?severity ; sh:sourceShape ?shape ; "
        "sh:resultMessage ?message ] }")  # fmt: skip
    assert len(list(found)) == len(report.results)
    assert store.ask(f"ASK {{ ?result sh:value {ODD} }}")
    assert "sh:conforms true" in render_report(Report.of([]), "turtle")


def test_turtle_keeps_inverse_paths() -> None:
    result = Result("warning", "<https://example.org/x>", "^<https://example.org/p>", "", "a", "b", "tgs:evidence-used")
    assert "sh:resultPath [ sh:inversePath <https://example.org/p> ]" in render_report(Report.of([result]), "turtle")


def test_html_is_one_page_and_escapes(bad: Store) -> None:
    page = render_report(validate(bad), "html")
    html.parser.HTMLParser().feed(page)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "src=" not in page
    assert "href=" not in page


def test_an_unknown_form_is_an_error() -> None:
    with pytest.raises(ShapesError) as caught:
        render_report(Report.of([]), "jsn")
    assert caught.value.suggestions == ("json",)

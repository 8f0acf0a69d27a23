"""Text that breaks careless writers, through every format: given back as it was, or refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.exporters.property.reading import READERS

from trendgraph.claims import Claim, Directness, Entity, Evidence, Place, Source, Value, merge_claims
from trendgraph.errors import ClaimError, ExportError, GraphError
from trendgraph.exporters import (
    FORMATS,
    PROPERTY_FORMATS,
    Selection,
    digest,
    export_graph,
    property_rows,
    read_quads,
)
from trendgraph.exporters.reading import READABLE
from trendgraph.graph import build_graph
from trendgraph.namespaces import TG, entity_iri
from trendgraph.store import Store, open_store
from trendgraph.terms import XSD

pytestmark = pytest.mark.filterwarnings("ignore::pyparsing.warnings.PyparsingDeprecationWarning")
DAY = date(2024, 1, 2)
HOSTILE = {
    "cypher": "'}) DETACH DELETE n //",
    "quotes": '" \' ` """ \\ \\" \\u0041',
    "lines": "one\ntwo\r\nthree\rfour\u2028five\x85six",
    "emoji": "😀👩‍👩‍👧 \U0001f1eb\U0001f1f7",
    "right to left": "\u202eabc\u202c \u200f א",
    "markup": "<![CDATA[ ]]> &amp; </node> {{x}} ${y}",
    "spreadsheet": '=1+1;a|b,"c"\t',
    "like data": '["a"] {"a":1} NULL NaN true \ufeff\u200b\x85',
    "sparql": '" . } ; DROP ALL # <http://e/x>',
}
NO_NUL = {"rdfxml", "graphml", "gexf", "dot"}
"""Formats in which no escape stands for NUL."""


def store_of(text: str) -> Store:
    source = Source("paper", TG + "Publication", text, TG + "undisclosed", None, DAY, TG + "undisclosed")
    entity = Entity(entity_iri("model/n"), TG + "LanguageModel", text, (f"{text} 2",))
    evidence = (Evidence("paper", Place(text), Directness.FIRST_PARTY),)
    claim = Claim(entity.iri, TG + "cites", Value(text, XSD + "string"), evidence, DAY)
    store = open_store()
    store.add(build_graph(merge_claims([source, entity, claim], single_valued=frozenset())))
    return store


def comes_back(store: Store, name: str, path: Path) -> None:
    chosen = Selection(entity="tgd:model/n") if name == "jsonld-framed" else Selection()
    result = export_graph(store, path, name, selection=chosen)
    if name in READABLE:
        assert digest(read_quads(path, name)) == result.digest
    elif name in READERS:
        nodes, edges = READERS[name](path)
        rows = property_rows(store)
        assert sorted(nodes, key=lambda row: row.id) == list(rows.nodes())
        assert sorted(edges, key=lambda row: row.id) == list(rows.edges())


@pytest.mark.parametrize("kind", HOSTILE)
def test_every_format_gives_it_back(kind: str, tmp_path: Path) -> None:
    store = store_of(HOSTILE[kind])
    for name in (*FORMATS, "rdf12", "nanopub", *PROPERTY_FORMATS):
        comes_back(store, name, tmp_path / name)


def test_nul_is_given_back_or_refused(tmp_path: Path) -> None:
    store = store_of("a\0b")
    for name in (*FORMATS, "rdf12", *PROPERTY_FORMATS):
        if name not in NO_NUL:
            comes_back(store, name, tmp_path / name)
            continue
        with pytest.raises(ExportError) as caught:
            export_graph(store, tmp_path / name, name)
        assert caught.value.code == "export.character"
        assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["nquads", "turtle", "cytoscape", "sqlite"])
def test_ten_megabytes_in_one_literal(name: str, tmp_path: Path) -> None:
    store = open_store()
    source = Source("paper", TG + "Publication", "x" * 10_000_000, TG + "undisclosed", None, DAY, TG + "undisclosed")
    store.add(build_graph(merge_claims([source], single_valued=frozenset())))
    comes_back(store, name, tmp_path / name)


@pytest.mark.parametrize("iri", ["model/a>b", "model/a b", 'model/a"b', "model/a\nb", "model/a{b}"])
def test_what_is_no_iri_never_gets_into_a_graph(iri: str) -> None:
    with pytest.raises(GraphError, match="no IRI") as caught:
        list(build_graph(merge_claims([Entity(entity_iri(iri), TG + "Thing", "x")], single_valued=frozenset())))
    assert caught.value.where == entity_iri(iri)


def test_half_of_a_surrogate_pair_never_gets_into_a_graph() -> None:
    with pytest.raises(ClaimError, match="surrogate") as caught:
        store_of("a\ud800b")
    assert "ud800" in str(caught.value.where)
    named = merge_claims([Entity(entity_iri("model/n"), TG + "LanguageModel", "a\ud800b")], single_valued=frozenset())
    with pytest.raises(GraphError, match="surrogate") as refused:
        build_graph(named)
    assert refused.value.code == "graph.text"

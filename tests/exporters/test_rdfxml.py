from __future__ import annotations

import pyoxigraph as ox
import pytest

from trendgraph.errors import ExportError
from trendgraph.exporters import export_graph, export_text
from trendgraph.store import Store, open_store

S = ox.NamedNode("http://example.org/s")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def store_of(predicate: str, value: ox.Literal | ox.NamedNode) -> Store:
    store = open_store()
    store.add([ox.Quad(S, ox.NamedNode(predicate), value)])
    return store


def test_what_it_looks_like():
    text = export_text(store_of("http://example.org/a/p", ox.Literal("x < y\r", language="en")), "rdfxml")
    assert text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<rdf:RDF\n"
        '    xmlns:ns1="http://example.org/a/"\n'
        f'    xmlns:rdf="{RDF}">\n'
        '  <rdf:Description rdf:about="http://example.org/s">\n'
        '    <ns1:p xml:lang="en">x &lt; y&#xD;</ns1:p>\n'
        "  </rdf:Description>\n"
        "</rdf:RDF>\n"
    )


@pytest.mark.parametrize("predicate", ["http://example.org/", "http://example.org/2024", RDF + "li", RDF + "about"])
def test_a_predicate_that_xml_cannot_name(predicate, tmp_path):
    target = tmp_path / "x.rdf"
    target.write_text("before")
    with pytest.raises(ExportError) as caught:
        export_graph(store_of(predicate, S), target)
    assert caught.value.code == "export.predicate"
    assert caught.value.where == predicate
    assert target.read_text() == "before"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_a_character_that_xml_forbids(character):
    with pytest.raises(ExportError, match=r"XML 1\.0 forbids") as caught:
        export_text(store_of("http://example.org/p", ox.Literal(f"a{character}b")), "rdfxml")
    assert caught.value.code == "export.character"
    assert "http://example.org/s" in str(caught.value)

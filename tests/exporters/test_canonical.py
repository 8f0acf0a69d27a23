from __future__ import annotations

import hashlib

import pyoxigraph as ox
import pytest
from pyld import jsonld

from trendgraph.errors import ExportError
from trendgraph.exporters import digest
from trendgraph.exporters.canonical import batches, canonical_lines, stored_lines, without_graphs
from trendgraph.exporters.spilling import IN_MEMORY, Spill

P = ox.NamedNode("http://example.org/p")
GRAPH = ox.NamedNode("http://example.org/g")


def turtle(text: str) -> list[ox.Quad]:
    return list(ox.parse(("@prefix : <http://example.org/> . " + text).encode(), format=ox.RdfFormat.TURTLE))


def peer_normal_form(quads: list[ox.Quad]) -> str:
    options = {"algorithm": "URDNA2015", "inputFormat": "application/n-quads", "format": "application/n-quads"}
    return str(jsonld.normalize("".join(f"{quad} .\n" for quad in quads), options))


def test_lines_are_those_of_an_independent_implementation(world):
    quads = list(world.quads())
    text = "".join(f"{line} .\n" for line in canonical_lines(quads))
    assert text == peer_normal_form(quads)
    assert digest(quads) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        "_:a :p _:b . _:b :p _:a .",
        "_:a :p _:b . _:b :p _:c . _:c :p _:a , _:d . _:d :p :x .",
        ":x :p ( 1 ( 2 [ :q () ] ) ) .",
        "_:a :p :x . _:b :p :x . _:a :q _:b .",
        ':x :p "_:a" , "\\t\\"" . _:a :q :x .',
    ],
)
def test_blank_nodes_get_the_labels_of_the_standard(text):
    quads = turtle(text)
    assert "".join(f"{line} .\n" for line in canonical_lines(quads)) == peer_normal_form(quads)


def test_quads_without_blank_nodes_do_not_change_labels():
    blank = turtle("_:a :p _:b . _:b :q :x .")
    other = turtle(":x :p :y . :y :p 5 .")
    assert set(canonical_lines(blank)) < set(canonical_lines([*blank, *other]))


def test_repeated_quads_count_once():
    quads = turtle(":x :p :y .")
    assert canonical_lines([*quads, *quads]) == ["<http://example.org/x> <http://example.org/p> <http://example.org/y>"]


@pytest.mark.parametrize("named", [True, False], ids=["with graphs", "merged"])
@pytest.mark.parametrize("limit", [None, 200], ids=["in memory", "spilled"])
def test_the_lines_that_a_store_writes_itself_are_the_same(named, limit):
    texts = ["_:a", " .\n", "\r\n\t\x00\x7f", "<<( a )>>", '"\\', "😀\u202e", "", "x" * 300_000]
    subjects = [ox.NamedNode("http://example.org/s"), ox.BlankNode("b"), ox.BlankNode("c")]
    quads = [
        ox.Quad(subject, P, thing, graph)
        for graph in (GRAPH, ox.NamedNode("http://example.org/h"), ox.BlankNode("g"), ox.DefaultGraph())
        for subject in subjects
        for thing in (*map(ox.Literal, texts), ox.Literal("1", language="en"), subjects[1])
    ]
    store = ox.Store()
    store.extend(quads)
    graphs = [ox.DefaultGraph(), *store.named_graphs()]
    expected = list(canonical_lines(quads if named else without_graphs(quads)))
    with Spill(limit=limit) if limit else IN_MEMORY as spill:
        assert list(stored_lines(store, spill, graphs, named=named)) == expected


def test_a_store_with_a_triple_in_a_triple_is_refused():
    store = ox.Store()
    store.add(ox.Quad(P, P, ox.Triple(P, P, P), GRAPH))
    with pytest.raises(ExportError):
        stored_lines(store, IN_MEMORY, [GRAPH], named=True)


def test_merging_graphs_gives_other_labels_where_names_mattered():
    quads = [ox.Quad(ox.BlankNode(), P, ox.Literal("1"), GRAPH), ox.Quad(ox.BlankNode(), P, ox.Literal("1"))]
    assert len(canonical_lines(quads)) == len(canonical_lines(without_graphs(quads))) == 2
    assert digest(quads) != digest(without_graphs(quads))


def test_lines_sort_by_code_point_with_their_graph():
    values = ["é", "z", "Z", "\U0001f600", "\ufb01"]
    quads = [ox.Quad(P, P, ox.Literal(value), GRAPH) for value in values]
    lines = canonical_lines(quads)
    assert lines == sorted(lines, key=str.encode)


def test_control_characters_are_escaped_as_the_standard_says():
    # https://www.w3.org/TR/rdf-canon/#canonical-quads; the peer follows an older draft here.
    [line] = canonical_lines([ox.Quad(P, P, ox.Literal("\x00\x08\t\n\x0b\x0c\r\x1f\x7f\x80"))])
    assert line.split(" ", 2)[2] == '"\\u0000\\b\\t\\n\\u000B\\f\\r\\u001F\\u007F\x80"'


def test_a_triple_as_object_is_refused():
    quad = ox.Quad(P, P, ox.Triple(P, P, P))
    with pytest.raises(ExportError, match=r"RDF 1\.1") as caught:
        canonical_lines([quad])
    assert caught.value.code == "export.triple_term"
    assert canonical_lines([ox.Quad(P, P, ox.Literal(" <<( "))])


def test_batches_are_whole():
    pieces = [f"é{number}\n" for number in range(20_000)]
    assert b"".join(batches(pieces)).decode() == "".join(pieces)
    assert list(batches([])) == []


def test_more_blank_nodes_than_memory_should_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trendgraph.exporters.canonical._MOST_WITH_BLANKS", 2)
    named = ox.NamedNode("http://example.org/x")
    quads = [ox.Quad(ox.BlankNode(), P, named) for _ in range(3)]
    assert len(canonical_lines([*quads[:2], *(ox.Quad(named, P, ox.Literal(str(n))) for n in range(9))])) == 11
    with pytest.raises(ExportError, match="more than 2 statements") as caught:
        canonical_lines(quads)
    assert caught.value.code == "export.blank_nodes"

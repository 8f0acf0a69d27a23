"""One suite for every exporter: isomorphic after a round trip, and the same bytes whatever the run."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from trendgraph.exporters import FORMATS, Selection, digest, export_graph, export_text
from trendgraph.interop import quads_from_rdflib
from trendgraph.namespaces import graph_iri, prefixes
from trendgraph.resources import resource_files
from trendgraph.store import Store, open_store
from trendgraph.terms import parse_turtle

WORLD = Path(__file__).parent.parent / "exporters" / "world.trig"
CLIP = "https://w3id.org/trendgraph/id/model/clip"
OXIGRAPH_NAMES = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "jsonld-framed": ox.RdfFormat.JSON_LD,
}
RDFLIB_NAMES = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt11",
    "nquads": "nquads",
    "rdfxml": "xml",
    "jsonld": "json-ld",
    "jsonld-framed": "json-ld",
}
EXAMPLE = "http://example.org/"
AWKWARD_TEXT = (
    'say "a \\ b"\n\ttab \r return <&> \' ]]> é 😀 \u2028 \x85 _:b <http://e/x> "x"@en .',
    "",
    " ",
    "  two lines \n and blanks ",
    "\x7f",
    "5",
)


def awkward_quads() -> list[ox.Quad]:
    """Quads that break careless writers; XML can hold every one of them."""
    node, graph = ox.NamedNode(EXAMPLE + "s"), ox.NamedNode(EXAMPLE + "g")
    literals = [
        *(ox.Literal(text) for text in AWKWARD_TEXT),
        *(ox.Literal(text, language="en-GB") for text in AWKWARD_TEXT),
        *(ox.Literal(text, datatype=ox.NamedNode(EXAMPLE + "type")) for text in AWKWARD_TEXT),
        *(
            ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
            for text, kind in (("5", "integer"), ("1", "decimal"), ("0.5", "decimal"), ("-1.5E0", "double"))
        ),
        ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
        ox.Literal("maybe", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean")),
    ]
    iris = [
        ox.NamedNode(iri)
        for iri in (
            EXAMPLE + "a?b=1&c='d'#e",
            EXAMPLE + "é/(x),;.",
            "urn:x:y",
            "https://w3id.org/trendgraph/id/",
            "https://w3id.org/trendgraph/id/model/",
            "https://w3id.org/trendgraph/id/model/gpt-4.1-mini.",
            "https://w3id.org/trendgraph/id/a:b/c",
            "https://w3id.org/trendgraph/id/../c",
            "https://w3id.org/trendgraph/id//c",
            "https://w3id.org/trendgraph/ontology#",
        )
    ]
    predicates = [
        ox.NamedNode(iri)
        for iri in (EXAMPLE + "p", EXAMPLE + "p2/q", "http://www.w3.org/2000/01/rdf-schema#label", "urn:x:p")
    ]
    one, two, three, four = (ox.BlankNode(name) for name in ("one", "two", "three", "four"))
    p = predicates[0]
    blanks = [
        *((one, p, two), (two, p, one)),  # a cycle
        *((three, p, three), (node, p, four)),  # a loop; a leaf without facts
        (ox.BlankNode(), p, ox.Literal("nobody mentions me")),
        (node, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.BlankNode("kind")),
        (ox.BlankNode("kind"), p, ox.Literal("a nameless kind")),
    ]
    return [
        *(ox.Quad(node, predicate, value, graph) for predicate in predicates for value in (*literals, *iris)),
        *(ox.Quad(iri, predicates[0], node, graph) for iri in iris),
        *(ox.Quad(*triple, graph) for triple in blanks),
        ox.Quad(node, predicates[0], node, ox.NamedNode(EXAMPLE + "g2")),
        # One blank node in two graphs, and one that two statements mention.
        *(ox.Quad(ox.BlankNode("shared"), p, node, ox.NamedNode(EXAMPLE + name)) for name in ("g", "g2")),
        *(ox.Quad(node, ox.NamedNode(EXAMPLE + name), ox.BlankNode("twice"), graph) for name in ("q", "r")),
        ox.Quad(ox.BlankNode("twice"), p, node, graph),
    ]


def list_quads() -> list[ox.Quad]:
    """Lists: good, nested, cut off, shared, and one too deep to nest."""
    text = """
    @prefix : <http://example.org/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    :good :p ( 1 "two" :three ( :inner ) () [ :q ( [ :q :x ] ) ] ) .
    :cut :p [ rdf:first 1 ; rdf:rest [ rdf:first 2 ] ] .
    :double :p [ rdf:first 1 , 2 ; rdf:rest () ] .
    :typed :p [ a rdf:List ; rdf:first 1 ; rdf:rest () ] .
    :shared :p _:tail ; :q [ rdf:first 0 ; rdf:rest _:tail ] . _:tail rdf:first 1 ; rdf:rest () .
    _:loop rdf:first 1 ; rdf:rest _:loop .
    _:a rdf:first 1 ; rdf:rest _:b . _:b rdf:first 2 ; rdf:rest _:a .
    """
    deep = ":deep :p " + "[ :p " * 60 + "1" + " ]" * 60 + " . :deeper :p " + "( " * 60 + "1" + " )" * 60 + " ."
    graph = ox.NamedNode(EXAMPLE + "lists")
    parsed = ox.parse((text + deep).encode(), format=ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed]


def vocabulary_quads() -> list[ox.Quad]:
    modules = [*resource_files("ontology/modules", "*.ttl"), *resource_files("ontology/schemes", "*.ttl")]
    graph = ox.NamedNode(graph_iri("ontology"))
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for path in modules for t in parse_turtle(path)]


def prefix_quads() -> list[ox.Quad]:
    """Every namespace of the prefix map: bare, with a plain name, and with names that need care."""
    p, graph = ox.NamedNode(EXAMPLE + "p"), ox.NamedNode(EXAMPLE + "g")
    iris = [space + local for space in prefixes().values() for local in ("", "x", "1-a.b", "a/b", "//a", "a.", "-")]
    return [ox.Quad(ox.NamedNode(iri), p, ox.NamedNode(iri), graph) for iri in iris]


def default_graph_quads() -> list[ox.Quad]:
    node = ox.NamedNode(EXAMPLE + "s")
    named = ox.Quad(node, node, ox.BlankNode("x"), ox.NamedNode(EXAMPLE + "g"))
    return [ox.Quad(node, node, ox.Literal("<http://e/x>")), ox.Quad(node, node, node), named]


WORLDS = {
    "world": lambda: list(ox.parse(path=str(WORLD))),
    "awkward": awkward_quads,
    "lists": list_quads,
    "vocabulary": vocabulary_quads,
    "prefixes": prefix_quads,
    "default graph": default_graph_quads,
    "nothing": list,
}
EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)
WHOLE_GRAPH_FORMATS = pytest.mark.parametrize("name", [name for name in FORMATS if name != "jsonld-framed"])


def store_of(quads: list[ox.Quad]) -> Store:
    store = open_store()
    store.add(quads)
    return store


def selection_for(name: str) -> Selection:
    return Selection(entity=CLIP) if name == "jsonld-framed" else Selection()


def identity(quads: list[ox.Quad], name: str) -> str:
    """The digest that an export in this format must have, from the quads themselves."""
    if FORMATS[name].keeps_graphs:
        return digest(quads)
    return digest(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)


def test_every_format_has_independent_readers():
    assert OXIGRAPH_NAMES.keys() == RDFLIB_NAMES.keys() == FORMATS.keys()


@WHOLE_GRAPH_FORMATS
@pytest.mark.parametrize("world", WORLDS)
def test_oxigraph_reads_back_the_same_graph(name, world, tmp_path):
    store = store_of(WORLDS[world]())
    result = export_graph(store, tmp_path / "export", name)
    read = list(ox.parse(path=str(tmp_path / "export"), format=OXIGRAPH_NAMES[name]))
    expected = identity(list(store.quads()), name)
    assert digest(read) == expected
    assert result.digest == expected
    assert result.size_bytes == (tmp_path / "export").stat().st_size


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")
@WHOLE_GRAPH_FORMATS
@pytest.mark.parametrize("world", ["world", "vocabulary", "awkward", "lists", "prefixes"])
def test_rdflib_reads_back_the_same_graph(name, world, tmp_path, monkeypatch):
    # rdflib rewrites lexical forms ("1"^^xsd:boolean) unless told not to.
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    quads = [quad for quad in WORLDS[world]() if rdflib_can_hold(quad, name)]
    store = store_of(quads)
    export_graph(store, tmp_path / "export", name)
    if FORMATS[name].keeps_graphs:
        graph: rdflib.Graph = rdflib.Dataset()
    else:
        graph = rdflib.Graph()
    graph.parse(tmp_path / "export", format=RDFLIB_NAMES[name])
    read = list(quads_from_rdflib(graph, EXAMPLE + "default"))
    if not FORMATS[name].keeps_graphs:
        read = [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in read]
    assert digest(read) == identity(list(store.quads()), name)


def rdflib_can_hold(quad: ox.Quad, name: str) -> bool:
    """Leaves out what rdflib itself mends or mistakes, so that the rest can be compared."""
    value = quad.object
    if not isinstance(value, ox.Literal):
        return True
    return not (value.datatype.value.endswith("#boolean") and value.value == "maybe")


@EVERY_FORMAT
def test_the_same_bytes_twice(name):
    store = store_of(WORLDS["world"]())
    assert export_text(store, name, selection=selection_for(name)) == export_text(
        store, name, selection=selection_for(name)
    )


@EVERY_FORMAT
@pytest.mark.parametrize("seed", range(5))
def test_the_same_bytes_for_another_order_and_other_blank_node_labels(name, seed):
    quads = list(ox.parse(path=str(WORLD)))
    if name != "jsonld-framed":
        quads += awkward_quads() + list_quads()
    shuffled = quads.copy()
    random.Random(seed).shuffle(shuffled)
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def renamed(node):
        return names.setdefault(node, ox.BlankNode(f"n{seed}x{len(names)}")) if isinstance(node, ox.BlankNode) else node

    shuffled = [ox.Quad(*map(renamed, (q.subject, q.predicate, q.object, q.graph_name))) for q in shuffled]
    texts = {export_text(store_of(found), name, selection=selection_for(name)) for found in (quads, shuffled)}
    assert len(texts) == 1


CHILD = """
import sys
import pyoxigraph as ox
from trendgraph.exporters import FORMATS, Selection, export_text
from trendgraph.store import open_store
import hashlib
store = open_store()
store.add(ox.parse(path=sys.argv[1]))
for name in FORMATS:
    chosen = Selection(entity="tgd:model/clip") if name == "jsonld-framed" else Selection()
    print(name, hashlib.sha256(export_text(store, name, selection=chosen).encode()).hexdigest())
"""


def test_the_same_bytes_under_every_hash_seed():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", CHILD, str(WORLD)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4294967295")
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") == len(FORMATS)


@pytest.mark.parametrize("name", ["nquads", "ntriples"])
@pytest.mark.parametrize("world", WORLDS)
def test_the_file_of_a_line_format_is_the_canonical_form(name, world, tmp_path):
    result = export_graph(store_of(WORLDS[world]()), tmp_path / "export", name)
    assert hashlib.sha256((tmp_path / "export").read_bytes()).hexdigest() == result.digest


@WHOLE_GRAPH_FORMATS
def test_one_more_quad_is_another_graph(name, tmp_path):
    quads = WORLDS["world"]()
    more = ox.Quad(ox.NamedNode(EXAMPLE + "s"), ox.NamedNode(EXAMPLE + "p"), ox.Literal("more"))
    digests = {export_graph(store_of(found), tmp_path / "x", name).digest for found in (quads, [*quads, more])}
    assert len(digests) == 2

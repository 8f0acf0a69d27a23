"""Claims to quads: both ways between claims and direct statements, and nothing anonymous."""

import pyoxigraph as ox
import pytest

from trendgraph.graph import makes_direct_triple
from trendgraph.interop import dataset_to_rdflib, quads_from_rdflib
from trendgraph.namespaces import GRAPH, TG, graph_iri
from trendgraph.store import Store

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
CLAIMED = """
SELECT ?s ?p ?o WHERE {
  ?claim tg:claimSubject ?s ; tg:claimPredicate ?p ; tg:claimObject|tg:claimValue ?o ;
    tg:stance tg:affirms ; tg:claimStatus tg:accepted .
  FILTER NOT EXISTS { ?claim prov:invalidatedAtTime ?when }
  FILTER (!(isIRI(?o) && ?o IN (tg:undisclosed, tg:notApplicable)))
}"""


@pytest.mark.parametrize("world", ["tiny", "real"])
def test_direct_statements_are_exactly_the_accepted_affirmed_claims(world: str, request: pytest.FixtureRequest) -> None:
    store = request.getfixturevalue(world).store
    claimed = {(str(row["s"]), str(row["p"]), str(row["o"])) for row in store.select(CLAIMED)}
    asserted = {(str(q.subject), str(q.predicate), str(q.object)) for q in store.quads(graph_iri("asserted"))}
    assert claimed
    assert asserted == claimed


def test_denied_retracted_dropped_and_missing_make_no_direct_statement(tiny) -> None:
    kept_back = [claim for claim in tiny.claims.claims.values() if not makes_direct_triple(claim)]
    assert {str(claim.stance) for claim in kept_back} == {"affirms", "denies"}
    assert {"retracted", "contested", "proposed"} <= {str(claim.status) for claim in kept_back}
    assert any(claim.dropped for claim in kept_back)
    assert any(isinstance(claim.object, str) and claim.object.endswith("#undisclosed") for claim in kept_back)


def test_every_quad_of_a_source_stands_in_its_graph(tiny) -> None:
    names = {name.removeprefix(GRAPH + "source/") for name in tiny.store.graph_names() if "/source/" in name}
    assert names == set(tiny.claims.sources)


def test_no_blank_nodes_outside_the_ontology(real) -> None:
    for name in real.store.graph_names():
        if name != graph_iri("ontology"):
            for quad in real.store.quads(name):
                assert not isinstance(quad.subject, ox.BlankNode)
                assert not isinstance(quad.object, ox.BlankNode)


@pytest.mark.parametrize("world", ["tiny", "real"])
def test_no_statement_stands_in_two_graphs(world: str, request: pytest.FixtureRequest) -> None:
    """The union of the graphs is then a set, and every count over it is right."""
    seen: dict[object, str] = {}
    for quad in request.getfixturevalue(world).store.quads():
        assert seen.setdefault(quad.triple, quad.graph_name.value) == quad.graph_name.value, quad


@pytest.mark.parametrize("world", ["tiny", "real"])
def test_counts_over_the_union_are_right(world: str, request: pytest.FixtureRequest) -> None:
    store = request.getfixturevalue(world).store
    (row,) = store.select("SELECT (COUNT(*) AS ?n) { ?c a tg:Claim }")
    of_claims = store.raw.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), ox.NamedNode(TG + "Claim"))
    assert int(row["n"].value) == len({quad.subject for quad in of_claims}) > 0


def test_claim_of_two_sources_stands_once_with_a_link_from_each_source(tiny) -> None:
    shared = [iri for iri, claim in tiny.claims.claims.items() if len({e.source for e in claim.evidence}) > 1]
    assert shared
    for iri in shared:
        node = ox.NamedNode(iri)
        places = {q.graph_name.value for q in tiny.store.raw.quads_for_pattern(node, None, None, None)}
        sources = {graph_iri(f"source/{evidence.source}") for evidence in tiny.claims.claims[iri].evidence}
        assert places - {graph_iri("provenance")} == sources | {graph_iri("shared")}


def test_rdflib_round_trip_keeps_every_quad(tiny) -> None:
    quads = {str(quad) for quad in tiny.store.quads() if quad.graph_name.value != graph_iri("ontology")}
    names = [name for name in tiny.store.graph_names() if name != graph_iri("ontology")]
    back = Store.from_rdflib(tiny.store.to_rdflib(names))
    assert {str(quad) for quad in back.quads()} == quads


def test_plain_rdflib_graph_goes_to_asserted() -> None:
    import rdflib

    plain = rdflib.Graph()
    plain.add((rdflib.URIRef("http://e/s"), rdflib.URIRef("http://e/p"), rdflib.Literal("x")))
    (quad,) = quads_from_rdflib(plain, graph_iri("asserted"))
    assert (quad.graph_name.value, quad.object) == (graph_iri("asserted"), ox.Literal("x"))
    again = dataset_to_rdflib([quad])
    assert (rdflib.URIRef("http://e/s"), rdflib.URIRef("http://e/p"), rdflib.Literal("x")) in again.graph(
        graph_iri("asserted")
    )

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from trendgraph.materialisation import count_inferred, load_rules, materialise
from trendgraph.materialisation.facts import BASE_GRAPHS
from trendgraph.namespaces import expand, graph_iri
from trendgraph.store import Store

INFERRED = graph_iri("inferred")
SCHEMA = ("rdfs:subClassOf", "rdfs:subPropertyOf")
PROGRAM = """
import sys, hashlib, pyoxigraph as ox
from pathlib import Path
from trendgraph.materialisation import materialise
from trendgraph.namespaces import graph_iri
from trendgraph.resources import resource_files
from trendgraph.store import open_store
store = open_store("memory:")
for path in resource_files("ontology/modules", "*.ttl"):
    store.raw.load(path.read_bytes(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph_iri("ontology")))
store.raw.load(Path(sys.argv[1]).read_bytes(), format=ox.RdfFormat.TRIG)
done = materialise(store)
quads = "".join(str(quad) for quad in store.quads(graph_iri("inferred")))
print(done.added, done.rounds, done.per_rule, hashlib.sha256(quads.encode()).hexdigest())
"""


def named(curie: str) -> ox.NamedNode:
    iri = expand(curie)
    assert iri is not None
    return ox.NamedNode(iri)


def holds(store: Store, subject: str, predicate: str, value: str) -> bool:
    return bool(
        next(store.raw.quads_for_pattern(named(subject), named(predicate), named(value), ox.NamedNode(INFERRED)), None)
    )


def triples(store: Store, *graphs: str) -> set[str]:
    return {str(quad.triple) for graph in graphs for quad in store.quads(graph)}


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("tgd:model/base", "rdf:type", "tg:HybridModel"),
        ("tgd:model/clip", "rdf:type", "tg:MultimodalModel"),
        ("tgd:model/small", "rdf:type", "tg:DistilledModel"),
        ("tgd:model/small", "rdf:type", "tg:OpenSourceModel"),
        ("tgd:model/small", "rdf:type", "tg:DomainSpecificModel"),
        ("tgd:model/small", "tg:hasAncestor", "tgd:model/root"),
        ("tgd:model/small", "tg:usesTechnique", "tgd:technique/compression"),
        ("tgd:model/base", "tg:usesTechnique", "tgd:technique/self-attention"),
        ("tgd:product/assistant", "tg:dependsOn", "tgd:model/root"),
        ("tgd:trend/compression", "tg:adoptedBy", "tgd:model/small"),
        ("tgd:trend/scaling", "tg:competesWith", "tgd:trend/compression"),
        ("tgd:trend/green", "tg:counteracts", "tgd:trend/scaling"),
        ("tgd:model/small", "tg:servesSector", "tgd:sector/finance"),
        ("tgd:organisation/openai", "rdf:type", "prov:Organization"),
        ("tgd:technique/pruning", "skos:broaderTransitive", "tgd:technique/compression"),
    ],
)
def test_what_follows_is_there(world: Store, subject: str, predicate: str, value: str) -> None:
    assert holds(world, subject, predicate, value)


def test_what_does_not_follow_is_not_there(world: Store) -> None:
    assert not holds(world, "tgd:model/clip", "rdf:type", "tg:HybridModel")
    assert not holds(world, "tgd:model/root", "tg:hasAncestor", "tgd:model/small")
    assert not holds(world, "tgd:trend/scaling", "tg:counteracts", "tgd:trend/green")


def test_nothing_but_the_inferred_graph_changes_and_nothing_is_said_twice(make_world: Callable[[], Store]) -> None:
    store = make_world()
    before = {str(quad) for quad in store.quads()}
    done = materialise(store)
    assert {str(quad) for quad in store.quads() if str(quad.graph_name) != f"<{INFERRED}>"} == before
    assert not triples(store, INFERRED) & triples(store, *BASE_GRAPHS)
    assert done.added == store.count(INFERRED) == sum(done.per_rule.values())


def test_running_again_changes_nothing(world: Store) -> None:
    before = triples(world, INFERRED)
    world.add([ox.Quad(named("tgd:model/x"), named("tg:dependsOn"), named("tgd:model/y"), ox.NamedNode(INFERRED))])
    materialise(world)
    assert triples(world, INFERRED) == before


def test_no_rule_run_as_a_query_adds_anything_more(world: Store) -> None:
    graphs = [*BASE_GRAPHS, INFERRED]
    known = triples(world, *graphs)
    for rule in load_rules():
        missing = {str(triple) for triple in world.construct(rule.text, graphs=graphs)} - known
        assert not missing, rule.id


def test_rules_as_queries_reach_the_same_fixpoint(make_world: Callable[[], Store], world: Store) -> None:
    store = make_world()
    size = -1
    while size != (size := store.count(INFERRED)):
        for rule in load_rules():
            made = store.construct(rule.text, graphs=[*BASE_GRAPHS, INFERRED])
            store.add(ox.Quad(*triple, ox.NamedNode(INFERRED)) for triple in made)
    assert triples(store, INFERRED) - triples(store, *BASE_GRAPHS) == triples(world, INFERRED)


def test_only_named_things_and_no_axioms_but_the_two_hierarchies(world: Store) -> None:
    terms = {quad.subject for quad in world.raw.quads_for_pattern(None, named("rdfs:isDefinedBy"), None, None)}
    individuals = {quad.subject for quad in world.raw.quads_for_pattern(None, None, named("owl:NamedIndividual"), None)}
    for quad in world.quads(INFERRED):
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)
        assert quad.subject != quad.object
        if quad.subject in terms - individuals:
            assert quad.predicate in {named(name) for name in SCHEMA}


def test_claims_and_evidence_are_not_reasoned_over(world: Store) -> None:
    subjects = {quad.subject.value for quad in world.quads(INFERRED) if isinstance(quad.subject, ox.NamedNode)}
    assert not {iri for iri in subjects if "/id/claim/" in iri or "/id/evidence/" in iri}


def test_counts_name_every_rule_and_no_axiom_is_left_out(make_world: Callable[[], Store]) -> None:
    done = materialise(make_world())
    assert list(done.per_rule) == [rule.id for rule in load_rules()]
    assert done.uncovered == ()
    assert done.rounds > 2


def test_counting_adds_nothing(make_world: Callable[[], Store]) -> None:
    store = make_world()
    counts = count_inferred(store)
    assert store.count(INFERRED) == 0
    assert counts == materialise(store).per_rule == count_inferred(store)


def test_an_axiom_that_no_rule_covers_is_reported(make_world: Callable[[], Store]) -> None:
    store = make_world()
    store.update(
        "INSERT DATA { GRAPH <https://w3id.org/trendgraph/graph/ontology> "
        "{ tg:PrunedModel owl:equivalentClass [ owl:unionOf ( tg:LanguageModel tg:Corpus ) ] } }"
    )
    (left_out,) = materialise(store).uncovered
    assert "PrunedModel" in left_out


def test_an_empty_store_gives_an_empty_result() -> None:
    done = materialise(Store(ox.Store()))
    assert (done.added, set(done.per_rule.values())) == (0, {0})


def test_a_cycle_of_derivations_ends(make_world: Callable[[], Store]) -> None:
    store = make_world()
    asserted = ox.NamedNode(graph_iri("asserted"))
    store.add([ox.Quad(named("tgd:model/root"), named("tg:derivedFrom"), named("tgd:model/small"), asserted)])
    materialise(store)
    assert holds(store, "tgd:model/root", "tg:hasAncestor", "tgd:model/root")


def test_the_order_of_hashes_does_not_matter() -> None:
    world = Path(__file__).with_name("world.trig")
    answers = set()
    for seed in ("0", "1", "4242"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PROGRAM, str(world)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        answers.add(done.stdout)
    assert len(answers) == 1

"""How fast the rules run, beside two OWL 2 RL reasoners and the store's own SPARQL engine on the same graph.

    python benchmarks/rules.py 100000

prints a table: CPU seconds, triples added, and how many of our OWL inferences each engine also finds. ``owlrl`` and
``reasonable`` take part where they are installed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from trendgraph.materialisation import load_rules, materialise
from trendgraph.materialisation.closure import close
from trendgraph.materialisation.facts import BASE_GRAPHS, read_triples
from trendgraph.materialisation.rules import select_owl
from trendgraph.namespaces import ENTITY, TG, graph_iri
from trendgraph.resources import resource_files
from trendgraph.store import Store, open_store

Triples = set[tuple[str, str, str]]
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_OWLRL_LIMIT = 20_000
Result = TypeVar("Result")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("size", type=int, nargs="?", default=100_000, help="triples to generate")
    parser.add_argument("--store", type=Path, help="a store folder to measure instead")
    parser.add_argument("--only-own", action="store_true", help="leave the other engines out")
    options = parser.parse_args()
    store = _copy(options.store) if options.store else make_store(options.size)
    triples = sum(store.count(graph) for graph in BASE_GRAPHS)
    print(f"{triples} triples; Python {sys.version.split()[0]}, pyoxigraph {importlib.metadata.version('pyoxigraph')}")
    print(f"{'engine':28}{'CPU s':>9}{'added':>10}  of our OWL inferences")
    own, seconds = _timed(lambda: materialise(store))
    print(f"{'trendgraph':28}{seconds:9.2f}{own.added:10}  (all rules, {own.rounds} rounds)")
    if not options.only_own:
        _compare(store, triples)


def make_store(size: int, seed: int = 7) -> Store:
    """Gives a store with the shipped ontology and about ``size`` triples of invented models, products and trends."""
    store = open_store("memory:")
    for graph, folder in (("ontology", "ontology/modules"), ("schemes", "ontology/schemes")):
        for path in resource_files(folder, "*.ttl"):
            store.raw.bulk_load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph_iri(graph)))
    store.add(_world(size, random.Random(seed), _concepts(store)))
    return store


def _concepts(store: Store) -> dict[str, list[ox.NamedNode]]:
    found: dict[str, list[ox.NamedNode]] = {}
    for quad in store.raw.quads_for_pattern(None, _TYPE, None, ox.NamedNode(graph_iri("schemes"))):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found.setdefault(quad.object.value.removeprefix(TG), []).append(quad.subject)
    return {kind: sorted(members, key=str) for kind, members in found.items()}


class _World:
    """Writes quads of the graphs entities and asserted."""

    def __init__(self) -> None:
        self.quads: list[ox.Quad] = []
        self._entities = ox.NamedNode(graph_iri("entities"))
        self._asserted = ox.NamedNode(graph_iri("asserted"))

    def entity(self, name: str, kind: str) -> ox.NamedNode:
        node = ox.NamedNode(ENTITY + name)
        self.quads.append(ox.Quad(node, _TYPE, ox.NamedNode(TG + kind), self._entities))
        self.quads.append(ox.Quad(node, _LABEL, ox.Literal(name, language="en"), self._entities))
        return node

    def say(self, subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        self.quads.append(ox.Quad(subject, ox.NamedNode(TG + predicate), value, self._asserted))


def _world(size: int, dice: random.Random, concepts: dict[str, list[ox.NamedNode]]) -> Iterator[ox.Quad]:
    world = _World()
    organisations = [world.entity(f"organisation/o{number}", "Company") for number in range(max(3, size // 2000))]
    kinds = ("AttentionComponent", "StateSpaceComponent", "ExpertComponent")
    components = [world.entity(f"component/c{number}", kinds[number % 3]) for number in range(30)]
    trends = [world.entity(f"trend/t{number}", "Trend") for number in range(30)]
    for trend in trends:
        world.say(trend, "involvesTechnique", dice.choice(concepts["Technique"]))
        world.say(trend, dice.choice(("addressesConcern", "raisesConcern")), dice.choice(concepts["Concern"]))
    models: list[ox.NamedNode] = []
    while len(world.quads) < size:
        _model(world, dice, concepts, models, organisations, components)
    yield from world.quads


def _model(
    world: _World,
    dice: random.Random,
    concepts: dict[str, list[ox.NamedNode]],
    models: list[ox.NamedNode],
    organisations: list[ox.NamedNode],
    components: list[ox.NamedNode],
) -> None:
    model = world.entity(f"model/m{len(models)}", "LanguageModel")
    grades = [ox.NamedNode(TG + name) for name in ("open", "partlyOpen", "closed")]
    world.say(model, "developedBy", dice.choice(organisations))
    if models and dice.random() < 0.7:
        how = dice.choice(("fineTunedFrom", "distilledFrom", "prunedFrom", "quantisedFrom", "derivedFrom"))
        world.say(model, how, models[int(len(models) * dice.random() ** 3)])
    world.say(model, "usesTechnique", dice.choice(concepts["Technique"]))
    for component in dice.sample(components, 2):
        world.say(model, "hasComponent", component)
    for predicate in ("acceptsModality", "producesModality"):
        world.say(model, predicate, dice.choice(concepts["Modality"]))
    for predicate in ("weightsOpenness", "codeOpenness", "dataOpenness"):
        world.say(model, predicate, dice.choice(grades))
    if dice.random() < 0.2:
        world.say(model, "specialisedFor", dice.choice(concepts["Sector"]))
    world.say(model, "parameterCount", ox.Literal(dice.randrange(10**7, 10**12)))
    if dice.random() < 0.1:
        product = world.entity(f"product/p{len(models)}", "Product")
        world.say(product, "embedsModel", model)
        world.say(product, "offeredBy", dice.choice(organisations))
    models.append(model)


def _copy(folder: Path) -> Store:
    store = open_store("memory:")
    with open_store(folder, read_only=True) as source:
        store.add(source.quads())
    return store


def _compare(store: Store, size: int) -> None:
    owl_only = make_inferred(store)
    _report("trendgraph, OWL rules only", lambda: make_inferred(store), owl_only)
    _report("SPARQL, same rules", lambda: by_sparql(store), owl_only)
    if importlib.util.find_spec("reasonable"):
        _report(f"reasonable {importlib.metadata.version('reasonable')}", lambda: by_reasonable(store), owl_only)
    if importlib.util.find_spec("owlrl") and size <= _OWLRL_LIMIT:
        _report(f"owlrl {importlib.metadata.version('owlrl')}", lambda: by_owlrl(store), owl_only)


def _report(name: str, run: Callable[[], Triples], expected: Triples) -> None:
    found, seconds = _timed(run)
    print(f"{name:28}{seconds:9.2f}{len(found):10}  {len(found & expected)} of {len(expected)}")


def _timed(run: Callable[[], Result]) -> tuple[Result, float]:
    start = time.process_time()
    result = run()
    return result, time.process_time() - start


def make_inferred(store: Store) -> Triples:
    ontology, *data = [list(read_triples(store, [graph])) for graph in reversed(BASE_GRAPHS)]
    return set(close(select_owl(load_rules()), ontology, [triple for part in data for triple in part]).triples())


def by_sparql(store: Store) -> Triples:
    """Runs the same rules as CONSTRUCT queries of the store until none adds anything: plain, and slow."""
    scratch = graph_iri("scratch")
    graphs = [*BASE_GRAPHS, scratch]
    size = -1
    while size != (size := store.count(scratch)):
        for rule in select_owl(load_rules()):
            made = store.construct(rule.text, graphs=graphs)
            store.add(ox.Quad(one.subject, one.predicate, one.object, ox.NamedNode(scratch)) for one in made)
    return _taken_out(store, scratch)


def by_reasonable(store: Store) -> Triples:
    import reasonable

    reasoner = reasonable.PyReasoner()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.ttl")
        path.write_text(
            "".join(f"{' '.join(triple)} .\n" for triple in read_triples(store, BASE_GRAPHS)), encoding="utf-8"
        )
        reasoner.load_file(str(path))
        found = {(term.n3(), predicate.n3(), value.n3()) for term, predicate, value in reasoner.reason()}
    return found - set(read_triples(store, BASE_GRAPHS))


def by_owlrl(store: Store) -> Triples:
    import owlrl
    import rdflib

    graph = rdflib.Graph()
    text = "".join(f"{' '.join(triple)} .\n" for triple in read_triples(store, BASE_GRAPHS))
    graph.parse(data=text, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    found = {(term.n3(), predicate.n3(), value.n3()) for term, predicate, value in graph}
    return found - set(read_triples(store, BASE_GRAPHS))


def _taken_out(store: Store, graph: str) -> Triples:
    found = set(read_triples(store, [graph])) - set(read_triples(store, BASE_GRAPHS))
    store.remove_graph(graph)
    return found


if __name__ == "__main__":
    main()

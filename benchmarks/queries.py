"""How much our door costs: a question through the API, straight on pyoxigraph, and on rdflib in memory.

    python benchmarks/queries.py [--rounds 9] [--scale 4] [--rdflib cq002,cq010]

All three ask the same text of the same quads. ``--scale N`` adds N - 1 copies of the curated graph under other names.
A round asks every contestant once; the best of the rounds is printed, and our time as a ratio to the others.
rdflib runs over the union of all graphs in memory; a question that takes it longer than ten seconds is asked once.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version

import pyoxigraph as ox
import rdflib

from trendgraph.namespaces import ENTITY, graph_iri, prefixes
from trendgraph.pipeline import BuildConfig, build
from trendgraph.queries import Question, list_questions, run_query
from trendgraph.store import Store

VOCABULARY = tuple(graph_iri(name) for name in ("ontology", "schemes", "mappings"))
PATIENCE_SECONDS = 10.0


def copies(store: Store, number: int) -> Iterator[ox.Quad]:
    """Gives the curated quads again with other names, so that joins grow with the graph."""
    for quad in store.quads():
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value not in VOCABULARY:
            subject, value = renamed(quad.subject, number), renamed(quad.object, number)
            yield ox.Quad(subject, quad.predicate, value, quad.graph_name)


def renamed(term: object, number: int) -> object:
    if isinstance(term, ox.NamedNode) and term.value.startswith(
        (ENTITY + "claim/", ENTITY + "evidence/", ENTITY + "model/")
    ):
        return ox.NamedNode(f"{term.value}-copy-{number}")
    return term


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def direct(store: Store, text: str) -> list[ox.QuerySolution]:
    solutions = store.raw.query(text, prefixes=prefixes(), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return list(solutions)


def compare(store: Store, graph: rdflib.Dataset | None, question: Question, rounds: int) -> list[float | None]:
    bindings = dict(question.example)
    table = run_query(store, question.identifier, **bindings)
    text = table.query
    assert table.rows == [tuple(solution) for solution in direct(store, text)]
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        ours.append(seconds(lambda: run_query(store, question.identifier, **bindings)))
        theirs.append(seconds(lambda: direct(store, text)))
    slow: list[float] = []
    while graph is not None and len(slow) < min(rounds, 3) and (not slow or slow[0] < PATIENCE_SECONDS):
        slow.append(seconds(lambda: list(graph.query(text, initNs=prefixes()))))
    return [min(times) if times else None for times in (ours, theirs, slow)]


def report(store: Store, names: set[str], rounds: int) -> None:
    graph = store.to_rdflib() if names else None
    if graph is not None:
        graph.default_union = True
    totals = [0.0, 0.0]
    ratios = []
    print(f"{'':7}{'rows':>6}{'ours ms':>11}{'pyoxigraph ms':>15}{'ratio':>8}{'rdflib ms':>12}{'ratio':>9}")
    for question in list_questions():
        chosen = graph if question.identifier in names else None
        ours, theirs, slow = compare(store, chosen, question, rounds)
        assert ours is not None
        assert theirs is not None
        totals = [totals[0] + ours, totals[1] + theirs]
        ratios.append(ours / theirs)
        rows = len(run_query(store, question.identifier, **dict(question.example)))
        rest = f"{slow * 1e3:12.1f}{slow / ours:9.0f}" if slow is not None else ""
        print(f"{question.identifier:7}{rows:6}{ours * 1e3:11.3f}{theirs * 1e3:15.3f}{ours / theirs:8.2f}{rest}")
    print(f"all     {totals[0] * 1e3:16.3f}{totals[1] * 1e3:15.3f}{totals[0] / totals[1]:8.2f}")
    print(f"median ratio of the questions: {statistics.median(ratios):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--rdflib", default="", help="identifiers of the questions to ask rdflib too, or all")
    arguments = parser.parse_args()
    store = build(BuildConfig(check=False)).store
    original = Store(ox.Store())
    original.add(store.quads())
    for number in range(1, arguments.scale):
        store.add(copies(original, number))
    names = {q.identifier for q in list_questions()} if arguments.rdflib == "all" else set(arguments.rdflib.split(","))
    print(f"Python {sys.version.split()[0]}, {platform.machine()}, {len(store)} quads")
    print(", ".join(f"{name} {version(name)}" for name in ("trendgraph", "pyoxigraph", "rdflib")))
    report(store, names - {""}, arguments.rounds)


if __name__ == "__main__":
    main()

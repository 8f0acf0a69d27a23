"""From a world and a wish to the part that is written, in the order in which it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Literal

import pyoxigraph as ox

from trendgraph.errors import ExportError, nearest
from trendgraph.explorer.struct import Cut, Scope, World
from trendgraph.namespaces import TG, compact
from trendgraph.queries import Table, Triples, resolve, run_query, run_sparql
from trendgraph.store import Store
from trendgraph.terms import load_terms

__all__ = ["FIRST", "choose"]

FIRST = 200
"""How many entities are shown first."""


def choose(store: Store, world: World, scope: Scope) -> Cut:
    """Gives the part of a graph that is wanted.

    Raises:
        QueryError: an entity, a trend or a question is unknown, or the SPARQL is not valid.
        ExportError: a kind is unknown, or an answer holds nothing that could be shown.
    """
    named = [resolve(store, name).value for name in scope.entities]
    named += [resolve(store, name, "Trend").value for name in scope.trends]
    focus = tuple(dict.fromkeys(named))
    for iri in focus:
        if iri not in world.things:
            raise ExportError("nothing is said of this that could be shown", code="export.entity", where=compact(iri))
    kept = _near(world, focus)
    for kind in scope.kinds:
        kept |= _of_kind(world, kind)
    for query in scope.queries:
        kept |= _answered(store, world, query)
    whole = not (scope.entities or scope.trends or scope.kinds or scope.queries)
    return _cut(world, set(world.things) if whole else kept, focus, scope, whole)


def _cut(world: World, kept: Collection[str], focus: tuple[str, ...], scope: Scope, whole: bool) -> Cut:
    weights, links = _counts(world)
    first = _near(world, focus)
    order = sorted(kept, key=lambda iri: (iri not in focus, iri not in first, -weights[iri], -links[iri], iri))
    edges = tuple(one for one in world.edges if one.subject in kept and str(one.object) in kept)
    view: Literal["overview", "ego", "trend"] = "overview"
    if len(focus) == 1 and not (scope.kinds or scope.queries):
        view = "trend" if world.things[focus[0]].kind == TG + "Trend" else "ego"
    return Cut(
        things=tuple(world.things[iri] for iri in order),
        edges=edges,
        values=tuple(one for one in world.values if one.subject in kept),
        focus=focus,
        shown=len(order) if scope.everything else min(FIRST, len(order)),
        weights=weights,
        links=links,
        words="the whole graph" if whole else _words(world, scope, focus),
        view=view,
    )


def _near(world: World, focus: Collection[str]) -> set[str]:
    """Gives the things asked for and what they are linked to."""
    asked, found = set(focus), set(focus)
    for one in world.edges:
        if one.subject in asked:
            found.add(str(one.object))
        elif one.object in asked:
            found.add(one.subject)
    return found


def _of_kind(world: World, kind: str) -> set[str]:
    terms = load_terms()
    known = {iri.removeprefix(TG): iri for iri in terms.classes}
    words = {label.casefold(): name for name, iri in known.items() for label in (name, world.labels.get(iri, name))}
    name = words.get(kind.removeprefix("tg:").replace("-", " ").casefold())
    if name is None:
        raise ExportError(
            f"there is no kind {kind!r}",
            code="export.kind",
            suggestions=nearest(kind, {compact(thing.kind).removeprefix("tg:") for thing in world.things.values()}),
            hint="write a class of the ontology, such as LanguageModel or Organisation",
        )
    return {iri for iri, thing in world.things.items() if terms.is_a(thing.kind, known[name])}


def _answered(store: Store, world: World, query: str) -> set[str]:
    answer = run_sparql(store, query) if any(sign in query for sign in "{\n") else run_query(store, query)
    found = {iri for iri in _nodes(answer) if iri in world.things}
    if not found:
        raise ExportError(
            "the answer names nothing that could be shown",
            code="export.query",
            hint="ask for entities: SELECT ?model WHERE { ?model tg:usesTechnique ?technique }",
        )
    return found


def _nodes(answer: Table | Triples) -> Iterable[str]:
    if isinstance(answer, Triples):
        cells: Iterable[object] = (end for triple in answer for end in (triple.subject, triple.object))
    else:
        cells = (cell for row in answer.rows for cell in row)
    return (cell.value for cell in cells if isinstance(cell, ox.NamedNode))


def _counts(world: World) -> tuple[Counter[str], Counter[str]]:
    """Gives how many claims and how many edges a thing has in the whole graph."""
    weights: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for one in world.edges:
        for end in {one.subject, str(one.object)}:
            weights[end] += len(one.claims)
            links[end] += 1
    for one in world.values:
        weights[one.subject] += len(one.claims)
    return weights, links


def _words(world: World, scope: Scope, focus: tuple[str, ...]) -> str:
    parts = []
    if focus:
        names = [world.things[iri].label for iri in focus]
        parts.append(f"{_listed(names)} and what {'it is' if len(names) == 1 else 'they are'} linked to")
    if scope.kinds:
        parts.append(f"all of kind {_listed(scope.kinds)}")
    if scope.queries:
        parts.append("the answer to a query")
    return "; ".join(parts)


def _listed(names: Iterable[str]) -> str:
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last

"""What part of a graph is exported: all of it, some named graphs, or one entity and what is said of it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from trendgraph.errors import ExportError, nearest
from trendgraph.namespaces import ENTITY, GRAPH, GRAPHS, TG, compact, expand, graph_iri
from trendgraph.store import Store

__all__ = ["EVERYTHING", "Selection", "entity_description", "select_quads"]

_OA = "http://www.w3.org/ns/oa#"
_CLAIM_ABOUT = tuple(ox.NamedNode(TG + name) for name in ("claimSubject", "claimObject"))
# From an entity's claims to what they rest on.
_FOLLOWED = frozenset({TG + "hasEvidence", _OA + "hasSource", _OA + "hasSelector"})
_NAMING = frozenset(
    {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2004/02/skos/core#prefLabel",
    }
)


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of a graph; without arguments all of it.

    Attributes:
        layers: named graphs, by name (``asserted``, ``source/llm-report-2024``) or IRI; ``sources`` is every source's.
        entity: IRI or CURIE of the one entity to describe; ``layers`` then limits where the statements come from.
    """

    layers: tuple[str, ...] = ()
    entity: str | None = None

    @classmethod
    def of(cls, selection: Selection | str | Sequence[str] | None) -> Selection:
        """Gives the selection that a short form stands for: nothing, one layer, or several."""
        if isinstance(selection, Selection):
            return selection
        return cls((selection,) if isinstance(selection, str) else tuple(selection or ()))


EVERYTHING = Selection()


def select_quads(store: Store, selection: Selection = EVERYTHING) -> Iterator[ox.Quad]:
    """Gives the quads of a selection.

    Raises:
        ExportError: there is no such layer or entity.
    """
    graphs = _graphs(store, selection.layers) if selection.layers else None
    if selection.entity is not None:
        return iter(_within(entity_description(store, _entity_iri(selection.entity)), graphs))
    if graphs is None:
        return store.quads()
    return (quad for graph in graphs for quad in store.quads(graph))


def entity_description(store: Store, iri: str) -> list[ox.Quad]:
    """Gives what the graph says of one entity.

    Reads: ``<iri> ?p ?o``; ``?claim tg:claimSubject|tg:claimObject <iri>`` with the claims' evidence, selectors and
    sources; of every other entity named in these, its kinds and names.

    Raises:
        ExportError: the graph says nothing of it.
    """
    entity = ox.NamedNode(iri)
    described: dict[object, list[ox.Quad]] = {}
    waiting: list[ox.NamedNode | ox.BlankNode] = [entity]
    for predicate in _CLAIM_ABOUT:
        waiting.extend(_resource(quad.subject) for quad in store.raw.quads_for_pattern(None, predicate, entity))
    while waiting:
        node = waiting.pop()
        if node not in described:
            described[node] = list(store.raw.quads_for_pattern(node, None, None))
            waiting.extend(_rests_on(described[node]))
    quads = [quad for quads in described.values() for quad in quads]
    if not quads:
        raise _unknown_entity(store, iri)
    return quads + _names_of_others(store, quads, described.keys())


def _resource(node: object) -> ox.NamedNode | ox.BlankNode:
    if isinstance(node, ox.NamedNode | ox.BlankNode):
        return node
    raise TypeError(f"no resource: {node}")


def _rests_on(quads: list[ox.Quad]) -> Iterator[ox.NamedNode | ox.BlankNode]:
    for quad in quads:
        value = quad.object
        followed = isinstance(value, ox.NamedNode) and quad.predicate.value in _FOLLOWED
        if followed or isinstance(value, ox.BlankNode):
            yield _resource(value)


def _names_of_others(store: Store, quads: list[ox.Quad], known: Container[object]) -> list[ox.Quad]:
    others = {
        quad.object.value
        for quad in quads
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(ENTITY) and quad.object not in known
    }
    return [
        quad
        for iri in sorted(others)
        for quad in store.raw.quads_for_pattern(ox.NamedNode(iri), None, None)
        if quad.predicate.value in _NAMING
    ]


def _within(quads: list[ox.Quad], graphs: list[str] | None) -> list[ox.Quad]:
    if graphs is None:
        return quads
    kept = {ox.NamedNode(graph) for graph in graphs}
    return [quad for quad in quads if quad.graph_name in kept]


def _graphs(store: Store, layers: Sequence[str]) -> list[str]:
    existing = store.graph_names()
    found: set[str] = set()
    for layer in layers:
        if layer == "sources":
            found.update(name for name in existing if name.startswith(graph_iri("source/")))
            continue
        iri = layer if layer in existing else graph_iri(layer)
        if iri not in existing and layer not in GRAPHS:
            raise _unknown_layer(layer, existing)
        found.add(iri)
    return sorted(found)


def _unknown_layer(layer: str, existing: Sequence[str]) -> ExportError:
    known = {"sources", *GRAPHS, *(name.removeprefix(GRAPH) for name in existing)}
    return ExportError(
        f"there is no layer {layer!r}",
        code="export.layer",
        suggestions=nearest(layer, known),
        hint="layers are: sources, " + ", ".join(GRAPHS) + ", source/ID",
    )


def _entity_iri(text: str) -> str:
    iri = expand(text)
    if iri is None:
        raise ExportError(
            f"{text!r} is neither an IRI nor a CURIE", code="export.entity", hint="for example tgd:model/clip"
        )
    try:
        return ox.NamedNode(iri).value
    except ValueError as error:
        raise ExportError(f"{text!r} is no IRI: {error}", code="export.entity") from error


def _unknown_entity(store: Store, iri: str) -> ExportError:
    known = {
        compact(quad.subject.value)
        for layer in ("entities", "schemes")
        for quad in store.quads(graph_iri(layer))
        if isinstance(quad.subject, ox.NamedNode)
    }
    return ExportError(
        "the graph says nothing of this entity",
        code="export.entity",
        where=compact(iri),
        suggestions=nearest(compact(iri), known),
    )

"""What part of a graph is exported: all of it, some named graphs, one entity and what is said of it, or a CONSTRUCT."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from trendgraph.errors import ExportError, QueryError, nearest
from trendgraph.namespaces import ENTITY, GRAPH, GRAPHS, TG, compact, expand, graph_iri
from trendgraph.store import Store, check_query

__all__ = ["EVERYTHING", "Selection", "entities_within", "entity_description", "select_quads", "whole_graphs"]

_OA = "http://www.w3.org/ns/oa#"
_LINKS = "SELECT DISTINCT ?one ?other WHERE { ?claim tg:claimSubject ?one ; tg:claimObject ?other }"
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
        hops: how far from the entity: 1 for its own claims, with names for what they lead to; 2 for the claims of these
            too; and so on.
        query: a CONSTRUCT or DESCRIBE query whose triples are exported; ``layers`` then limits what it sees.
        asserted: leave out what follows by rule.
        inferred: only what follows by rule; with ``asserted`` both.

    Raises:
        ExportError: parts that exclude each other.
    """

    layers: tuple[str, ...] = ()
    entity: str | None = None
    query: str | None = None
    asserted: bool = False
    inferred: bool = False
    hops: int = 1

    def __post_init__(self) -> None:
        if self.hops < 1:
            raise ExportError(f"{self.hops} hops lead nowhere", code="export.selection", hint="the least is 1")
        if self.hops > 1 and self.entity is None:
            raise ExportError(
                "hops are counted from an entity, and none is chosen", code="export.selection", hint="name an entity"
            )
        if self.query is not None and self.entity is not None:
            raise _conflict("a query and an entity", "name the entity in the query")
        if self.layers and (self.asserted or self.inferred):
            raise _conflict("named graphs, and asserted or inferred", "name the graphs alone: asserted, inferred, …")

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
        QueryError: the query is no CONSTRUCT, or names graphs where the selection does too.
    """
    graphs = _chosen_graphs(store, selection)
    if selection.query is not None:
        return _constructed(store, selection.query, graphs)
    if selection.entity is not None:
        return iter(_within(entity_description(store, _entity_iri(selection.entity), selection.hops), graphs))
    if graphs is None:
        return store.quads()
    return (quad for graph in graphs for quad in store.quads(graph))


def whole_graphs(store: Store, selection: Selection) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None:
    """Gives the graphs of which a selection takes every quad, or None for one that looks into them.

    Raises:
        ExportError: there is no such layer.
    """
    if selection.query is not None or selection.entity is not None:
        return None
    graphs = _chosen_graphs(store, selection)
    if graphs is None:
        return [ox.DefaultGraph(), *store.raw.named_graphs()]
    return [ox.NamedNode(graph) for graph in graphs]


def _chosen_graphs(store: Store, selection: Selection) -> list[str] | None:
    if selection.layers:
        return _graphs(store, selection.layers)
    if selection.asserted == selection.inferred:
        return None
    inferred = graph_iri("inferred")
    return [inferred] if selection.inferred else [name for name in store.graph_names() if name != inferred]


def _constructed(store: Store, query: str, graphs: list[str] | None) -> Iterator[ox.Quad]:
    if graphs is not None and check_query(query):
        raise QueryError(
            "the query names its graphs (FROM), and so does the selection",
            code="query.graphs",
            hint="leave FROM out, or the choice of graphs",
        )
    return (ox.Quad(*triple) for triple in store.construct(query, graphs=graphs))


def entities_within(store: Store, iri: str, hops: int = 1) -> frozenset[str]:
    """Gives the entities whose claims are so near to one: itself; with 2 hops also what its claims lead to; and so on.

    Reads: ``?claim tg:claimSubject ?one ; tg:claimObject ?other``, in both directions.
    """
    found = edge = {iri}
    if hops == 1:
        return frozenset(found)
    links: dict[str, set[str]] = {}
    for one, other in store.select(_LINKS):
        # *Undisclosed* and its like link nobody.
        if all(isinstance(end, ox.NamedNode) and end.value.startswith(ENTITY) for end in (one, other)):
            links.setdefault(one.value, set()).add(other.value)
            links.setdefault(other.value, set()).add(one.value)
    for _ in range(hops - 1):
        edge = {other for one in edge for other in links.get(one, ())} - found
        found = found | edge
    return frozenset(found)


def entity_description(store: Store, iri: str, hops: int = 1) -> list[ox.Quad]:
    """Gives what the graph says of one entity, and with more hops of those that it is linked to.

    Reads: ``<iri> ?p ?o``; ``?claim tg:claimSubject|tg:claimObject <iri>`` with the claims' evidence, selectors and
    sources; of every other entity named in these, its kinds and names.

    Raises:
        ExportError: the graph says nothing of it.
    """
    described: dict[object, list[ox.Quad]] = {}
    waiting: list[ox.NamedNode | ox.BlankNode] = []
    for entity in map(ox.NamedNode, sorted(entities_within(store, iri, hops))):
        waiting.append(entity)
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


def _conflict(parts: str, hint: str) -> ExportError:
    return ExportError(f"{parts} cannot be chosen at once", code="export.selection", hint=hint)


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

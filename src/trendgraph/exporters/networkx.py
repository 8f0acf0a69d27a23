"""The graph of claims as a networkx graph: entities are nodes, each claim between two entities is an edge.

Denials and retracted claims are edges too, marked as such; ``simple`` leaves them out. A *complete* graph has sources
and values as nodes as well, and everything that is known as attributes: ``from_networkx`` gives its claims back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from trendgraph.claims import Record
from trendgraph.errors import GraphError
from trendgraph.exporters.property import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    EdgeRow,
    NodeRow,
    property_rows,
    records_of_rows,
)
from trendgraph.namespaces import ENTITY, TG, compact, graph_iri, split_entity_iri
from trendgraph.store import Store
from trendgraph.terms import load_terms

if TYPE_CHECKING:
    import networkx

__all__ = ["from_networkx", "simple", "to_networkx"]

_OA = "http://www.w3.org/ns/oa#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel")


def to_networkx(store: Store, *, include_inferred: bool = False, complete: bool = False) -> networkx.MultiDiGraph:
    """Gives a directed multigraph with nodes and edges in a fixed order.

    Args:
        store: the graph.
        include_inferred: whether conclusions are edges too.
        complete: whether values and sources are nodes too; nodes and edges then have the columns of a property graph
            (``NODE_COLUMNS``, ``EDGE_COLUMNS``) as attributes, and their CURIEs as names.

    Reads: the register of entities and the schemes for nodes; ``?c tg:claimSubject ?s ; tg:claimObject ?o`` for edges;
    with ``include_inferred`` also ``?s ?p ?o`` of ``graph/inferred`` between two nodes.

    Returns:
        Nodes are IRIs with ``iri``, ``label``, ``kind`` (a CURIE). An edge's key is its claim's hash; its attributes
        are ``claim`` (IRI), ``predicate`` (a CURIE), ``stance``, ``status``, ``confidence`` (a number),
        ``valid_from``, ``valid_to`` (ISO dates or None), ``sources`` (sorted identifiers), ``inferred``. Inferred
        edges have ``predicate`` and ``inferred`` only, and ``inferred:`` with the predicate's CURIE as key.
    """
    import networkx

    if complete:
        return _complete(store, include_inferred)
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(_nodes(store))
    for subject, target, key, attributes in _claim_edges(store):
        for end in (subject, target):
            if end not in graph:
                graph.add_node(end, iri=end, label=compact(end), kind=None)
        graph.add_edge(subject, target, key=key, **attributes)
    if include_inferred:
        for subject, predicate, target in _inferred_edges(store):
            if subject in graph and target in graph:
                graph.add_edge(subject, target, key=f"inferred:{predicate}", predicate=predicate, inferred=True)
    return graph


def simple(graph: networkx.MultiDiGraph) -> networkx.DiGraph:
    """Gives a directed graph with one edge for each ordered pair of different entities that an affirming claim links.

    Returns:
        The same nodes; edges with ``weight`` (number of claims and inferred edges) and ``predicates`` (sorted).
    """
    import networkx

    made = networkx.DiGraph()
    made.add_nodes_from(graph.nodes(data=True))
    predicates: dict[tuple[str, str], list[str]] = defaultdict(list)
    for subject, target, attributes in graph.edges(data=True):
        denied = attributes.get("stance") == "denies" or attributes.get("status") == "retracted"
        if subject != target and not denied:
            predicates[subject, target].append(attributes["predicate"])
    for (subject, target), found in predicates.items():
        made.add_edge(subject, target, weight=len(found), predicates=sorted(set(found)))
    return made


def from_networkx(graph: networkx.MultiDiGraph) -> Iterator[Record]:
    """Yields the records of a complete graph: entities and sources, then claims.

    Concepts are vocabulary, not records, and are passed over; so are edges that are no claims.

    Raises:
        GraphError: the graph has not the attributes of a complete graph.
    """
    try:
        nodes = [NodeRow(**{"id": name, **said}) for name, said in graph.nodes(data=True)]
        edges = [
            EdgeRow(**{"id": key, "source": source, "target": target, **said})
            for source, target, key, said in graph.edges(keys=True, data=True)
        ]
    except TypeError as error:
        raise GraphError(
            f"this is no complete graph of claims: {error}",
            code="graph.networkx",
            hint="make it with to_networkx(complete=True)",
        ) from error
    return records_of_rows(nodes, edges)


def _complete(store: Store, include_inferred: bool) -> networkx.MultiDiGraph:
    import networkx

    rows = property_rows(store, include_inferred=include_inferred)
    node_names, edge_names = ([c.name for c in columns] for columns in (NODE_COLUMNS[1:], EDGE_COLUMNS[3:]))
    graph = networkx.MultiDiGraph()
    for node in rows.nodes():
        graph.add_node(node.id, **dict(zip(node_names, node.cells()[1:], strict=True)))
    for edge in rows.edges():
        said = dict(zip(edge_names, edge.cells()[3:], strict=True))
        graph.add_edge(edge.source, edge.target, key=edge.id, **said)
    return graph


def _nodes(store: Store) -> list[tuple[str, dict[str, Any]]]:
    labels: dict[str, str] = {}
    kinds: dict[str, set[str]] = defaultdict(set)
    for quad in (quad for name in ("entities", "schemes") for quad in store.quads(graph_iri(name))):
        iri, predicate = _value(quad.subject), quad.predicate.value
        if not iri.startswith(ENTITY):
            continue
        if predicate in _LABELS:
            labels[iri] = min(labels.get(iri, _value(quad.object)), _value(quad.object))
        elif predicate == _TYPE and _value(quad.object).startswith(TG):
            kinds[iri].add(_value(quad.object))
    return [
        (iri, {"iri": iri, "label": labels.get(iri, compact(iri)), "kind": _kind(iri, kinds[iri])})
        for iri in sorted(kinds.keys() | labels.keys())
    ]


def _kind(iri: str, kinds: set[str]) -> str | None:
    """Gives the kind that the segment of the IRI stands for where it is among several, else the first."""
    if len(kinds) > 1:
        segment, _ = split_entity_iri(iri) or ("", "")
        usual = load_terms().segments.get(segment)
        if usual in kinds:
            return compact(usual)
    return compact(min(kinds)) if kinds else None


def _value(node: object) -> str:
    return str(node) if isinstance(node, ox.BlankNode) else str(getattr(node, "value", node))


def _column(store: Store, predicate: str) -> dict[str, list[str]]:
    """Gives, for each subject of a predicate, its objects in every graph, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for quad in store.raw.quads_for_pattern(None, ox.NamedNode(predicate), None):
        found[_value(quad.subject)].add(_value(quad.object))
    return {subject: sorted(values) for subject, values in found.items()}


def _claim_edges(store: Store) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yields subject, object, key and attributes of each claim whose object is an entity, by claim IRI."""
    subjects, predicates = _column(store, TG + "claimSubject"), _column(store, TG + "claimPredicate")
    single = {
        name: _column(store, TG + term)
        for name, term in (
            ("stance", "stance"),
            ("status", "claimStatus"),
            ("confidence", "confidence"),
            ("valid_from", "validFrom"),
            ("valid_to", "validTo"),
        )
    }
    evidence, sources = _column(store, TG + "hasEvidence"), _column(store, _OA + "hasSource")
    for claim, targets in sorted(_column(store, TG + "claimObject").items()):
        if claim not in subjects or claim not in predicates or not targets[0].startswith(ENTITY):
            continue
        said = {name: column[claim][0] if claim in column else None for name, column in single.items()}
        cited = {source for item in evidence.get(claim, ()) for source in sources.get(item, ())}
        attributes = {
            "claim": claim,
            "predicate": compact(predicates[claim][0]),
            "stance": _local(said["stance"]),
            "status": _local(said["status"]),
            "confidence": None if said["confidence"] is None else float(said["confidence"]),
            "valid_from": said["valid_from"],
            "valid_to": said["valid_to"],
            "sources": sorted(iri.rpartition("/")[2] for iri in cited),
            "inferred": False,
        }
        yield subjects[claim][0], targets[0], claim.rpartition("/")[2], attributes


def _local(iri: str | None) -> str | None:
    return None if iri is None else iri.removeprefix(TG)


def _inferred_edges(store: Store) -> list[tuple[str, str, str]]:
    return sorted(
        (_value(quad.subject), compact(quad.predicate.value), _value(quad.object))
        for quad in store.quads(graph_iri("inferred"))
        if isinstance(quad.object, ox.NamedNode) and quad.predicate.value != _TYPE
    )

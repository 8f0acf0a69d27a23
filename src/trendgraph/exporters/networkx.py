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
from trendgraph.exporters.columns import column, conclusions, named_things, object_claims
from trendgraph.exporters.property import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    EdgeRow,
    NodeRow,
    property_rows,
    records_of_rows,
)
from trendgraph.namespaces import TG, compact
from trendgraph.store import Store

if TYPE_CHECKING:
    import networkx

__all__ = ["from_networkx", "simple", "to_networkx"]

_OA = "http://www.w3.org/ns/oa#"


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
    for iri, (label, kind) in named_things(store).items():
        graph.add_node(iri, iri=iri, label=label, kind=kind)
    for subject, target, key, attributes in _claim_edges(store):
        for end in (subject, target):
            if end not in graph:
                graph.add_node(end, iri=end, label=compact(end), kind=None)
        graph.add_edge(subject, target, key=key, **attributes)
    if include_inferred:
        for subject, predicate, target in conclusions(store):
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


def _claim_edges(store: Store) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yields subject, object, key and attributes of each claim whose object is an entity, by claim IRI."""
    names = ("stance", "claimStatus", "confidence", "validFrom", "validTo")
    stance, status, confidence, since, until = (column(store, TG + name) for name in names)
    sources = column(store, _OA + "hasSource")
    cited: dict[str, set[str]] = defaultdict(set)
    for quad in store.raw.quads_for_pattern(None, ox.NamedNode(TG + "hasEvidence"), None):
        source = sources.get(str(getattr(quad.object, "value", "")))
        if source is not None:
            cited[str(getattr(quad.subject, "value", ""))].add(source.rpartition("/")[2])
    short: dict[str, str] = {}
    for claim, subject, predicate, target in object_claims(store):
        attributes = {
            "claim": claim,
            "predicate": short.get(predicate) or short.setdefault(predicate, compact(predicate)),
            "stance": _local(stance.get(claim)),
            "status": _local(status.get(claim)),
            "confidence": float(confidence[claim]) if claim in confidence else None,
            "valid_from": since.get(claim),
            "valid_to": until.get(claim),
            "sources": sorted(cited[claim]) if claim in cited else [],
            "inferred": False,
        }
        yield subject, target, claim.rpartition("/")[2], attributes


def _local(iri: str | None) -> str | None:
    return None if iri is None else iri.removeprefix(TG)

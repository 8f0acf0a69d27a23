"""From a store to the rows of a property graph, and from rows back to records.

Reads: the records of the store (``trendgraph.records``); concepts and ``skos:broader`` of ``graph/schemes``; labels of
qualifiers in ``graph/ontology``; ``rdf:type`` and direct links of ``graph/inferred``; ``tg:isPreferred``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from trendgraph.claims import (
    Claim,
    Entity,
    Precision,
    Record,
    Source,
    Value,
    claim_iri,
    claim_of,
    claim_parts,
    source_of,
    source_parts,
)
from trendgraph.claims.identity import content_hash
from trendgraph.errors import ExportError
from trendgraph.exporters.property.struct import EdgeRow, NodeRow, Rows
from trendgraph.exporters.selection import entities_within
from trendgraph.namespaces import ENTITY, TG, compact, expand, graph_iri
from trendgraph.records import read_claims_of, read_entities, read_sources
from trendgraph.store import Store

__all__ = ["property_rows", "records_of_rows"]

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SOURCE = "tgd:source/"
# What stands in a row under the same name and in the same form as among the plain values of the record.
_OF_CLAIM = ("unit", "stance", "status", "recorded", "valid_from", "valid_to", "dropped")
_OF_SOURCE = ("publisher", "issued", "accessed", "licence", "url")
_in_order = json.JSONEncoder(ensure_ascii=False).encode
_compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# What the edges of all claims reach. An engine that knows each answer once spares reading all claims for the nodes.
_REACHED = (
    "SELECT DISTINCT ?end WHERE { ?claim a tg:Claim ; tg:claimSubject ?end }",
    "SELECT DISTINCT ?end WHERE { ?claim a tg:Claim ; tg:claimObject ?end "
    "FILTER NOT EXISTS { ?claim tg:claimValue ?value FILTER isLiteral(?value) } }",
    "SELECT DISTINCT ?end WHERE { ?claim a tg:Claim ; tg:hasEvidence/oa:hasSource ?end }",
)
_TOUCHING = "SELECT ?claim ?entity WHERE { ?claim a tg:Claim ; tg:claimSubject|tg:claimObject ?entity }"
_VALUES = (
    "SELECT DISTINCT ?value ?precision WHERE { ?claim a tg:Claim ; tg:claimValue ?value FILTER isLiteral(?value) "
    "OPTIONAL { ?claim tg:valuePrecision ?precision } }"
)


def property_rows(
    store: Store,
    *,
    entity: str | None = None,
    hops: int = 1,
    include_claims: bool = True,
    include_inferred: bool = False,
    classified: bool = True,
) -> Rows:
    """Gives the rows of a graph.

    Args:
        store: the graph.
        entity: IRI of the one entity whose edges are wanted, in both directions.
        hops: how far from the entity; with 2 the edges of what it is linked to are wanted too, and so on.
        include_claims: whether claims and the links of the schemes are edges; else only the ends of conclusions are
            nodes.
        include_inferred: whether conclusions between two things are edges too.
        classified: whether the classes that reasoning put a thing into are among its labels.

    Raises:
        ExportError: no edge touches the entity.
    """
    about = None if entity is None else entities_within(store, entity, hops)
    reading = _Reading(store, about, include_claims, include_inferred, classified)
    if entity is not None and next(reading.edges(), None) is None:
        what = "no claim is about this entity" if include_claims else "nothing follows about this entity"
        raise ExportError(what, code="export.entity", where=compact(entity))
    return Rows(reading.nodes, reading.edges)


def value_id(value: Value) -> str:
    """Gives the id of the node that stands for a value."""
    identifier = content_hash(
        "trendgraph value 1", lexical=value.lexical, datatype=value.datatype, precision=value.precision
    )
    return f"value:{identifier}"


@dataclass(frozen=True, slots=True)
class _Reading:
    store: Store
    about: frozenset[str] | None
    """IRIs of the entities whose edges are wanted."""
    include_claims: bool
    include_inferred: bool
    classified: bool

    def claims(self) -> Iterator[Claim]:
        if not self.include_claims:
            return
        if self.about is None:
            yield from read_claims_of(self.store)
            return
        for claim in read_claims_of(self.store, self._touching(self.about)):
            if claim.subject in self.about or claim.object in self.about:
                yield claim

    def _touching(self, about: frozenset[str]) -> set[str] | None:
        """IRIs of the claims about one entity; of several, all are read."""
        if len(about) > 1:
            return None
        (entity,) = about
        return {_text(iri) for iri, _ in self.store.select(_TOUCHING, bindings={"entity": ox.NamedNode(entity)})}

    def nodes(self) -> Iterator[NodeRow]:
        """Yields every node: with an entity, or of conclusions alone, only those that the edges reach."""
        reached = {end for edge in self._conclusions() for end in (edge.source, edge.target)}
        found = {node.id: node for node in map(_value_node, self._values())}
        reached |= found.keys() | self._reached()
        extra = _defined_kinds(self.store) if self.classified else {}
        for row in (*self._named(extra), *_concepts(self.store)):
            if row.id in reached or (self.about is None and self.include_claims):
                found[row.id] = row
        for identifier in reached - found.keys():
            found[identifier] = _other_node(self.store, identifier)
        for identifier in sorted(found):
            yield found[identifier]

    def _values(self) -> Iterable[Value]:
        if self.about is not None or not self.include_claims:
            return (claim.object for claim in self.claims() if isinstance(claim.object, Value))
        rows = self.store.select(_VALUES)
        return (_value_of(*row) for row in rows)

    def _reached(self) -> set[str]:
        if self.about is None and self.include_claims:
            return {compact(_text(end)) for query in _REACHED for (end,) in self.store.select(query)}
        reached: set[str] = set()
        for claim in self.claims():
            reached.add(compact(claim.subject))
            reached.update(_SOURCE + evidence.source for evidence in claim.evidence)
            if not isinstance(claim.object, Value):
                reached.add(compact(claim.object))
        return reached

    def _named(self, extra: dict[str, list[str]]) -> Iterator[NodeRow]:
        for entity in read_entities(self.store):
            kind = _local(entity.kind)
            labels = (kind, *(name for name in extra.get(entity.iri, ()) if name != kind))
            names = (entity.label, entity.alternative_labels)
            yield NodeRow(compact(entity.iri), kind, labels, *names, proposed=entity.proposed or None)
        for source in read_sources(self.store):
            yield _source_node(source)

    def edges(self) -> Iterator[EdgeRow]:
        """Yields claims, then links of the schemes, then conclusions."""
        preferred = _preferred(self.store)
        for claim in self.claims():
            yield _claim_edge(claim, preferred)
        if self.about is None and self.include_claims:
            yield from _scheme_edges(self.store)
        yield from self._conclusions()

    def _conclusions(self) -> Iterator[EdgeRow]:
        touching = None if self.about is None else set(map(compact, self.about))
        for edge in _inferred_edges(self.store) if self.include_inferred else ():
            if touching is None or edge.source in touching or edge.target in touching:
                yield edge


def _value_of(value: Any, precision: Any) -> Value:
    return Value(value.value, value.datatype.value, Precision(_local(precision.value)) if precision else None)


def _value_node(value: Value) -> NodeRow:
    return NodeRow(
        value_id(value),
        "Value",
        ("Value",),
        value.lexical,
        value=value.lexical,
        datatype=compact(value.datatype),
        precision=value.precision,
    )


def _source_node(source: Source) -> NodeRow:
    kind = _local(source.kind)
    parts = source_parts(source, compact)
    return NodeRow(
        _SOURCE + source.identifier,
        kind,
        (kind,) if kind == "Source" else (kind, "Source"),
        source.title,
        sha256=source.content_sha256,
        **{name: parts[name] for name in _OF_SOURCE},
    )


def _concepts(store: Store) -> Iterator[NodeRow]:
    kinds: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    aliases: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads(graph_iri("schemes")):
        iri, value = _text(quad.subject), _text(quad.object)
        if quad.predicate.value == _TYPE and value.startswith(TG):
            kinds[iri].append(_local(value))
        elif quad.predicate.value == _SKOS + "prefLabel":
            names[iri] = value
        elif quad.predicate.value == _SKOS + "altLabel":
            aliases[iri].append(value)
    for iri in sorted(kinds):
        kind, *more = sorted(kinds[iri])
        labels = tuple(dict.fromkeys((kind, *more, "Concept")))
        yield NodeRow(compact(iri), kind, labels, names.get(iri, compact(iri)), tuple(sorted(aliases[iri])))


def _other_node(store: Store, identifier: str) -> NodeRow:
    """Gives the node of a qualifier such as ``tg:open``, or of a thing that nothing else is known of."""
    node = ox.NamedNode(expand(identifier) or identifier)
    labels = sorted(_text(quad.object) for quad in store.raw.quads_for_pattern(node, ox.NamedNode(_LABEL), None, None))
    kind = "Qualifier" if identifier.startswith("tg:") else "Thing"
    return NodeRow(identifier, kind, (kind,), labels[0] if labels else identifier)


def _defined_kinds(store: Store) -> dict[str, list[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    graph = ox.NamedNode(graph_iri("inferred"))
    for quad in store.raw.quads_for_pattern(None, ox.NamedNode(_TYPE), None, graph):
        kind = _text(quad.object)
        if kind.startswith(TG) and _text(quad.subject).startswith(ENTITY):
            found[_text(quad.subject)].add(_local(kind))
    return {iri: sorted(kinds) for iri, kinds in found.items()}


def _preferred(store: Store) -> dict[str, bool]:
    quads = store.raw.quads_for_pattern(None, ox.NamedNode(TG + "isPreferred"), None, None)
    return {_text(quad.subject): _text(quad.object) == "true" for quad in quads}


def _claim_edge(claim: Claim, preferred: dict[str, bool]) -> EdgeRow:
    iri = claim_iri(claim)
    parts = claim_parts(claim, compact)
    evidence = parts["evidence"]
    if len(evidence) > 1:
        evidence = sorted(evidence, key=_in_order)
    return EdgeRow(
        id=iri.rpartition("/")[2],
        source=parts["subject"],
        target=value_id(claim.object) if isinstance(claim.object, Value) else parts["object"],
        predicate=_local(claim.predicate),
        origin="claim",
        confidence=float(claim.confidence),
        preferred=preferred.get(iri),
        sources=tuple(sorted({item.source for item in claim.evidence})),
        evidence=_compact_json(evidence),
        **{name: parts[name] for name in _OF_CLAIM},
    )


def _scheme_edges(store: Store) -> Iterator[EdgeRow]:
    graph = ox.NamedNode(graph_iri("schemes"))
    quads = store.raw.quads_for_pattern(None, ox.NamedNode(_SKOS + "broader"), None, graph)
    for narrow, broad in sorted((compact(_text(quad.subject)), compact(_text(quad.object))) for quad in quads):
        yield EdgeRow(f"scheme:{narrow}>{broad}", narrow, broad, "broader", "scheme")


def _inferred_edges(store: Store) -> Iterator[EdgeRow]:
    found = sorted(
        (compact(_text(quad.subject)), quad.predicate.value, compact(_text(quad.object)))
        for quad in store.quads(graph_iri("inferred"))
        if quad.predicate.value.startswith(TG)
        and _text(quad.subject).startswith(ENTITY)
        and _text(quad.object).startswith(ENTITY)
    )
    for subject, predicate, value in found:
        name = _local(predicate)
        yield EdgeRow(f"inferred:{subject} {name} {value}", subject, value, name, "inferred")


def records_of_rows(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> Iterator[Record]:
    """Yields the records that rows were made of: the way back from any format that keeps every column.

    Concepts and qualifiers are vocabulary, not records, and are passed over; so are edges that are no claims.
    """
    values: dict[str, list[str | None]] = {}
    for node in nodes:
        if node.kind == "Value":
            values[node.id] = [str(node.value), node.datatype, node.precision]
        elif node.id.startswith(_SOURCE):
            parts = {name: getattr(node, name) for name in _OF_SOURCE}
            parts |= {"identifier": node.id.removeprefix(_SOURCE), "kind": TG + node.kind, "title": node.name}
            yield source_of(parts | {"content_sha256": node.sha256}, _iri)
        elif "Concept" not in node.labels and node.kind not in ("Qualifier", "Thing"):
            yield Entity(_iri(node.id), TG + node.kind, node.name, node.aliases, proposed=bool(node.proposed))
    for edge in edges:
        if edge.origin == "claim":
            parts = {name: getattr(edge, name) for name in _OF_CLAIM}
            parts |= {"subject": edge.source, "predicate": TG + edge.predicate, "confidence": repr(edge.confidence)}
            parts |= {"object": values.get(edge.target, edge.target), "evidence": json.loads(edge.evidence or "[]")}
            yield claim_of(parts, _iri)


def _iri(curie: str) -> str:
    return expand(curie) or curie


def _local(iri: str) -> str:
    return iri.removeprefix(TG)


def _text(node: object) -> str:
    return str(getattr(node, "value", node))

"""From claims to quads: one named graph per source, one for the register of entities, one for the direct statements.

Adds (named graph: pattern): ``entities``: ``?e a ?kind ; rdfs:label ?name``, sources too, and the
``tg:entityStatus`` of what is proposed; ``source/ID``: claims, evidence, selectors and what is known of the source;
``shared``: claims that several sources make; ``asserted``: ``?s ?p ?o`` for each accepted affirming claim;
``provenance``: which claim of a conflict is preferred; ``ontology``, ``schemes`` and ``mappings``: the shipped
vocabulary.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache

import pyoxigraph as ox

from trendgraph.claims import (
    Claim,
    ClaimSet,
    Evidence,
    PartialDate,
    Place,
    Source,
    Stance,
    Status,
    Value,
    canonical_decimal,
    evidence_iri,
    selector_iri,
    source_iri,
)
from trendgraph.errors import GraphError
from trendgraph.namespaces import TG, expand, graph_iri
from trendgraph.resources import resource_files, resource_path
from trendgraph.terms import XSD, parse_turtle

__all__ = ["build_graph", "claim_quads", "makes_direct_triple", "vocabulary_quads"]

_MISSING = (TG + "undisclosed", TG + "notApplicable")
_MIDNIGHT = "T00:00:00Z"


def _iri(curie: str) -> ox.NamedNode:
    iri = expand(curie)
    if iri is None:
        raise KeyError(curie)
    return ox.NamedNode(iri)


def _literal(lexical: str, datatype: str) -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))


def _text(words: str) -> ox.Literal:
    try:
        return ox.Literal(words, language="en")
    except UnicodeEncodeError as error:
        raise GraphError("half of a surrogate pair is no text", code="graph.text", where=ascii(words)) from error


def build_graph(claims: ClaimSet) -> ox.Dataset:
    """Gives the quads of a claim set, without vocabulary and without anything inferred."""
    return ox.Dataset(claim_quads(claims))


def claim_quads(claims: ClaimSet) -> Iterator[ox.Quad]:
    """Yields what ``build_graph`` gives, one record at a time, so that a store can take it in without a copy."""
    writer = _Writer()
    writer.into("entities")
    for entity in claims.entities.values():
        node = _node(entity.iri)
        writer.say(node, "rdf:type", _node(entity.kind))
        writer.say(node, "rdfs:label", _text(entity.label))
        for name in entity.alternative_labels:
            writer.say(node, "skos:altLabel", _text(name))
        if entity.proposed:
            writer.say(node, "tg:entityStatus", "tg:proposed")
        yield from writer.take()
    for source in claims.sources.values():
        _write_source(writer, source)
    for iri, claim in claims.claims.items():
        node = ox.NamedNode(iri)
        # No statement stands in two graphs: Oxigraph would count it twice in their union.
        supporters = sorted({evidence.source for evidence in claim.evidence})
        writer.into(f"source/{supporters[0]}" if len(supporters) == 1 else "shared")
        _write_claim(writer, node, claim, claims.sources)
        for evidence in claim.evidence:
            writer.into(f"source/{evidence.source}")
            _write_evidence(writer, node, evidence)
        if makes_direct_triple(claim):
            writer.into("asserted")
            writer.add(_node(claim.subject), _node(claim.predicate), _object(claim))
        yield from writer.take()
    writer.into("provenance")
    for conflict in claims.conflicts:
        for member in conflict.claims:
            preferred = "true" if member == conflict.preferred else "false"
            writer.say(_node(member), "tg:isPreferred", _literal(preferred, "boolean"))
    yield from writer.take()


def makes_direct_triple(claim: Claim) -> bool:
    """Says whether a claim stands in ``graph/asserted``: accepted, affirming, not dropped, with a real object."""
    return (
        claim.status is Status.ACCEPTED
        and claim.stance is Stance.AFFIRMS
        and claim.dropped is None
        and claim.object not in _MISSING
    )


class _Writer:
    """Collects quads; ``into`` chooses the named graph.

    Attributes:
        described: the evidence that has been written: several claims rest on one passage.
    """

    def __init__(self) -> None:
        self.quads: list[ox.Quad] = []
        self.described: dict[Evidence, ox.NamedNode] = {}
        self._graph = ox.NamedNode(graph_iri("asserted"))
        self._terms: dict[str, ox.NamedNode] = {}

    def into(self, name: str) -> None:
        self._graph = ox.NamedNode(graph_iri(name))

    def term(self, curie: str) -> ox.NamedNode:
        if curie not in self._terms:
            self._terms[curie] = _iri(curie)
        return self._terms[curie]

    def say(self, subject: ox.NamedNode, predicate: str, value: str | ox.NamedNode | ox.Literal) -> None:
        self.add(subject, self.term(predicate), self.term(value) if isinstance(value, str) else value)

    def take(self) -> list[ox.Quad]:
        quads, self.quads = self.quads, []
        return quads

    def add(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> None:
        self.quads.append(ox.Quad(subject, predicate, value, self._graph))


@lru_cache(maxsize=10_000)
def _node(iri: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise GraphError(f"this is no IRI: {error}", code="graph.iri", where=iri) from error


def _object(claim: Claim) -> ox.NamedNode | ox.Literal:
    stated = claim.object
    if isinstance(stated, Value):
        return ox.Literal(stated.lexical, datatype=_node(stated.datatype))
    return _node(stated)


def _write_source(writer: _Writer, source: Source) -> None:
    node = ox.NamedNode(source_iri(source.identifier))
    writer.into("entities")
    writer.say(node, "rdf:type", _node(source.kind))
    writer.say(node, "rdfs:label", _text(source.title))
    writer.into(f"source/{source.identifier}")
    writer.say(node, "dcterms:title", _text(source.title))
    writer.say(node, "dcterms:publisher", _node(source.publisher))
    writer.say(node, "dcterms:license", _node(source.licence))
    if source.issued is None:
        writer.say(node, "dcterms:issued", "tg:undisclosed")
    else:
        writer.say(node, "dcterms:issued", _literal(source.issued.first.isoformat(), "date"))
        writer.say(node, "tg:datePrecision", f"tg:{source.issued.precision}")
    writer.say(node, "tg:accessed", _literal(source.accessed.isoformat(), "date"))
    if source.url:
        writer.say(node, "schema:url", _node(source.url))
    if source.content_sha256:
        writer.say(node, "tg:contentSha256", ox.Literal(source.content_sha256))


def _write_claim(writer: _Writer, node: ox.NamedNode, claim: Claim, sources: dict[str, Source]) -> None:
    writer.say(node, "rdf:type", "tg:Claim")
    writer.say(node, "tg:claimSubject", _node(claim.subject))
    writer.say(node, "tg:claimPredicate", _node(claim.predicate))
    stated = _object(claim)
    writer.say(node, "tg:claimValue" if isinstance(stated, ox.Literal) else "tg:claimObject", stated)
    if isinstance(claim.object, Value) and claim.object.precision:
        writer.say(node, "tg:valuePrecision", f"tg:{claim.object.precision}")
    if claim.unit:
        writer.say(node, "qudt:unit", _node(claim.unit))
    writer.say(node, "tg:stance", f"tg:{claim.stance}")
    writer.say(node, "tg:claimStatus", f"tg:{claim.status}")
    writer.say(node, "tg:confidence", _literal(canonical_decimal(claim.confidence), "decimal"))
    _write_validity(writer, node, claim.valid_from, claim.valid_to)
    writer.say(node, "prov:generatedAtTime", _literal(claim.recorded.isoformat() + _MIDNIGHT, "dateTime"))
    if claim.dropped:
        writer.say(node, "prov:invalidatedAtTime", _literal(claim.dropped.isoformat() + _MIDNIGHT, "dateTime"))
    for publisher in sorted({sources[e.source].publisher for e in claim.evidence if e.source in sources}):
        if publisher not in _MISSING:
            writer.say(node, "prov:wasAttributedTo", ox.NamedNode(publisher))


def _write_validity(writer: _Writer, node: ox.NamedNode, first: PartialDate | None, last: PartialDate | None) -> None:
    for predicate, when in (("tg:validFrom", first), ("tg:validTo", last)):
        if when:
            writer.say(node, predicate, _literal(when.first.isoformat(), "date"))
            writer.say(node, "tg:datePrecision", f"tg:{when.precision}")


def _write_evidence(writer: _Writer, claim: ox.NamedNode, evidence: Evidence) -> None:
    node = writer.described.get(evidence)
    if node is not None:
        writer.say(claim, "tg:hasEvidence", node)
        return
    node = writer.described[evidence] = ox.NamedNode(evidence_iri(evidence))
    place = ox.NamedNode(selector_iri(evidence.source, evidence.selector))
    writer.say(claim, "tg:hasEvidence", node)
    writer.say(node, "rdf:type", "tg:Evidence")
    writer.say(node, "oa:hasSource", ox.NamedNode(source_iri(evidence.source)))
    writer.say(node, "oa:hasSelector", place)
    writer.say(node, "tg:evidenceStance", f"tg:{evidence.stance}")
    writer.say(node, "tg:directness", f"tg:{evidence.directness}")
    if isinstance(evidence.selector, Place):
        writer.say(place, "rdf:type", "oa:FragmentSelector")
        writer.say(place, "rdf:value", ox.Literal(evidence.selector.text))
    else:
        writer.say(place, "rdf:type", "oa:TextPositionSelector")
        writer.say(place, "oa:start", _literal(str(evidence.selector.start), "integer"))
        writer.say(place, "oa:end", _literal(str(evidence.selector.end), "integer"))
        writer.say(node, "tg:passageDigest", ox.Literal(evidence.selector.sha256))


def vocabulary_quads() -> Iterator[ox.Quad]:
    """Yields the shipped ontology, schemes and mappings, each in its named graph."""
    ontology = [resource_path("ontology/trendgraph.ttl"), *resource_files("ontology/modules", "*.ttl")]
    for name, paths in (("ontology", ontology), ("schemes", resource_files("ontology/schemes", "*.ttl"))):
        graph = ox.NamedNode(graph_iri(name))
        for path in paths:
            for triple in parse_turtle(path):
                yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)
    graph = ox.NamedNode(graph_iri("mappings"))
    for path in resource_files("ontology/mappings", "*.sssom.tsv"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t"):
            yield ox.Quad(_iri(row["subject_id"]), _iri(row["predicate_id"]), _iri(row["object_id"]), graph)

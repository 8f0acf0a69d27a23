"""From checked forms to records."""

from __future__ import annotations

from collections.abc import Iterator

from trendgraph.claims import (
    Claim,
    Directness,
    Entity,
    Evidence,
    EvidenceStance,
    PartialDate,
    Place,
    Record,
    Source,
    Stance,
    Status,
    TextPosition,
)
from trendgraph.namespaces import TG, entity_iri
from trendgraph.sources.curated.document import Document
from trendgraph.sources.curated.measures import IndicatorFile
from trendgraph.sources.curated.schema import ClaimForm, EntityFile, EvidenceForm, PassageForm, ReportFile, SourceFile
from trendgraph.sources.curated.values import parse_day, parse_object, parse_value
from trendgraph.terms import load_terms

__all__ = ["convert_entity", "convert_indicator", "convert_report", "convert_source"]


def convert_entity(document: Document, form: EntityFile) -> Iterator[Record]:
    """Yields an entity and the claims about it."""
    yield Entity(
        iri=entity_iri(form.id),
        kind=TG + form.kind,
        label=form.label,
        alternative_labels=tuple(sorted(form.alternative_labels)),
        where=document.where(),
    )
    for index, claim in enumerate(form.claims):
        evidence = tuple(_evidence(item) for item in claim.evidence)
        yield _claim(claim, form.id, evidence, form.recorded, document.where(("claims", index)))


def convert_source(document: Document, form: SourceFile) -> Source:
    """Gives a source's description."""
    return Source(
        identifier=form.id,
        kind=TG + form.kind,
        title=form.title,
        publisher=parse_object(form.publisher),
        issued=None if form.issued == "undisclosed" else PartialDate.parse(form.issued),
        accessed=parse_day(form.accessed),
        licence=parse_object(form.licence),
        url=form.url,
        content_sha256=form.content_sha256,
        where=document.where(),
    )


def convert_indicator(document: Document, form: IndicatorFile) -> Entity:
    """Gives an indicator's entry in the register of names; what it measures is said in ``graph/measured``."""
    return Entity(iri=entity_iri(form.id), kind=TG + "Indicator", label=form.label, where=document.where())


def convert_report(document: Document, form: ReportFile) -> Iterator[Record]:
    """Yields the claims of a report; those with a passage rest on it, whatever else they rest on."""
    for index, claim in enumerate(form.claims):
        evidence = [_evidence(item) for item in claim.evidence]
        if claim.passage:
            passage = _position(form.passages[claim.passage])
            evidence.insert(0, Evidence(form.source, passage, Directness(form.directness)))
        where = document.where(("claims", index))
        yield _claim(claim, claim.subject or "", tuple(evidence), form.recorded, where)


def _claim(form: ClaimForm, subject: str, evidence: tuple[Evidence, ...], recorded: str, where: str) -> Claim:
    predicate = load_terms().predicates[form.predicate]
    stated = parse_object(form.object) if form.object else parse_value(form.value or "", predicate.datatype)
    return Claim(
        subject=entity_iri(subject),
        predicate=predicate.iri,
        object=stated,
        evidence=evidence,
        recorded=parse_day(form.recorded or recorded),
        unit=None if form.object else predicate.unit,
        stance=Stance(form.stance),
        status=Status(form.status),
        confidence=form.confidence,
        valid_from=PartialDate.parse(form.from_) if form.from_ else None,
        valid_to=PartialDate.parse(form.to) if form.to else None,
        dropped=parse_day(form.dropped) if form.dropped else None,
        where=where,
        note=form.note or "",
    )


def _evidence(form: EvidenceForm) -> Evidence:
    selector = _position(form.at) if form.at else Place(form.place or "")
    return Evidence(form.source, selector, Directness(form.directness), EvidenceStance(form.stance))


def _position(form: PassageForm) -> TextPosition:
    return TextPosition(form.start, form.end, form.sha256)

"""Claims and sources as plain values and back: text, numbers and lists, as JSON and tables hold them.

The names of the values are those of the record's fields. How an IRI is written is for the caller to say: the same
claim stands shortened in one place and as a CURIE in another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from sys import intern
from typing import Any

from trendgraph.claims.struct import (
    Claim,
    Directness,
    Evidence,
    EvidenceStance,
    PartialDate,
    Place,
    Precision,
    Source,
    Stance,
    Status,
    TextPosition,
    Value,
    canonical_decimal,
)

__all__ = ["CLAIM_FIELDS", "SOURCE_FIELDS", "claim_of", "claim_parts", "source_of", "source_parts"]

CLAIM_FIELDS = (
    *("subject", "predicate", "object", "unit", "stance", "status", "confidence"),
    *("recorded", "valid_from", "valid_to", "dropped", "evidence"),
)
SOURCE_FIELDS = (
    *("identifier", "kind", "title", "publisher", "issued", "accessed", "licence", "url", "content_sha256"),
)
Rename = Callable[[str], str]


def claim_parts(claim: Claim, name: Rename) -> dict[str, Any]:
    """Gives a claim as plain values, in the order of ``CLAIM_FIELDS``; ``name`` shortens an IRI.

    A value that the claim states is a list of lexical form, datatype and precision.
    """
    stated = claim.object
    return {
        "subject": name(claim.subject),
        "predicate": name(claim.predicate),
        "object": [stated.lexical, name(stated.datatype), stated.precision]
        if isinstance(stated, Value)
        else name(stated),
        "unit": None if claim.unit is None else name(claim.unit),
        "stance": claim.stance,
        "status": claim.status,
        "confidence": canonical_decimal(claim.confidence),
        "recorded": claim.recorded.isoformat(),
        "valid_from": _text(claim.valid_from),
        "valid_to": _text(claim.valid_to),
        "dropped": _text(claim.dropped),
        "evidence": [_evidence_parts(evidence) for evidence in claim.evidence],
    }


def claim_of(parts: Mapping[str, Any], iri: Rename) -> Claim:
    """Gives the claim that plain values stand for; ``iri`` makes the short name an IRI again."""
    stated, unit, dropped = parts["object"], parts["unit"], parts["dropped"]
    return Claim(
        subject=iri(parts["subject"]),
        predicate=iri(parts["predicate"]),
        object=iri(stated) if isinstance(stated, str) else _value(stated, iri),
        evidence=tuple(_evidence(each) for each in parts["evidence"]),
        recorded=date.fromisoformat(parts["recorded"]),
        unit=None if unit is None else iri(unit),
        stance=Stance(parts["stance"]),
        status=Status(parts["status"]),
        confidence=Decimal(parts["confidence"]),
        valid_from=_when(parts["valid_from"]),
        valid_to=_when(parts["valid_to"]),
        dropped=None if dropped is None else date.fromisoformat(dropped),
    )


def source_parts(source: Source, name: Rename) -> dict[str, Any]:
    """Gives a source as plain values, in the order of ``SOURCE_FIELDS``; ``name`` shortens an IRI."""
    return {
        "identifier": source.identifier,
        "kind": name(source.kind),
        "title": source.title,
        "publisher": name(source.publisher),
        "issued": _text(source.issued),
        "accessed": source.accessed.isoformat(),
        "licence": name(source.licence),
        "url": source.url,
        "content_sha256": source.content_sha256,
    }


def source_of(parts: Mapping[str, Any], iri: Rename) -> Source:
    """Gives the source that plain values stand for; ``iri`` makes the short name an IRI again."""
    return Source(
        identifier=parts["identifier"],
        kind=iri(parts["kind"]),
        title=parts["title"],
        publisher=iri(parts["publisher"]),
        issued=_when(parts["issued"]),
        accessed=date.fromisoformat(parts["accessed"]),
        licence=iri(parts["licence"]),
        url=parts["url"],
        content_sha256=parts["content_sha256"],
    )


def _evidence_parts(evidence: Evidence) -> dict[str, Any]:
    place = evidence.selector
    where: dict[str, Any] = (
        {"place": place.text}
        if isinstance(place, Place)
        else {"start": place.start, "end": place.end, "sha256": place.sha256}
    )
    return {"source": evidence.source, **where, "directness": evidence.directness, "stance": evidence.stance}


def _evidence(parts: Mapping[str, Any]) -> Evidence:
    place = Place(parts["place"]) if "place" in parts else TextPosition(parts["start"], parts["end"], parts["sha256"])
    return Evidence(intern(parts["source"]), place, Directness(parts["directness"]), EvidenceStance(parts["stance"]))


def _value(parts: Sequence[Any], iri: Rename) -> Value:
    lexical, datatype, precision = parts
    return Value(lexical, iri(datatype), None if precision is None else Precision(precision))


def _text(day: PartialDate | date | None) -> str | None:
    return None if day is None else str(day)


def _when(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)

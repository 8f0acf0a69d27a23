"""Records as lines of text and back, so that what a reader read can be kept beside the graph.

A line is a JSON array whose first member tells the record: ``e`` entity, ``s`` source, ``c`` claim. IRIs of the
project's own entities and terms are shortened. The same record gives the same line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from sys import intern
from typing import Any

from trendgraph.claims.struct import (
    Claim,
    Directness,
    Entity,
    Evidence,
    EvidenceStance,
    PartialDate,
    Place,
    Precision,
    Record,
    Source,
    Stance,
    Status,
    TextPosition,
    Value,
    canonical_decimal,
)
from trendgraph.errors import ClaimError
from trendgraph.namespaces import ENTITY, TG

__all__ = ["record_line", "records_of_lines"]

_SHORT = ((ENTITY, "@"), (TG, "#"), ("http://www.w3.org/2001/XMLSchema#", "^"))


def record_line(record: Record) -> str:
    """Gives a record as one line of JSON, without the line feed.

    >>> record_line(Entity("https://w3id.org/trendgraph/id/model/swan", "https://example.org/Kind", "Swan"))
    '["e","@model/swan","https://example.org/Kind","Swan",[],false]'
    """
    match record:
        case Entity():
            names: list[object] = [record.label, record.alternative_labels, record.proposed]
            parts: list[object] = ["e", _cut(record.iri), _cut(record.kind), *names]
        case Source():
            parts = _source_parts(record)
        case Claim():
            parts = _claim_parts(record)
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def records_of_lines(lines: Iterable[str], where: str = "") -> Iterator[Record]:
    """Yields the records of lines that ``record_line`` made.

    Raises:
        ClaimError: a line is not one of these; ``where`` names the file.
    """
    for number, line in enumerate(lines, start=1):
        try:
            yield _record(json.loads(line))
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise ClaimError(
                f"this line holds no record: {error}", code="claim.line", where=f"{where}:{number}"
            ) from error


def _cut(iri: str) -> str:
    for space, sign in _SHORT:
        if iri.startswith(space):
            return sign + iri[len(space) :]
    return iri


def _full(text: str) -> str:
    for space, sign in _SHORT:
        if text.startswith(sign):
            return intern(space + text[1:])
    return intern(text)


def _source_parts(source: Source) -> list[object]:
    return [
        "s",
        source.identifier,
        _cut(source.kind),
        source.title,
        _cut(source.publisher),
        None if source.issued is None else str(source.issued),
        source.accessed.isoformat(),
        _cut(source.licence),
        source.url,
        source.content_sha256,
    ]


def _claim_parts(claim: Claim) -> list[object]:
    stated = claim.object
    return [
        "c",
        _cut(claim.subject),
        _cut(claim.predicate),
        [stated.lexical, _cut(stated.datatype), stated.precision] if isinstance(stated, Value) else _cut(stated),
        claim.unit,
        claim.stance,
        claim.status,
        canonical_decimal(claim.confidence),
        claim.recorded.isoformat(),
        None if claim.valid_from is None else str(claim.valid_from),
        None if claim.valid_to is None else str(claim.valid_to),
        None if claim.dropped is None else claim.dropped.isoformat(),
        [_evidence_parts(evidence) for evidence in claim.evidence],
    ]


def _evidence_parts(evidence: Evidence) -> list[object]:
    place = evidence.selector
    selector = place.text if isinstance(place, Place) else [place.start, place.end, place.sha256]
    return [evidence.source, selector, evidence.directness, evidence.stance]


def _record(parts: list[Any]) -> Record:
    match parts[0]:
        case "e":
            return Entity(_full(parts[1]), _full(parts[2]), parts[3], tuple(parts[4]), parts[5])
        case "s":
            _, identifier, kind, title, publisher, issued, accessed, licence, url, digest = parts
            day = date.fromisoformat(accessed)
            return Source(
                identifier, _full(kind), title, _full(publisher), _when(issued), day, _full(licence), url, digest
            )
        case "c":
            return _claim(parts)
        case other:
            raise ValueError(f"{other!r} is no kind of record")


def _claim(parts: list[Any]) -> Claim:
    _, subject, predicate, stated, unit, stance, status, confidence, recorded, first, last, dropped, evidence = parts
    return Claim(
        subject=_full(subject),
        predicate=_full(predicate),
        object=_full(stated) if isinstance(stated, str) else _value(*stated),
        evidence=tuple(_evidence(*each) for each in evidence),
        recorded=date.fromisoformat(recorded),
        unit=None if unit is None else intern(unit),
        stance=Stance(stance),
        status=Status(status),
        confidence=Decimal(confidence),
        valid_from=_when(first),
        valid_to=_when(last),
        dropped=None if dropped is None else date.fromisoformat(dropped),
    )


def _value(lexical: str, datatype: str, precision: str | None) -> Value:
    return Value(lexical, _full(datatype), None if precision is None else Precision(precision))


def _evidence(source: str, selector: Any, directness: str, stance: str) -> Evidence:
    place = Place(selector) if isinstance(selector, str) else TextPosition(*selector)
    return Evidence(intern(source), place, Directness(directness), EvidenceStance(stance))


def _when(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)

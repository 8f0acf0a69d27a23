"""Records as lines of text and back, so that what a reader read can be kept beside the graph.

A line is a JSON array whose first member tells the record: ``e`` entity, ``s`` source, ``c`` claim. IRIs of the
project's own entities and terms are shortened. The same record gives the same line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from sys import intern
from typing import Any

from trendgraph.claims.plain import CLAIM_FIELDS, SOURCE_FIELDS, claim_of, claim_parts, source_of, source_parts
from trendgraph.claims.struct import Claim, Entity, Record, Source
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
            parts = ["s", *source_parts(record, _cut).values()]
        case Claim():
            parts = ["c", *claim_parts(record, _cut).values()]
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
                f"this line holds no record: {error}",
                code="claim.line",
                where=f"{where}:{number}",
                hint="if another version of trendgraph wrote it, build the store again and ingest its data sets again",
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


def _record(parts: list[Any]) -> Record:
    match parts[0]:
        case "e":
            return Entity(_full(parts[1]), _full(parts[2]), parts[3], tuple(parts[4]), parts[5])
        case "s":
            return source_of(dict(zip(SOURCE_FIELDS, parts[1:], strict=True)), _full)
        case "c":
            return claim_of(dict(zip(CLAIM_FIELDS, parts[1:], strict=True)), _full)
        case other:
            raise ValueError(f"{other!r} is no kind of record")

"""What a reader says: things and claims of one source, each claim with the exact place it stands in.

A reader makes a ``Voice``, lets it ``say`` what a row holds, and yields what ``drain`` gives; so no more than a row is
held in memory, and no reader builds IRIs, literals or evidence by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from trendgraph.claims import (
    Claim,
    Directness,
    Entity,
    Evidence,
    PartialDate,
    Place,
    Record,
    Source,
    Stance,
    Status,
    Value,
    canonical_decimal,
)
from trendgraph.errors import SourceError
from trendgraph.namespaces import TG, entity_iri
from trendgraph.sources.struct import ReadLog, SourceInfo, provisional_iri
from trendgraph.sources.tabular import Row, edition_of
from trendgraph.terms import XSD, load_terms

__all__ = ["UNDISCLOSED", "Voice", "data_set", "known_until", "row_of", "tidy"]

UNDISCLOSED = TG + "undisclosed"
_SNAPSHOT = date(2026, 7, 23)
"""Day of access of what has no edition; whoever ingests puts the real day in its place."""
_DEFAULT = {
    Directness.FIRST_PARTY: Decimal(1),
    Directness.INDEPENDENT: Decimal("0.95"),
    Directness.SECONDARY: Decimal("0.9"),
}


@dataclass(slots=True)
class Voice:
    """Speaks for one source.

    Attributes:
        reader: name of the reader, from which provisional IRIs are made.
        source: what every claim rests on; its day of access is the day on which the claims were learnt.
        directness: how near the source stands to the matter.
        confidence: of claims for which the source states none; by default what ``directness`` warrants.
        file: the file that is being read, as places name it.
        until: the last day of which the source can know.
    """

    reader: str
    source: Source
    directness: Directness = Directness.SECONDARY
    confidence: Decimal | None = None
    file: str = ""
    until: date = date.max
    _known: set[str] = field(default_factory=set)
    _waiting: list[Record] = field(default_factory=list)

    def drain(self) -> Iterator[Record]:
        """Yields, once, what was said since the last time."""
        yield from self._waiting
        self._waiting.clear()

    def introduce(self, publisher: str = "") -> Iterator[Record]:
        """Yields the source itself, and its publisher under the name given."""
        if publisher:
            yield Entity(self.source.publisher, TG + "Organisation", publisher)
        yield self.source

    def thing(self, kind: str, name: str, *, key: str = "", others: tuple[str, ...] = ()) -> str:
        """Gives the provisional IRI of a thing and, the first time, records the thing.

        Args:
            kind: local name of its class.
            name: as the source has it.
            key: what tells it from others of the same name; by default the name itself.
            others: further names.
        """
        iri = provisional_iri(self.reader, _segment(kind), key or name)
        if iri not in self._known:
            self._known.add(iri)
            names = tuple(sorted({tidy(other) for other in others if tidy(other)} - {tidy(name)}))
            self._waiting.append(Entity(iri, TG + kind, tidy(name), names, where=self.file))
        return iri

    def say(
        self,
        subject: str,
        predicate: str,
        stated: str | Value | PartialDate | Decimal | int,
        row: object,
        column: str,
        *,
        status: Status = Status.ACCEPTED,
        stance: Stance = Stance.AFFIRMS,
        confidence: Decimal | None = None,
        directness: Directness | None = None,
        valid_from: PartialDate | None = None,
        valid_to: PartialDate | None = None,
    ) -> None:
        """Records a claim.

        Args:
            subject: IRI of the thing that the claim is about.
            predicate: local name out of the closed list.
            stated: an IRI, ``segment/slug`` or qualifier; or a literal, a date or a number.
            row: key of the row.
            column: name of the column or field.
            status: proposed where it is planned, projected or estimated.
            stance: denies where the source says that it is not so.
            confidence: where the source states one.
            directness: where it differs from that of the source.
            valid_from: first period in which it holds.
            valid_to: first period in which it no longer holds.
        """
        term = load_terms().predicates[predicate]
        near = directness or self.directness
        self._waiting.append(
            Claim(
                subject=subject,
                predicate=term.iri,
                object=_object(stated) if term.takes_entity else _literal(stated, term.datatype),
                evidence=(Evidence(self.source.identifier, self.place(row, column), near),),
                recorded=self.source.accessed,
                unit=None if stated == UNDISCLOSED else term.unit,
                stance=stance,
                status=status,
                confidence=confidence or self.confidence or _DEFAULT[near],
                valid_from=valid_from,
                valid_to=valid_to,
                where=f"{self.file}:{row}",
            )
        )

    def place(self, row: object, column: str) -> Place:
        """Gives the place of a cell."""
        return Place(f"{self.file}, row {row}, column {column}")


def data_set(info: SourceInfo, part: str, title: str, issued: PartialDate | None, *, url: str | None = None) -> Source:
    """Gives the description of a data set, or of a part of it, in one edition."""
    return Source(
        identifier=f"{info.name.replace('_', '-')}.{part}" + (f".{issued}" if issued else ""),
        kind=TG + "Source",
        title=title,
        publisher=provisional_iri(info.name, "organisation", info.publisher),
        issued=issued,
        accessed=max(_SNAPSHOT, issued.first) if issued else _SNAPSHOT,
        licence=info.licence,
        url=url,
    )


def known_until(path: Path) -> date:
    """Gives the last day of which a file or folder can know: that of its edition, or else its own age.

    What is dated later is a plan or a mistake.

    Raises:
        SourceError: there is nothing at the path.
    """
    edition = edition_of(path)
    if edition is not None:
        return edition.end() - timedelta(days=1)
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", code="source.missing", where=str(path)) from error


def tidy(name: str) -> str:
    """Gives a name on one line, without white space around it."""
    return " ".join(name.split())


def row_of(file: str, key: str, fields: Mapping[str, object], log: ReadLog) -> Row:
    """Gives a record of a document as a row, so that its fields are read as cells are; counts it.

    Lists and mappings are left out; a number of a JSON document keeps its digits.
    """
    log.row()
    cells = {name: _cell(value) for name, value in fields.items() if isinstance(value, str | int | float | Decimal)}
    return Row(file, 0, cells, log, key)


def _cell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def _segment(kind: str) -> str:
    terms = load_terms()
    found = [segment for segment, iri in terms.segments.items() if terms.is_a(TG + kind, iri)]
    return found[0]


def _object(stated: object) -> str:
    if not isinstance(stated, str):
        raise TypeError(f"{stated!r} names nothing")
    if re.match(r"https?://", stated):
        return stated
    return entity_iri(stated) if "/" in stated else TG + stated


def _literal(stated: object, datatype: str) -> Value | str:
    match stated:
        case Value():
            return stated
        case PartialDate():
            return Value(stated.first.isoformat(), datatype, stated.precision)
        case str() if stated == UNDISCLOSED:
            return stated
        case str() if datatype == XSD + "string":
            return Value(stated, datatype)
        case int() | Decimal() if datatype == XSD + "integer":
            return Value(str(int(stated)), datatype)
        case int() | Decimal() if datatype == XSD + "decimal":
            return Value(canonical_decimal(Decimal(stated)), datatype)
        case _:
            raise TypeError(f"{stated!r} is no literal of {datatype}")

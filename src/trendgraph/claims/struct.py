"""The records that readers yield: entities, sources and claims with their evidence.

All are immutable and ordered by content, IRIs are full strings, dates name the first day of a period and carry its
length. Nothing here knows YAML, RDF or a store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from trendgraph.errors import ClaimError

__all__ = [
    "Claim",
    "Directness",
    "Entity",
    "Evidence",
    "EvidenceStance",
    "PartialDate",
    "Place",
    "Precision",
    "Record",
    "Selector",
    "Source",
    "Stance",
    "Status",
    "TextPosition",
    "Value",
    "canonical_decimal",
]


class Precision(StrEnum):
    """How long the period is of which a date names the first day."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Stance(StrEnum):
    """Whether a claim holds its statement to be true."""

    AFFIRMS = "affirms"
    DENIES = "denies"


class Status(StrEnum):
    """What the curators make of a claim; later members are the more cautious ones."""

    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    CONTESTED = "contested"
    RETRACTED = "retracted"


class EvidenceStance(StrEnum):
    """What a passage does for the claims attached to it."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    MENTIONS = "mentions"


class Directness(StrEnum):
    """How near the author of a source stands to the matter; nearest first."""

    FIRST_PARTY = "firstParty"
    INDEPENDENT = "independentMeasurement"
    SECONDARY = "secondary"


_FORMS = (
    (Precision.DAY, re.compile(r"(\d{4})-(\d{2})-(\d{2})")),
    (Precision.QUARTER, re.compile(r"(\d{4})-Q([1-4])")),
    (Precision.MONTH, re.compile(r"(\d{4})-(\d{2})")),
    (Precision.YEAR, re.compile(r"(\d{4})")),
)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A period named by its first day and its length.

    >>> PartialDate.parse("2021-Q2").first
    datetime.date(2021, 4, 1)
    >>> str(PartialDate.parse("2021-04"))
    '2021-04'
    """

    first: date
    precision: Precision

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Reads ``YYYY``, ``YYYY-Qn``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises:
            ClaimError: the text has another form, or names a day that no calendar has.
        """
        for precision, form in _FORMS:
            match = form.fullmatch(text)
            if match:
                year, *rest = (int(group) for group in match.groups())
                if precision is Precision.QUARTER:
                    rest = [3 * rest[0] - 2]
                try:
                    return cls(date(year, *[*rest, 1, 1][:2]), precision)
                except ValueError as error:
                    raise ClaimError(f"{text!r} is not a date: {error}", code="claim.date") from error
        raise ClaimError(
            f"{text!r} is not a date", code="claim.date", hint="write YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD"
        )

    def __str__(self) -> str:
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return f"{self.first.year:04}-{self.first.month:02}"
            case Precision.QUARTER:
                return f"{self.first.year:04}-Q{(self.first.month + 2) // 3}"
            case Precision.YEAR:
                return f"{self.first.year:04}"

    def end(self) -> date:
        """Gives the first day after the period."""
        if self.precision is Precision.DAY:
            return self.first + timedelta(days=1)
        months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}[self.precision]
        index = self.first.year * 12 + self.first.month - 1 + months
        return date(index // 12, index % 12 + 1, 1)

    def covers(self, other: PartialDate) -> bool:
        """Says whether the other period lies within this one."""
        return self.first <= other.first and other.end() <= self.end()


def canonical_decimal(number: Decimal) -> str:
    """Gives the canonical ``xsd:decimal`` form: no exponent, no trailing zeros.

    >>> canonical_decimal(Decimal("0.50")), canonical_decimal(Decimal("3.1E+2"))
    ('0.5', '310')
    """
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """A literal: canonical lexical form, datatype IRI and, for a date, how exact it is."""

    lexical: str
    datatype: str
    precision: Precision | None = None


@dataclass(frozen=True, slots=True, order=True)
class TextPosition:
    """A passage of a text: Unicode code points, end exclusive, and the SHA-256 of its UTF-8 form."""

    start: int
    end: int
    sha256: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a source of which no text is held: a section, table or page in words."""

    text: str


Selector = TextPosition | Place


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact place in a source and what it does for the claims attached to it.

    Attributes:
        source: identifier of the source.
    """

    source: str
    selector: Selector
    directness: Directness
    stance: EvidenceStance = EvidenceStance.SUPPORTS


@dataclass(frozen=True, slots=True)
class Claim:
    """One subject, one predicate, one object or value, held true or false by somebody.

    Attributes:
        subject: IRI of an entity or concept.
        predicate: IRI of a property from the closed list.
        object: IRI of an entity, concept, qualifier or missing value; or a literal.
        unit: IRI of the unit of a value.
        valid_from: first period in which it holds, if it does not hold always.
        valid_to: first period in which it no longer holds.
        confidence: how sure we are that the source says it, 0 to 1.
        recorded: day on which the graph learned it.
        dropped: day on which the graph dropped it.
        where: file and line it was read from; not part of its content.
        note: a curator's words about it, for other curators; not part of its content.
    """

    subject: str
    predicate: str
    object: str | Value
    evidence: tuple[Evidence, ...]
    recorded: date
    unit: str | None = None
    stance: Stance = Stance.AFFIRMS
    status: Status = Status.ACCEPTED
    confidence: Decimal = Decimal(1)
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    dropped: date | None = None
    where: str = field(default="", compare=False)
    note: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Entity:
    """A named individual: its IRI, the IRI of its kind, and its names.

    Attributes:
        proposed: whether it stands for a name of which nobody has decided yet what it means.
    """

    iri: str
    kind: str
    label: str
    alternative_labels: tuple[str, ...] = ()
    proposed: bool = False
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A dated document or data set in which evidence is found.

    Attributes:
        kind: IRI of ``tg:Source`` or a class below it.
        publisher: IRI of an organisation, or of ``tg:undisclosed``.
        issued: when it was published, or None where that is undisclosed.
        licence: IRI of a licence concept, or of ``tg:undisclosed``.
    """

    identifier: str
    kind: str
    title: str
    publisher: str
    issued: PartialDate | None
    accessed: date
    licence: str
    url: str | None = None
    content_sha256: str | None = None
    where: str = field(default="", compare=False)


Record = Entity | Source | Claim

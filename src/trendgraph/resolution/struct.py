"""What resolution speaks of: a curated entity with its names, what is known of a name, candidates and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trendgraph.claims import PartialDate

__all__ = ["Alias", "Candidate", "Context", "Decision", "Named", "Verdict"]


class Verdict(StrEnum):
    """What a reviewer says of a name and an entity."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """One reviewed decision: a name of a kind is, or is not, the name of an entity.

    Attributes:
        kind: IRI segment, ``model`` or ``organisation`` or …
        name: the name as sources write it; compared after folding.
        entity: ``segment/slug``, curated or proposed.
        decided_by: who decided.
        why: in a few words.
    """

    kind: str
    name: str
    entity: str
    verdict: Verdict
    decided_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Named:
    """A curated entity or concept as resolution sees it.

    Attributes:
        iri: its IRI.
        kind: IRI segment.
        names: its label first, then its other names.
        developers: IRIs of the organisations that made it.
        dates: when it was announced or released.
        sizes: its stated numbers of parameters.
    """

    iri: str
    kind: str
    names: tuple[str, ...]
    developers: frozenset[str] = frozenset()
    dates: tuple[PartialDate, ...] = ()
    sizes: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a source says beside a name: who made the thing and how many parameters it has."""

    developers: frozenset[str] = frozenset()
    sizes: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A curated entity that a name might mean.

    Attributes:
        iri: the entity.
        name: that name of it which is most like the one asked for.
        score: likeness, 0 to 100.
        against: why it is not taken, or an empty text.
    """

    iri: str
    name: str
    score: float
    against: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a name was taken to mean.

    Attributes:
        name: the name asked for.
        kind: IRI segment.
        iri: the entity meant; a proposed one where no curated one is.
        rule: code of the rule that decided.
        why: the same in words.
        proposed: whether the entity is a proposed one.
        candidates: what else was looked at, best first.
    """

    name: str
    kind: str
    iri: str
    rule: str
    why: str
    proposed: bool
    candidates: tuple[Candidate, ...] = ()

"""Conflicts: claims that cannot all be true at the same time, and which of them is preferred.

Rule of preference, in this order: the status (accepted, proposed, contested), the nearer source (first-party,
independent measurement, secondary), the finer date, the newer source, the identifier. Nothing is overwritten; a
conflict is listed and every member stays in the graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from trendgraph.claims.identity import claim_iri
from trendgraph.claims.struct import (
    Claim,
    Directness,
    EvidenceStance,
    PartialDate,
    Precision,
    Source,
    Stance,
    Status,
    Value,
)

__all__ = ["Conflict", "find_conflicts"]

_NEARNESS = list(Directness)
_FINENESS = list(Precision)
_TRUST = list(Status)
_MISSING = ("#undisclosed", "#notApplicable")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims of one subject and predicate that contradict each other.

    Attributes:
        claims: IRIs, the preferred claim first.
        reason: ``different values`` or ``affirmed and denied``.
    """

    subject: str
    predicate: str
    reason: str
    claims: tuple[str, ...]

    @property
    def preferred(self) -> str:
        """IRI of the claim that the stated rule prefers."""
        return self.claims[0]


def find_conflicts(
    claims: Iterable[Claim], sources: Mapping[str, Source], single_valued: frozenset[str]
) -> list[Conflict]:
    """Gives the conflicts among claims, sorted by subject and predicate.

    Args:
        claims: merged claims.
        sources: source identifier to source, for the date of issue.
        single_valued: IRIs of the predicates of which two values at one time contradict each other.
    """
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status is not Status.RETRACTED and claim.dropped is None and not _is_missing(claim):
            groups[claim.subject, claim.predicate].append(claim)
    found = []
    for (subject, predicate), members in sorted(groups.items()):
        for reason, clashing in _clashes(members, predicate in single_valued):
            ranked = sorted(clashing, key=lambda claim: _rank(claim, sources))
            found.append(Conflict(subject, predicate, reason, tuple(claim_iri(claim) for claim in ranked)))
    return found


def _clashes(members: list[Claim], single_valued: bool) -> Iterable[tuple[str, list[Claim]]]:
    values: dict[str, Claim] = {}
    stances: dict[str, Claim] = {}
    if not single_valued and len({member.stance for member in members}) == 1:
        return  # any number of things may be affirmed side by side; most groups are of this sort
    for left, right in combinations(members, 2):
        if not _overlap(left, right):
            continue
        both = {claim_iri(left): left, claim_iri(right): right}
        if left.stance is not right.stance:
            if left.object == right.object:
                stances |= both
        elif single_valued and left.stance is Stance.AFFIRMS and not _compatible(left, right):
            values |= both
    if values:
        yield "different values", list(values.values())
    if stances:
        yield "affirmed and denied", list(stances.values())


def _is_missing(claim: Claim) -> bool:
    return isinstance(claim.object, str) and claim.object.endswith(_MISSING)


def _overlap(left: Claim, right: Claim) -> bool:
    def bounds(claim: Claim) -> tuple[date, date]:
        first = claim.valid_from.first if claim.valid_from else date.min
        return first, claim.valid_to.first if claim.valid_to else date.max

    (left_from, left_to), (right_from, right_to) = bounds(left), bounds(right)
    return left_from < right_to and right_from < left_to


def _compatible(left: Claim, right: Claim) -> bool:
    """A month agrees with a day in it; any other two values differ or are equal."""
    if left.object == right.object:
        return True
    first, second = _period(left), _period(right)
    return first is not None and second is not None and (first.covers(second) or second.covers(first))


def _period(claim: Claim) -> PartialDate | None:
    stated = claim.object
    if isinstance(stated, Value) and stated.precision is not None:
        return PartialDate(date.fromisoformat(stated.lexical), stated.precision)
    return None


def _rank(claim: Claim, sources: Mapping[str, Source]) -> tuple[int, int, int, int, str]:
    speaking = [e for e in claim.evidence if e.stance is EvidenceStance.SUPPORTS] or list(claim.evidence)
    nearest = min(_NEARNESS.index(evidence.directness) for evidence in speaking)
    stated = claim.object
    fineness = _FINENESS.index(stated.precision) if isinstance(stated, Value) and stated.precision else 0
    issued = [sources[e.source].issued for e in speaking if e.source in sources]
    newest = max((when.first.toordinal() for when in issued if when is not None), default=0)
    return _TRUST.index(claim.status), nearest, fineness, -newest, claim_iri(claim)

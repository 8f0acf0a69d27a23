"""What a graph says, as records, and what of it belongs to a past day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from trendgraph.claims import Claim, Entity, Source, Stance, Status, Value, claim_iri
from trendgraph.namespaces import TG
from trendgraph.records import read_claims_of, read_entities, read_sources
from trendgraph.store import Store
from trendgraph.terms import XSD

__all__ = ["Said", "read_said", "said_on"]

_BEGINNINGS = frozenset(
    TG + name for name in ("adoptedOn", "announcedOn", "introducedOn", "occurredOn", "proposedOn", "releasedOn")
)
"""Dates on which a thing comes into being; before the earliest of them it was not there."""
_EVENTS = _BEGINNINGS | {TG + "retiredOn"}
"""Dates of what happens once: nothing of it is true before."""
_PHASE = TG + "TrendPhase"


@dataclass(frozen=True, slots=True)
class Said:
    """What a graph says; every mapping is sorted by key.

    Attributes:
        entities: IRI to entity.
        sources: identifier to source.
        claims: IRI to claim; the IRI is that of the content, whatever the graph calls it.
    """

    entities: dict[str, Entity]
    sources: dict[str, Source]
    claims: dict[str, Claim]


def read_said(store: Store) -> Said:
    """Gives what a graph says.

    Raises:
        GraphError: a node is not a whole claim or source.
    """
    claims = {claim_iri(claim): claim for claim in read_claims_of(store, at_once=True)}
    return Said(
        entities={entity.iri: entity for entity in read_entities(store)},
        sources={source.identifier: source for source in read_sources(store, at_once=True)},
        claims=dict(sorted(claims.items())),
    )


def said_on(said: Said, *, as_of: date | None = None, as_known_on: date | None = None) -> Said:
    """Gives what was true, and what was known, on a day.

    Args:
        said: what the graph says now.
        as_of: the day for which statements must hold.
        as_known_on: the day on which the graph must have said them.
    """
    if as_known_on is not None:
        said = _known(said, as_known_on)
    return said if as_of is None else _held(said, as_of)


def _known(said: Said, day: date) -> Said:
    """Leaves out what the graph learned later, or had dropped; status, names and validity are those of today."""
    known = {
        iri: replace(claim, dropped=None) if claim.dropped else claim
        for iri, claim in said.claims.items()
        if claim.recorded <= day and (claim.dropped is None or day < claim.dropped)
    }
    read = {name for name, source in said.sources.items() if source.accessed <= day}
    claims = {iri: _with_evidence_of(claim, read) for iri, claim in known.items()}
    # A source that alone bears a claim of that time was known, and has been read again since.
    read |= {evidence.source for claim in claims.values() for evidence in claim.evidence}
    sources = {name: source for name, source in said.sources.items() if name in read}
    later = _spoken_of(said) - _spoken_of(Said({}, sources, claims))
    return Said({iri: entity for iri, entity in said.entities.items() if iri not in later}, sources, claims)


def _with_evidence_of(claim: Claim, sources: set[str]) -> Claim:
    kept = tuple(evidence for evidence in claim.evidence if evidence.source in sources)
    return replace(claim, evidence=kept) if 0 < len(kept) < len(claim.evidence) else claim


def _spoken_of(said: Said) -> set[str]:
    """Gives what claims are about and who published the sources: nothing else says when a thing became known."""
    found = {source.publisher for source in said.sources.values()}
    for claim in said.claims.values():
        found.add(claim.subject)
        if isinstance(claim.object, str):
            found.add(claim.object)
    return found


def _held(said: Said, day: date) -> Said:
    """Leaves out what did not hold, and what had not begun with all that is said of it."""
    missing = _not_yet_begun(said.claims.values(), day)
    claims = {iri: claim for iri, claim in said.claims.items() if _holds(claim, day, missing)}
    # A phase is nothing but its time: where none of its claims holds, it is not there.
    phases = {iri for iri, entity in said.entities.items() if entity.kind == _PHASE}
    described, left = ({claim.subject for claim in some.values()} for some in (said.claims, claims))
    missing |= phases & described - left
    claims = {iri: claim for iri, claim in claims.items() if claim.object not in missing}
    return Said({iri: entity for iri, entity in said.entities.items() if iri not in missing}, said.sources, claims)


def _not_yet_begun(claims: Iterable[Claim], day: date) -> set[str]:
    """Gives the IRIs of the things all of whose dated beginnings are later than the day."""
    first: dict[str, date] = {}
    for claim in claims:
        happened = _event(claim, _BEGINNINGS)
        if happened is not None and (claim.subject not in first or happened < first[claim.subject]):
            first[claim.subject] = happened
    return {iri for iri, began in first.items() if began > day}


def _event(claim: Claim, predicates: frozenset[str]) -> date | None:
    """Gives the first day of the period in which something happened, as far as anybody stands by it."""
    value = claim.object
    if claim.predicate not in predicates or claim.stance is Stance.DENIES:
        return None
    if claim.status is Status.RETRACTED or claim.dropped is not None:
        return None
    if not isinstance(value, Value) or value.datatype != XSD + "date":
        return None
    return date.fromisoformat(value.lexical)


def _holds(claim: Claim, day: date, missing: set[str]) -> bool:
    if claim.subject in missing or claim.object in missing:
        return False
    if claim.valid_from is not None and claim.valid_from.first > day:
        return False
    if claim.valid_to is not None and claim.valid_to.first <= day:
        return False
    happened = _event(claim, _EVENTS)
    return happened is None or happened <= day

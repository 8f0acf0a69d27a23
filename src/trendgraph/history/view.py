"""A store of a past day, built anew from the claims that belong to it, and materialised.

Two days are never mixed. *As of* D asks what was true on D: a claim is left out when it holds from a later day or no
longer holds, and so is everything about a thing that had not begun yet. *As known on* D asks what the graph said on D:
a claim is left out when the graph learned it later, or had dropped it. What is *current* held, and was known, on the
last day on which the graph learned anything: no clock is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pyoxigraph as ox

from trendgraph.claims import Claim, Entity, Source, Stance, Status, Value, merge_claims
from trendgraph.errors import GraphError
from trendgraph.materialisation import materialised_store
from trendgraph.namespaces import TG, graph_iri
from trendgraph.records import read_records
from trendgraph.store import Store
from trendgraph.terms import XSD, load_terms

__all__ = ["at", "current"]

_PROV = "http://www.w3.org/ns/prov#"
_BEGINNINGS = frozenset(TG + name for name in ("announcedOn", "introducedOn", "occurredOn", "proposedOn", "releasedOn"))
"""Dates on which a thing comes into being; before the earliest of them it was not there."""


def at(store: Store, *, as_of: date | None = None, as_known_on: date | None = None) -> Store:
    """Gives a store in memory with what was true, and what was known, on a day.

    Reads: the records of the store. Indicators and verdicts are measured today and are not part of a past graph.

    Args:
        store: the graph as it stands.
        as_of: the day for which statements must hold.
        as_known_on: the day on which the graph must have said them.
    """
    records = list(read_records(store))
    claims = [record for record in records if isinstance(record, Claim)]
    others: list[Entity | Source] = [record for record in records if not isinstance(record, Claim)]
    if as_known_on is not None:
        claims = [_as_it_stood(claim, as_known_on) for claim in claims if _was_known(claim, as_known_on)]
    if as_of is not None:
        missing = _not_yet_begun(claims, as_of)
        claims = [claim for claim in claims if _held(claim, as_of, missing)]
        others = [record for record in others if not (isinstance(record, Entity) and record.iri in missing)]
    return materialised_store(merge_claims([*others, *claims], single_valued=load_terms().single_valued))


def current(store: Store) -> Store:
    """Gives a store in memory with what holds at the graph's own date, with what was measured.

    Reads: ``tg:accessed`` of sources, ``prov:generatedAtTime`` and ``prov:invalidatedAtTime`` of claims; the latest day
    is the graph's date.

    Raises:
        GraphError: the graph holds no source and no claim.
    """
    learned = (TG + "accessed", _PROV + "generatedAtTime", _PROV + "invalidatedAtTime")
    days = (
        str(getattr(quad.object, "value", ""))[:10]
        for predicate in learned
        for quad in store.raw.quads_for_pattern(None, ox.NamedNode(predicate), None, None)
    )
    latest = max(days, default=None)
    if latest is None:
        raise GraphError("this graph has no date: it holds no source and no claim", code="graph.day")
    day = date.fromisoformat(latest)
    made = at(store, as_of=day, as_known_on=day)
    made.add(store.quads(graph_iri("measured")))
    return made


def _was_known(claim: Claim, day: date) -> bool:
    return claim.recorded <= day and (claim.dropped is None or day < claim.dropped)


def _as_it_stood(claim: Claim, day: date) -> Claim:
    return replace(claim, dropped=None) if claim.dropped is not None and day < claim.dropped else claim


def _not_yet_begun(claims: Iterable[Claim], day: date) -> set[str]:
    """Gives the IRIs of the things all of whose dated beginnings are later than the day."""
    first: dict[str, date] = {}
    for claim in claims:
        began = _beginning(claim)
        if began is not None and (claim.subject not in first or began < first[claim.subject]):
            first[claim.subject] = began
    return {iri for iri, began in first.items() if began > day}


def _beginning(claim: Claim) -> date | None:
    value = claim.object
    if claim.predicate not in _BEGINNINGS or claim.stance is Stance.DENIES or claim.status is Status.RETRACTED:
        return None
    if not isinstance(value, Value) or value.datatype != XSD + "date":
        return None
    return date.fromisoformat(value.lexical)


def _held(claim: Claim, day: date, missing: set[str]) -> bool:
    if claim.subject in missing or claim.object in missing:
        return False
    if claim.valid_from is not None and claim.valid_from.first > day:
        return False
    if claim.valid_to is not None and claim.valid_to.first <= day:
        return False
    began = _beginning(claim)
    return began is None or began <= day

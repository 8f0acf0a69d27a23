"""What differs between two graphs: claims, entities, sources, terms, verdicts and what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from trendgraph.claims import Claim, Evidence, Place, source_iri
from trendgraph.history.measured import Measured
from trendgraph.history.said import Said, read_said, said_on
from trendgraph.history.vocabulary import TermChange, read_terms, term_changes
from trendgraph.history.words import Words
from trendgraph.namespaces import compact, graph_iri
from trendgraph.store import Store

__all__ = ["ChangedClaim", "Day", "Difference", "EntityChange", "diff"]


@dataclass(frozen=True, slots=True, order=True)
class ChangedClaim:
    """A claim, or the verdict on one, that is new, gone, or stands otherwise than before.

    Attributes:
        kind: ``added``, ``removed``, ``status``, ``dropped``, ``confidence``, ``evidence`` or ``recorded``; of a
            verdict ``added``, ``removed`` or ``changed``.
        statement: the claim in words.
        claim: IRI of the claim.
        subject_kind: local name of the class of what it is about; ``TrendPhase`` where a phase moved.
        before: what it was, in words; empty for a new claim, and where evidence was only added.
        after: what it is, in words; empty for one that is gone, and where evidence was only taken away.
    """

    kind: str
    statement: str
    claim: str
    subject_kind: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, order=True)
class EntityChange:
    """An entity, a source or an indicator that is new, gone, renamed or described otherwise.

    Attributes:
        kind: ``added``, ``removed``, ``renamed``, or ``changed`` where anything but the name differs.
        before: what it was called, or how it was described.
        after: what it is called, or how it is described.
        label: what it is called, where ``before`` and ``after`` do not say so.
    """

    kind: str
    iri: str
    before: str = ""
    after: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one graph to another; empty lists mean that both say the same.

    Attributes:
        measured: indicators whose observations differ.
        notes: what could not be compared, and why.
    """

    claims: list[ChangedClaim] = field(default_factory=list)
    entities: list[EntityChange] = field(default_factory=list)
    sources: list[EntityChange] = field(default_factory=list)
    terms: list[TermChange] = field(default_factory=list)
    verdicts: list[ChangedClaim] = field(default_factory=list)
    measured: list[EntityChange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.claims, self.entities, self.sources, self.terms, self.verdicts, self.measured))


@dataclass(frozen=True, slots=True)
class Day:
    """A graph as it was on a day, as ``at`` gives it, without a store being made.

    Attributes:
        as_of: the day for which statements must hold.
        as_known_on: the day on which the graph must have said them.
    """

    store: Store
    as_of: date | None = None
    as_known_on: date | None = None


class _Side:
    """All of one graph that is compared.

    Attributes:
        holds: whether the graph holds any terms, verdicts and indicators at all, on whatever day: an export of a part
            may hold none, and then none has gone.
    """

    def __init__(self, day: Day, said: Said, held: Measured) -> None:
        self.said = said_on(said, as_of=day.as_of, as_known_on=day.as_known_on)
        self.terms = read_terms(day.store, created_by=day.as_known_on)
        later = set()
        if day.as_of or day.as_known_on:
            later = held.after(self.said.claims.keys(), as_of=day.as_of, as_known_on=day.as_known_on)
            kept = {iri: entity for iri, entity in self.said.entities.items() if iri not in later}
            self.said = Said(kept, self.said.sources, self.said.claims)
        self.verdicts, self.measured = held.verdicts(later), held.observed(later)
        self.holds = {
            # An export of one entity holds some terms, for their names, and not the ontology.
            "terms": day.store.ask(f"ASK {{ GRAPH <{graph_iri('ontology')}> {{ ?ontology a owl:Ontology }} }}"),
            "verdicts": bool(held.verdicts()),
            "observations": bool(held.observed()),
        }


def diff(before: Store | Day, after: Store | Day) -> Difference:
    """Compares two graphs by what they claim; the order of everything in the answer is fixed.

    Two days of one store are compared after one reading of it.
    """
    first, second = (Day(side) if isinstance(side, Store) else side for side in (before, after))
    said, held = read_said(first.store), Measured(first.store)
    old = _Side(first, said, held)
    if second.store is not first.store:
        said, held = read_said(second.store), Measured(second.store)
    new = _Side(second, said, held)
    words = Words([(side.said, side.terms) for side in (old, new)])
    lacking = {name: why for name in old.holds if (why := _lacking(name, old, new))}
    return Difference(
        claims=sorted(_claim_changes(old.said.claims, new.said.claims, words)),
        entities=sorted(_changes(_entities(old.said), _entities(new.said))),
        sources=sorted(_changes(_sources(old.said), _sources(new.said))),
        terms=[] if "terms" in lacking else sorted(term_changes(old.terms, new.terms)),
        verdicts=[] if "verdicts" in lacking else sorted(_verdict_changes(old, new, words)),
        measured=[] if "observations" in lacking else sorted(_measured_changes(old, new, words)),
        notes=[f"{name} are not compared: {why}" for name, why in lacking.items()],
    )


def _lacking(name: str, old: _Side, new: _Side) -> str:
    none, any_one = ("no ontology", "an ontology") if name == "terms" else ("none", "any")
    if old.holds[name] and new.holds[name]:
        return ""
    if not old.holds[name] and not new.holds[name]:
        return f"neither graph holds {any_one}"
    return f"the {'second' if old.holds[name] else 'first'} graph holds {none}"


def _claim_changes(old: Mapping[str, Claim], new: Mapping[str, Claim], words: Words) -> Iterator[ChangedClaim]:
    for iri in old.keys() | new.keys():
        was, now = old.get(iri), new.get(iri)
        if was == now:
            continue
        for kind, before, after in _standings(was, now):
            claim = now or was
            assert claim is not None
            yield ChangedClaim(kind, words.statement(claim), iri, words.kind(claim.subject), before, after)


def _standings(was: Claim | None, now: Claim | None) -> Iterator[tuple[str, str, str]]:
    if was is None or now is None:
        yield ("removed", _standing(was), "") if was else ("added", "", _standing(now))
        return
    if was.status != now.status:
        yield "status", str(was.status), str(now.status)
    if was.dropped != now.dropped:
        before, after = (f"dropped on {one.dropped}" if one.dropped else "not dropped" for one in (was, now))
        yield "dropped", before, after
    if was.confidence != now.confidence:
        yield "confidence", str(was.confidence), str(now.confidence)
    if was.recorded != now.recorded:
        yield "recorded", str(was.recorded), str(now.recorded)
    old, new = set(was.evidence), set(now.evidence)
    if old != new:
        yield "evidence", _places(old - new), _places(new - old)


def _places(evidence: set[Evidence]) -> str:
    return "; ".join(sorted(map(_place, evidence)))


def _place(one: Evidence) -> str:
    at = one.selector
    where = at.text if isinstance(at, Place) else f"characters {at.start} to {at.end}"
    return f"{one.source}, {where} ({one.stance}, {one.directness})"


def _standing(claim: Claim | None) -> str:
    if claim is None:
        return ""
    dropped = f", dropped on {claim.dropped}" if claim.dropped else ""
    return f"{claim.status}{dropped}, from {', '.join(sorted({evidence.source for evidence in claim.evidence}))}"


def _verdict_changes(old: _Side, new: _Side, words: Words) -> Iterator[ChangedClaim]:
    for iri in old.verdicts.keys() | new.verdicts.keys():
        was, now = old.verdicts.get(iri), new.verdicts.get(iri)
        if was == now:
            continue
        claim, test, _ = now or was or ("", "", "")
        known = new.said.claims.get(claim) or old.said.claims.get(claim)
        said = f"{words.statement(known) if known else compact(claim)} (test of {test})"
        about = words.kind(known.subject) if known else ""
        kind = "added" if was is None else "removed" if now is None else "changed"
        yield ChangedClaim(kind, said, claim, about, was[2] if was else "", now[2] if now else "")


_Described = Mapping[str, tuple[str, Mapping[str, str]]]


def _entities(said: Said) -> _Described:
    return {
        iri: (
            entity.label,
            {
                "kind": compact(entity.kind),
                "other names": ", ".join(entity.alternative_labels),
                "status": "proposed" if entity.proposed else "",
            },
        )
        for iri, entity in said.entities.items()
    }


def _sources(said: Said) -> _Described:
    return {
        source_iri(name): (
            source.title,
            {
                "kind": compact(source.kind),
                "publisher": compact(source.publisher),
                "issued": str(source.issued or ""),
                "accessed": str(source.accessed),
                "licence": compact(source.licence),
                "address": source.url or "",
                "SHA-256": source.content_sha256 or "",
            },
        )
        for name, source in said.sources.items()
    }


def _changes(old: _Described, new: _Described) -> Iterator[EntityChange]:
    for iri in old.keys() | new.keys():
        was, now = old.get(iri), new.get(iri)
        if was is None or now is None:
            yield (
                EntityChange("added", iri, after=now[0]) if now else EntityChange("removed", iri, was[0] if was else "")
            )
            continue
        if was[0] != now[0]:
            yield EntityChange("renamed", iri, was[0], now[0])
        if differ := [name for name in now[1] if was[1][name] != now[1][name]]:
            before, after = (", ".join(f"{name} {one[1][name] or 'none'}" for name in differ) for one in (was, now))
            yield EntityChange("changed", iri, before, after, label=now[0])


def _measured_changes(old: _Side, new: _Side, words: Words) -> Iterator[EntityChange]:
    for iri in old.measured.keys() | new.measured.keys():
        was, now = old.measured.get(iri), new.measured.get(iri)
        if was == now:
            continue
        before, after = ("" if one is None else _observations(len(one)) for one in (was, now))
        if was is not None and now is not None:
            changed = sum(was[name] != now[name] for name in was.keys() & now.keys())
            after += f", {changed:,} with another value" if changed else ""
        kind = "added" if was is None else "removed" if now is None else "changed"
        yield EntityChange(kind, iri, before, after, label=words.name(iri))


def _observations(number: int) -> str:
    return f"{number:,} observation{'' if number == 1 else 's'}"

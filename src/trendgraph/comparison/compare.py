"""Holding the curated facts against a public data set, field by field.

Only what both speak of is compared: the fields that the data set fills, for the entities that its rows are resolved to.
Dates agree when one period lies in the other, numbers within a stated tolerance, sets when what the data set names is
all here. Nothing is changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trendgraph.claims import Claim, ClaimSet, Directness, Entity, PartialDate, Record, Source, Stance, Status, Value
from trendgraph.namespaces import ENTITY, TG, compact, split_entity_iri

__all__ = ["OUTCOMES", "TOLERANCE", "Comparison", "Finding", "Outcome", "compare_records"]

TOLERANCE = {"parameterCount": Decimal("0.05"), "activeParameterCount": Decimal("0.05")}
"""Share by which two numbers may differ and agree, because sources round; 10 % for every other number."""
_OTHER_TOLERANCE = Decimal("0.1")
_FIELDS = {
    "releasedOn": "date",
    "announcedOn": "date",
    "introducedOn": "date",
    "derivedFrom": "base model",
    "fineTunedFrom": "base model",
    "distilledFrom": "base model",
    "prunedFrom": "base model",
    "quantisedFrom": "base model",
    "mergedFrom": "base model",
}
_SETS = frozenset({"developedBy", "acceptsModality", "producesModality", "hasModality"})
_OPEN_SETS = frozenset(
    ["usesTechnique", "trainedOn", "trainedWith", "evaluatedOn", "providesCapability", "performsTask", "memberOfFamily"]
)
"""Sets that nobody lists in full, so that two lists without a common member are no contradiction."""


_GRADES = frozenset(TG + name for name in ("open", "partlyOpen"))
"""A data set that knows only open and closed calls open what is open under conditions."""


class Outcome(StrEnum):
    """What a comparison of one field of one entity found."""

    AGREE = "agree"
    TAKEN = "taken"
    PARTLY = "partly"
    KEPT = "kept"
    DIFFER = "differ"
    ONLY_HERE = "only here"
    ONLY_THERE = "only there"


OUTCOMES = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Finding:
    """One field of one entity.

    Attributes:
        entity: IRI.
        label: name of the entity.
        field: local name of the predicate, or ``date`` or ``base model`` for a group of them.
        outcome: ``taken`` is agreement of a curated fact that rests on this publisher alone; ``kept`` a disagreement
            that the curated data holds as two claims or explains in a note.
        here: the curated values.
        there: the data set's values.
        places: where in the data set they stand.
        note: the curators' note, if there is one.
        rests_on: sources of the curated values.
        is_first_party: whether one of them is a first-party source.
    """

    entity: str
    label: str
    field: str
    outcome: Outcome
    here: tuple[str, ...]
    there: tuple[str, ...]
    places: tuple[str, ...] = ()
    note: str = ""
    rests_on: tuple[str, ...] = ()
    is_first_party: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of it.

    Attributes:
        findings: by entity and field.
        entities: IRIs of the curated entities that the data set speaks of.
        proposed: how many entities of the data set have no curated counterpart.
    """

    findings: tuple[Finding, ...]
    entities: tuple[str, ...]
    proposed: int

    def counts(self) -> dict[str, dict[str, int]]:
        """Gives outcome to number, for each field."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for finding in self.findings:
            found[finding.field][finding.outcome] += 1
        return {name: {o.value: found[name][o] for o in Outcome if found[name][o]} for name in sorted(found)}

    def about(self, iri: str) -> Comparison:
        """Gives what was found about one entity."""
        kept = tuple(finding for finding in self.findings if finding.entity == iri)
        return Comparison(kept, tuple(entity for entity in self.entities if entity == iri), self.proposed)


def compare_records(curated: ClaimSet, records: Iterable[Record]) -> Comparison:
    """Compares the curated claims with the resolved records of a data set."""
    here = _by_field(curated.claims.values())
    publishers = {identifier: source.publisher for identifier, source in curated.sources.items()}
    claims: list[Claim] = []
    proposed: set[str] = set()
    labels = {iri: entity.label for iri, entity in curated.entities.items()}
    for record in records:
        if isinstance(record, Claim):
            if record.subject in curated.entities:
                claims.append(record)
            elif (split_entity_iri(record.subject) or ("", ""))[1].startswith("proposed."):
                proposed.add(record.subject)
        elif isinstance(record, Entity):
            labels.setdefault(record.iri, record.label)
        elif isinstance(record, Source):
            publishers.setdefault(record.identifier, record.publisher)
    there = _by_field(claims)
    filled = {name for _, name in there}
    spoken = {subject for subject, _ in there}
    findings = [
        _judge(labels, subject, name, here.get((subject, name), []), there.get((subject, name), []), publishers)
        for subject, name in sorted(here.keys() | there.keys())
        if subject in spoken and name in filled
    ]
    return Comparison(tuple(findings), tuple(sorted(spoken)), len(proposed))


def _by_field(claims: Iterable[Claim]) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.stance is Stance.AFFIRMS and claim.status is not Status.RETRACTED and claim.dropped is None:
            local = claim.predicate.removeprefix(TG)
            found[claim.subject, _FIELDS.get(local, local)].append(claim)
    return found


def _judge(
    labels: dict[str, str],
    subject: str,
    name: str,
    mine: list[Claim],
    theirs: list[Claim],
    publishers: dict[str, str],
) -> Finding:
    here, there = (tuple(dict.fromkeys(_shown(labels, claim) for claim in side)) for side in (mine, theirs))
    places = tuple(dict.fromkeys(str(getattr(e.selector, "text", "")) for c in theirs for e in c.evidence))
    note = "; ".join(dict.fromkeys(claim.note for claim in mine if claim.note))
    if not mine or not theirs:
        outcome = Outcome.ONLY_THERE if theirs else Outcome.ONLY_HERE
    else:
        outcome = _sets(labels, name, mine, theirs) if name in _SETS | _OPEN_SETS else _values(name, mine, theirs)
    if outcome is Outcome.DIFFER and note:
        outcome = Outcome.KEPT
    if outcome is Outcome.AGREE and _is_taken(name, mine, theirs, publishers):
        outcome = Outcome.TAKEN
    evidence = [piece for claim in mine for piece in claim.evidence]
    sources = tuple(sorted({piece.source for piece in evidence}))
    first = any(piece.directness is Directness.FIRST_PARTY for piece in evidence)
    return Finding(subject, labels[subject], name, outcome, here, there, places, note, sources, first)


def _sets(labels: dict[str, str], name: str, mine: list[Claim], theirs: list[Claim]) -> Outcome:
    here, there = {str(claim.object) for claim in mine}, {str(claim.object) for claim in theirs}
    if there <= here:
        return Outcome.AGREE
    # Two parts of one company, google-research and google-deepmind, are not wholly apart.
    houses = {_house(labels, iri) for iri in here} & {_house(labels, iri) for iri in there}
    return Outcome.PARTLY if here & there or houses or name in _OPEN_SETS else Outcome.DIFFER


def _house(labels: dict[str, str], iri: str) -> str:
    first = iri.partition("-")[0]
    return first if iri.startswith(ENTITY + "organisation/") and first in labels else iri


def _values(name: str, mine: list[Claim], theirs: list[Claim]) -> Outcome:
    met = [[own for own in mine if _agrees(name, own, other)] for other in theirs]
    if all(met):
        # Two claims side by side of which the data set supports one: the disagreement is already kept.
        apart = any(not _agrees(name, own, hits[0]) for hits in met for own in mine)
        return Outcome.KEPT if apart and name != "base model" else Outcome.AGREE
    graded = all({own.object, other.object} <= _GRADES for own in mine for other in theirs)
    return Outcome.PARTLY if any(met) or graded else Outcome.DIFFER


def _agrees(name: str, own: Claim, other: Claim) -> bool:
    one, two = own.object, other.object
    if isinstance(one, Value) and isinstance(two, Value):
        if one.precision is not None and two.precision is not None:
            first, second = _period(one), _period(two)
            return first.covers(second) or second.covers(first)
        if one.datatype.endswith(("decimal", "double", "integer")):
            return _near(Decimal(one.lexical), Decimal(two.lexical), TOLERANCE.get(name, _OTHER_TOLERANCE))
    return one == two


def _near(one: Decimal, two: Decimal, tolerance: Decimal) -> bool:
    return abs(one - two) <= tolerance * max(abs(one), abs(two))


def _period(value: Value) -> PartialDate:
    first = PartialDate.parse(value.lexical[:10]).first
    return PartialDate(first, value.precision or PartialDate.parse(value.lexical[:10]).precision)


def _is_taken(name: str, mine: list[Claim], theirs: list[Claim], publishers: dict[str, str]) -> bool:
    asked = {publishers.get(e.source, e.source) for claim in theirs for e in claim.evidence}
    agreeing = [own for own in mine if any(_agrees(name, own, other) for other in theirs)]
    return all({publishers.get(e.source, e.source) for e in own.evidence} <= asked for own in agreeing)


def _shown(labels: dict[str, str], claim: Claim) -> str:
    stated = claim.object
    if isinstance(stated, str):
        plain = stated.removeprefix(ENTITY) if stated.startswith(ENTITY) else compact(stated)
        return labels.get(stated, plain)
    if stated.precision is not None:
        return str(_period(stated))
    if stated.datatype.endswith(("decimal", "double", "integer")):
        number = Decimal(stated.lexical)
        return f"{float(number):.3g}" if number >= 10**15 else f"{number.normalize():,f}"
    return stated.lexical

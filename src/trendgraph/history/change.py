"""What differs between two graphs: claims, entities, sources, terms, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from trendgraph.claims import Claim, Entity, Source, Value, claim_iri
from trendgraph.namespaces import ENTITY, TG, compact, graph_iri
from trendgraph.records import read_claims_of, read_entities, read_sources
from trendgraph.store import Store

__all__ = ["ChangedClaim", "Difference", "EntityChange", "TermChange", "diff"]

_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"


@dataclass(frozen=True, slots=True, order=True)
class ChangedClaim:
    """A claim that is new, gone, or stands otherwise than before.

    Attributes:
        kind: ``added``, ``removed``, ``status``, ``dropped``, ``confidence`` or ``evidence``.
        claim: IRI of the claim.
        statement: the claim in words.
        subject_kind: local name of the class of what it is about; ``TrendPhase`` where a phase moved.
        before: what it was, in words; empty for a new claim.
        after: what it is, in words; empty for one that is gone.
    """

    kind: str
    statement: str
    claim: str
    subject_kind: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, order=True)
class EntityChange:
    """An entity or a source that is new, gone or renamed."""

    kind: str
    iri: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, order=True)
class TermChange:
    """A term or concept that is new, gone or deprecated."""

    kind: str
    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one graph to another; empty lists mean that both say the same.

    Attributes:
        notes: what could not be compared, and why.
    """

    claims: list[ChangedClaim] = field(default_factory=list)
    entities: list[EntityChange] = field(default_factory=list)
    sources: list[EntityChange] = field(default_factory=list)
    terms: list[TermChange] = field(default_factory=list)
    verdicts: list[EntityChange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.claims or self.entities or self.sources or self.terms or self.verdicts)


def diff(before: Store, after: Store) -> Difference:
    """Compares two graphs by what they claim; the order of everything in the answer is fixed."""
    names = _names(before) | _names(after)
    kinds = {entity.iri: entity.kind for store in (before, after) for entity in read_entities(store)}
    old = {claim_iri(claim): claim for claim in read_claims_of(before)}
    new = {claim_iri(claim): claim for claim in read_claims_of(after)}
    claims = sorted(_claim_changes(old, new, names, kinds))
    verdicts, notes = _judged_anew(_verdicts(before), _verdicts(after))
    return Difference(
        claims=claims,
        entities=sorted(_renamed(_labels(read_entities(before)), _labels(read_entities(after)))),
        sources=sorted(_renamed(_labels(read_sources(before)), _labels(read_sources(after)))),
        terms=sorted(_term_changes(_terms(before), _terms(after))),
        verdicts=verdicts,
        notes=notes,
    )


def _claim_changes(
    old: dict[str, Claim], new: dict[str, Claim], names: dict[str, str], kinds: dict[str, str]
) -> Iterator[ChangedClaim]:
    for iri in old.keys() | new.keys():
        claim = new.get(iri) or old[iri]
        words = _words(claim, names)
        about = kinds.get(claim.subject, "").removeprefix(TG)
        if iri not in old:
            yield ChangedClaim("added", words, iri, about, after=_standing(claim))
        elif iri not in new:
            yield ChangedClaim("removed", words, iri, about, before=_standing(claim))
        else:
            for kind, was, now in _standings(old[iri], new[iri]):
                yield ChangedClaim(kind, words, iri, about, was, now)


def _standings(old: Claim, new: Claim) -> Iterator[tuple[str, str, str]]:
    if old.status != new.status:
        yield "status", str(old.status), str(new.status)
    if old.dropped != new.dropped:
        yield "dropped", str(old.dropped or "no"), str(new.dropped or "no")
    if old.confidence != new.confidence:
        yield "confidence", str(old.confidence), str(new.confidence)
    if set(old.evidence) != set(new.evidence):
        yield "evidence", _evidence_words(old), _evidence_words(new)


def _evidence_words(claim: Claim) -> str:
    return ", ".join(sorted({evidence.source for evidence in claim.evidence})) + f" ({len(claim.evidence)} places)"


def _standing(claim: Claim) -> str:
    return f"{claim.status}, from {', '.join(sorted({evidence.source for evidence in claim.evidence}))}"


def _words(claim: Claim, names: dict[str, str]) -> str:
    def name(iri: str) -> str:
        return names.get(iri, compact(iri))

    stated = claim.object.lexical if isinstance(claim.object, Value) else name(claim.object)
    denied = "not: " if claim.stance == "denies" else ""
    held = "".join(
        f" {word} {period}" for word, period in (("from", claim.valid_from), ("until", claim.valid_to)) if period
    )
    return f"{denied}{name(claim.subject)} {name(claim.predicate)} {stated}{held}"


def _labels(records: Iterable[Entity | Source]) -> dict[str, str]:
    return {
        record.iri if isinstance(record, Entity) else f"{ENTITY}source/{record.identifier}": record.label
        if isinstance(record, Entity)
        else record.title
        for record in records
    }


def _renamed(old: dict[str, str], new: dict[str, str]) -> Iterator[EntityChange]:
    for iri in old.keys() | new.keys():
        if iri not in old:
            yield EntityChange("added", iri, after=new[iri])
        elif iri not in new:
            yield EntityChange("removed", iri, before=old[iri])
        elif old[iri] != new[iri]:
            yield EntityChange("changed", iri, old[iri], new[iri])


def _names(store: Store) -> dict[str, str]:
    found: dict[str, str] = {}
    for graph in ("entities", "schemes", "ontology"):
        for quad in store.quads(graph_iri(graph)):
            if quad.predicate.value in (_RDFS_LABEL, _PREF_LABEL) and isinstance(quad.object, ox.Literal):
                iri = _text(quad.subject)
                found[iri] = min(found.get(iri, quad.object.value), quad.object.value)
    return found


def _terms(store: Store) -> dict[str, tuple[str, bool]]:
    """Gives IRI to label and whether it is deprecated, of everything labelled in the vocabulary."""
    labels: dict[str, str] = {}
    deprecated: set[str] = set()
    for graph in ("schemes", "ontology"):
        for quad in store.quads(graph_iri(graph)):
            if quad.predicate.value in (_RDFS_LABEL, _PREF_LABEL):
                labels[_text(quad.subject)] = _text(quad.object)
            elif quad.predicate.value == _DEPRECATED and _text(quad.object) == "true":
                deprecated.add(_text(quad.subject))
    return {iri: (label, iri in deprecated) for iri, label in labels.items()}


def _term_changes(old: dict[str, tuple[str, bool]], new: dict[str, tuple[str, bool]]) -> Iterator[TermChange]:
    for iri in old.keys() | new.keys():
        if iri not in old:
            yield TermChange("added", iri, new[iri][0])
        elif iri not in new:
            yield TermChange("removed", iri, old[iri][0])
        elif new[iri][1] and not old[iri][1]:
            yield TermChange("deprecated", iri, new[iri][0])


def _judged_anew(old: dict[str, str], new: dict[str, str]) -> tuple[list[EntityChange], list[str]]:
    """Gives the verdicts that moved; where a graph holds none, which is no change of mind, a note that says so."""
    if old and new:
        return sorted(_renamed(old, new)), []
    lacking = (
        "the first graph holds none" if new else "the second graph holds none" if old else "neither graph holds any"
    )
    return [], [f"verdicts are not compared: {lacking}; what was measured is not part of a past day's graph"]


def _verdicts(store: Store) -> dict[str, str]:
    """Gives the IRI of each claim that was judged, and the verdict's outcome."""
    about = ox.NamedNode(TG + "verdictOn")
    outcome = ox.NamedNode(TG + "verdictValue")
    return {
        _text(quad.object): _text(said.object).removeprefix(TG)
        for quad in store.raw.quads_for_pattern(None, about, None, None)
        for said in store.raw.quads_for_pattern(quad.subject, outcome, None, None)
    }


def _text(node: object) -> str:
    return str(getattr(node, "value", node))

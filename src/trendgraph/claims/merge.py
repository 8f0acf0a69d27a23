"""Merging: the same entity, the same source and the same claim once, whatever number of files said it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from trendgraph.claims.conflicts import Conflict, find_conflicts
from trendgraph.claims.identity import claim_iri, evidence_iri
from trendgraph.claims.struct import Claim, Entity, Record, Source, Status
from trendgraph.errors import ClaimError
from trendgraph.terms import load_terms

__all__ = ["ClaimSet", "extend_claims", "merge_claims"]

_CAUTION = list(Status)


@dataclass(frozen=True, slots=True)
class ClaimSet:
    """What a build starts from; every mapping is sorted by key.

    Attributes:
        entities: IRI to entity.
        sources: identifier to source.
        claims: IRI to merged claim.
        conflicts: claims that contradict each other, preferred one first.
    """

    entities: dict[str, Entity]
    sources: dict[str, Source]
    claims: dict[str, Claim]
    conflicts: tuple[Conflict, ...]

    @classmethod
    def of(
        cls,
        entities: Mapping[str, Entity],
        sources: Mapping[str, Source],
        claims: Mapping[str, Claim],
        single_valued: frozenset[str],
    ) -> ClaimSet:
        """Gives the claim set of what has met already: put in order, with its conflicts.

        Args:
            entities: by IRI.
            sources: by identifier.
            claims: by IRI.
            single_valued: as in ``merge_claims``.
        """
        ordered = {iri: _sorted_evidence(claims[iri]) for iri in sorted(claims)}
        sources = dict(sorted(sources.items()))
        conflicts = find_conflicts(ordered.values(), sources, single_valued)
        return cls(dict(sorted(entities.items())), sources, ordered, tuple(conflicts))


def merge_claims(
    records: Iterable[Record], *, single_valued: frozenset[str] = frozenset(), without: frozenset[str] = frozenset()
) -> ClaimSet:
    """Brings records together.

    Args:
        records: what the readers yielded, in any order.
        single_valued: IRIs of predicates of which two values at one time are a conflict.
        without: identifiers of withdrawn sources; what rests on them alone is left out.

    Raises:
        ClaimError: one entity with two kinds or labels, or one source described in two ways.
    """
    entities: dict[str, Entity] = {}
    sources: dict[str, Source] = {}
    claims: dict[str, Claim] = {}
    for record in records:
        match record:
            case Entity():
                entities[record.iri] = _merge_entity(entities.get(record.iri), record)
            case Source():
                if record.identifier not in without:
                    sources[record.identifier] = _same_source(sources.get(record.identifier), record)
            case Claim():
                kept = tuple(evidence for evidence in record.evidence if evidence.source not in without)
                if kept:
                    iri = claim_iri(record)
                    claims[iri] = _merge_claim(claims.get(iri), replace(record, evidence=kept))
    return ClaimSet.of(entities, sources, claims, single_valued)


def extend_claims(
    base: ClaimSet,
    added: Iterable[Record],
    *,
    single_valued: frozenset[str] = frozenset(),
    without: frozenset[str] = frozenset(),
) -> ClaimSet:
    """Brings what data sets say together with what curators say, whose judgement stands.

    The same claim gains the added evidence and keeps the curators' status; an entity gains names and keeps its kind and
    label. So a data set that is taken away again leaves what was there before it.

    Args:
        base: what the curators say.
        added: what readers of data sets yielded, in an order that does not change from run to run.
        single_valued: as in ``merge_claims``.
        without: as in ``merge_claims``.
    """
    entities, sources, claims = dict(base.entities), dict(base.sources), dict(base.claims)
    for record in added:
        match record:
            case Entity():
                entities[record.iri] = _join_entity(entities.get(record.iri), record)
            case Source():
                if record.identifier not in without:
                    sources[record.identifier] = _same_source(sources.get(record.identifier), record)
            case Claim():
                kept = tuple(evidence for evidence in record.evidence if evidence.source not in without)
                if not kept:
                    continue
                iri = claim_iri(record)
                merged = _merge_claim(claims.get(iri), replace(record, evidence=kept))
                judged = base.claims.get(iri)
                claims[iri] = (
                    merged if judged is None else replace(merged, status=judged.status, dropped=judged.dropped)
                )
    return ClaimSet.of(entities, sources, claims, single_valued)


def _join_entity(known: Entity | None, new: Entity) -> Entity:
    if known is None:
        return new
    kind = new.kind if load_terms().is_a(new.kind, known.kind) else known.kind
    proposed = known.proposed and new.proposed
    return _merge_entity(replace(known, kind=kind, proposed=proposed), replace(new, kind=kind))


def _merge_entity(known: Entity | None, new: Entity) -> Entity:
    if known is None:
        return new
    if known.kind != new.kind:
        raise ClaimError(
            f"{new.iri} has two kinds: {known.kind} ({known.where}) and {new.kind}", code="claim.kind", where=new.where
        )
    names = {*known.alternative_labels, *new.alternative_labels, known.label, new.label} - {known.label}
    return replace(known, alternative_labels=tuple(sorted(names)))


def _same_source(known: Source | None, new: Source) -> Source:
    if known is not None and known != new:
        raise ClaimError(
            f"the source {new.identifier} is described in two ways, first in {known.where}",
            code="claim.source",
            where=new.where,
            hint="keep one description; two editions of a document are two sources",
        )
    return new


def _merge_claim(known: Claim | None, new: Claim) -> Claim:
    """One claim, all evidence; the more cautious status, the higher confidence, the earlier record."""
    if known is None:
        return new
    dropped = None if known.dropped is None or new.dropped is None else max(known.dropped, new.dropped)
    return replace(
        known,
        evidence=tuple({evidence_iri(evidence): evidence for evidence in known.evidence + new.evidence}.values()),
        status=max(known.status, new.status, key=_CAUTION.index),
        confidence=max(known.confidence, new.confidence),
        recorded=min(known.recorded, new.recorded),
        dropped=dropped,
    )


def _sorted_evidence(claim: Claim) -> Claim:
    if len(claim.evidence) < 2:
        return claim
    return replace(claim, evidence=tuple(sorted(claim.evidence, key=evidence_iri)))

"""Claims behind an asserted triple, and where in which source they find support."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from trendgraph.materialisation.derivation import ClaimGround, Passage
from trendgraph.namespaces import TG
from trendgraph.store import Node, Store

__all__ = ["claim_grounds", "unaccepted_claims"]

_OA = "http://www.w3.org/ns/oa#"
_INVALIDATED = "http://www.w3.org/ns/prov#invalidatedAtTime"
_TITLE = "http://purl.org/dc/terms/title"
_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"


def claim_grounds(store: Store, subject: Node, predicate: Node, value: Node) -> tuple[ClaimGround, ...]:
    """Gives the accepted, affirming and still valid claims that state a triple, sorted by IRI.

    Reads: the claims, evidence, selectors and sources of all ``graph/source/ID``.
    """
    claims = [claim for claim in _claims(store, subject, predicate, value) if not _objection(store, claim)]
    return tuple(ClaimGround(claim.value, _passages(store, claim)) for claim in claims)


def unaccepted_claims(store: Store, subject: Node, predicate: Node, value: Node) -> list[tuple[str, str]]:
    """Gives the claims that state a triple but do not count, each with the reason in one word, sorted by IRI."""
    found = ((claim.value, _objection(store, claim)) for claim in _claims(store, subject, predicate, value))
    return [(claim, reason) for claim, reason in found if reason]


def _claims(store: Store, subject: Node, predicate: Node, value: Node) -> list[ox.NamedNode]:
    key = TG + ("claimValue" if isinstance(value, ox.Literal) else "claimObject")
    return [
        claim
        for claim in _subjects(store, TG + "claimSubject", subject)
        if predicate in _objects(store, claim, TG + "claimPredicate") and value in _objects(store, claim, key)
    ]


def _objection(store: Store, claim: ox.NamedNode) -> str:
    if _first(store, claim, _INVALIDATED):
        return "dropped"
    status = _first(store, claim, TG + "claimStatus")
    if status != TG + "accepted":
        return status.removeprefix(TG)
    stance = _first(store, claim, TG + "stance")
    return {TG + "affirms": "", TG + "denies": "a denial"}.get(stance, "without a stance")


def _passages(store: Store, claim: ox.NamedNode) -> tuple[Passage, ...]:
    found = [_passage(store, evidence) for evidence in _objects(store, claim, TG + "hasEvidence")]
    return tuple(sorted(found, key=lambda each: (each.source, each.start or 0, each.place, each.evidence)))


def _passage(store: Store, evidence: Node) -> Passage:
    source = next(iter(_objects(store, evidence, _OA + "hasSource")), None)
    selector = next(iter(_objects(store, evidence, _OA + "hasSelector")), None)
    start, end = _first(store, selector, _OA + "start"), _first(store, selector, _OA + "end")
    return Passage(
        evidence=evidence.value if isinstance(evidence, ox.NamedNode) else str(evidence),
        source=source.value if isinstance(source, ox.NamedNode) else "",
        title=_first(store, source, _TITLE),
        stance=_first(store, evidence, TG + "evidenceStance").removeprefix(TG),
        directness=_first(store, evidence, TG + "directness").removeprefix(TG),
        start=int(start) if start else None,
        end=int(end) if end else None,
        place=_first(store, selector, _VALUE),
        digest=_first(store, evidence, TG + "passageDigest"),
    )


def _subjects(store: Store, predicate: str, value: Node) -> list[ox.NamedNode]:
    quads = store.raw.quads_for_pattern(None, ox.NamedNode(predicate), value, None)
    return sorted({quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}, key=str)


def _objects(store: Store, subject: Node, predicate: str) -> list[Node]:
    if isinstance(subject, ox.Literal):
        return []
    return sorted(set(_values(store, subject, predicate)), key=str)


def _values(store: Store, subject: ox.NamedNode | ox.BlankNode, predicate: str) -> Iterator[Node]:
    for quad in store.raw.quads_for_pattern(subject, ox.NamedNode(predicate), None, None):
        if isinstance(quad.object, ox.NamedNode | ox.BlankNode | ox.Literal):
            yield quad.object


def _first(store: Store, subject: Node | None, predicate: str) -> str:
    found = _objects(store, subject, predicate) if subject is not None else []
    return found[0].value if found and not isinstance(found[0], ox.BlankNode) else ""

"""A claim as people check it: what it says, how it stands, and every passage it rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

import pyoxigraph as ox

from trendgraph.claims import PartialDate, Precision
from trendgraph.namespaces import ENTITY, TG, compact
from trendgraph.queries.resolve import label_of
from trendgraph.store import Node, Store
from trendgraph.terms import XSD

__all__ = ["EvidenceView", "Facts", "Support", "facts_of", "read_support"]

Facts = Mapping[str, list[Node]]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A passage: the source with its date, the place in it, and what the passage does for the claim.

    Attributes:
        source: IRI of the source.
        issued: date as exact as it is known, or ``undisclosed``.
        place: place in words; empty where ``start`` and ``end`` (code points, end exclusive) say it.
        digest: SHA-256 of the passage, hexadecimal; empty where no text is held.
    """

    source: str
    title: str
    publisher: str
    issued: str
    place: str
    start: int | None
    end: int | None
    digest: str
    stance: str
    directness: str

    @property
    def where(self) -> str:
        """The place in words or as character positions."""
        return self.place or f"characters {self.start}–{self.end}"

    def __str__(self) -> str:
        return f"{self.stance}: {self.title} ({self.issued}), {self.where} [{self.directness}]"


@dataclass(frozen=True, slots=True)
class Support:
    """A claim with its evidence, ready to be read.

    Attributes:
        claim: IRI of the claim.
        statement: the claim in words.
        subject: IRI of what it is about.
        predicate: IRI of the property.
        stated: IRI or text of what it states.
        preferred: whether the stated rule prefers it in a conflict; None outside conflicts.
        dropped: day on which the graph dropped it, or empty.
    """

    claim: str
    statement: str
    subject: str
    predicate: str
    stated: str
    stance: str
    status: str
    confidence: str
    valid_from: str
    valid_to: str
    recorded: str
    dropped: str
    preferred: bool | None
    evidence: tuple[EvidenceView, ...]

    def as_dict(self) -> dict[str, object]:
        """Gives the claim as plain data."""
        return asdict(self)


def facts_of(store: Store, node: ox.NamedNode) -> Facts:
    """Gives what the graph says of a thing: predicate's CURIE to values, each once, sorted."""
    found: dict[str, set[Node]] = defaultdict(set)
    for quad in store.raw.quads_for_pattern(node, None, None, None):
        if not isinstance(quad.object, ox.Triple):
            found[compact(quad.predicate.value)].add(quad.object)
    return {predicate: sorted(values, key=str) for predicate, values in sorted(found.items())}


def read_support(store: Store, claim: ox.NamedNode) -> Support:
    """Reads a claim with its evidence.

    Reads: ``<claim> tg:claimSubject … ; tg:hasEvidence <evidence>`` and what hangs on them, in any graph.
    """
    said = facts_of(store, claim)
    evidence = [
        _read_evidence(store, node) for node in said.get("tg:hasEvidence", []) if isinstance(node, ox.NamedNode)
    ]
    stated = _first(said, "tg:claimObject") or _first(said, "tg:claimValue")
    preferred = _text(said, "tg:isPreferred")
    return Support(
        claim=claim.value,
        statement=_statement(store, said),
        subject=_text(said, "tg:claimSubject"),
        predicate=_text(said, "tg:claimPredicate"),
        stated=stated.value if stated is not None else "",
        stance=_word(said, "tg:stance"),
        status=_word(said, "tg:claimStatus"),
        confidence=_text(said, "tg:confidence"),
        valid_from=_period(said, "tg:validFrom", "tg:datePrecision"),
        valid_to=_period(said, "tg:validTo", "tg:datePrecision"),
        recorded=_text(said, "prov:generatedAtTime")[:10],
        dropped=_text(said, "prov:invalidatedAtTime")[:10],
        preferred=None if not preferred else preferred == "true",
        evidence=tuple(sorted(evidence, key=_order)),
    )


def _read_evidence(store: Store, node: ox.NamedNode) -> EvidenceView:
    said = facts_of(store, node)
    place = _linked(store, said, "oa:hasSelector")
    source = _linked(store, said, "oa:hasSource")
    publisher = _first(source, "dcterms:publisher")
    issued = _period(source, "dcterms:issued", "tg:datePrecision")
    return EvidenceView(
        source=_text(said, "oa:hasSource"),
        title=_text(source, "dcterms:title") or _text(source, "rdfs:label"),
        publisher=_name(store, publisher) if publisher is not None else "",
        issued=issued.rpartition("#")[2],
        place=_text(place, "rdf:value"),
        start=_number(place, "oa:start"),
        end=_number(place, "oa:end"),
        digest=_text(said, "tg:passageDigest"),
        stance=_word(said, "tg:evidenceStance"),
        directness=_word(said, "tg:directness"),
    )


def _order(evidence: EvidenceView) -> tuple[str, str, int, str]:
    return evidence.issued, evidence.source, evidence.start or 0, evidence.place


def _linked(store: Store, said: Facts, predicate: str) -> Facts:
    node = _first(said, predicate)
    return facts_of(store, node) if isinstance(node, ox.NamedNode) else {}


def _statement(store: Store, said: Facts) -> str:
    subject, predicate = _first(said, "tg:claimSubject"), _first(said, "tg:claimPredicate")
    stated = _first(said, "tg:claimObject")
    words = _name(store, stated) if stated is not None else _period(said, "tg:claimValue", "tg:valuePrecision")
    unit = _word(said, "qudt:unit")
    parts = [_name(store, subject), _name(store, predicate), words, unit.replace("unit:", "")]
    sentence = " ".join(part for part in parts if part)
    return f"not: {sentence}" if _word(said, "tg:stance") == "denies" else sentence


def _name(store: Store, node: Node | None) -> str:
    if not isinstance(node, ox.NamedNode):
        return "" if node is None else node.value
    label = label_of(store, node)
    if label is not None:
        return label
    if node.value.startswith(TG):
        return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", node.value[len(TG) :]).lower()
    return node.value[len(ENTITY) :] if node.value.startswith(ENTITY) else compact(node.value)


def _first(said: Facts, predicate: str) -> Node | None:
    return next(iter(said.get(predicate, ())), None)


def _text(said: Facts, predicate: str) -> str:
    node = _first(said, predicate)
    return "" if node is None else node.value


def _word(said: Facts, predicate: str) -> str:
    node = _first(said, predicate)
    return "" if node is None else compact(node.value).removeprefix("tg:")


def _number(said: Facts, predicate: str) -> int | None:
    text = _text(said, predicate)
    return int(text) if text.isdigit() else None


def _period(said: Facts, predicate: str, precision: str) -> str:
    """Gives a date as exact as it is known; any other value as its text."""
    node = _first(said, predicate)
    if not isinstance(node, ox.Literal) or node.datatype.value != XSD + "date":
        return "" if node is None else node.value
    known = _word(said, precision)
    try:
        return str(PartialDate(date.fromisoformat(node.value), Precision(known)))
    except ValueError:
        return node.value

"""What an explanation is: a tree from a triple down to axioms, claims and the passages they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from trendgraph.namespaces import compact, graph_iri
from trendgraph.store import Node, Store

__all__ = ["ClaimGround", "Derivation", "Passage", "show"]

_LABELS = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of evidence: where in which source something is said.

    Attributes:
        evidence: IRI of the evidence.
        source: IRI of the source.
        title: title of the source; empty if it has none.
        stance: local name of the evidence stance (supports, disputes, mentions).
        directness: local name of the directness.
        start: first code point of the passage, where the source's text is known.
        end: code point after the passage.
        place: the place in words, where the source's text is not known.
        digest: SHA-256 of the passage, if recorded.
    """

    evidence: str
    source: str
    title: str
    stance: str
    directness: str
    start: int | None
    end: int | None
    place: str
    digest: str

    def to_dict(self) -> dict[str, object]:
        """Gives the passage as JSON values; what is not known is left out."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: value for name, value in values.items() if value not in ("", None)}

    def __str__(self) -> str:
        where = self.place if self.start is None else f"characters {self.start}–{self.end}"
        digest = f"sha256 {self.digest[:12]}…" if self.digest else ""
        title = f"“{self.title}”" if self.title else ""
        parts = [" ".join(filter(None, [title, compact(self.source)])), where, self.directness, digest]
        return f"{self.stance}: " + ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class ClaimGround:
    """An accepted claim that states the triple, with its evidence."""

    claim: str
    passages: tuple[Passage, ...]

    def to_dict(self) -> dict[str, object]:
        """Gives the claim as JSON values."""
        return {"claim": self.claim, "evidence": [passage.to_dict() for passage in self.passages]}


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a triple is in the graph.

    Attributes:
        subject: its subject.
        predicate: its predicate.
        value: its object.
        graph: IRI of the named graph in which it stands.
        claims: for a triple in ``graph/asserted``: the claims that state it.
        rule: for an inferred triple: the id of the rule.
        title: what that rule says.
        premises: for an inferred triple: what the rule was applied to, each explained in turn.
        axiom: for a triple about an anonymous class or a chain: what it says, in Manchester syntax.
    """

    subject: Node
    predicate: ox.NamedNode
    value: Node
    graph: str
    claims: tuple[ClaimGround, ...] = ()
    rule: str = ""
    title: str = ""
    premises: tuple[Derivation, ...] = ()
    axiom: str = ""

    @property
    def depth(self) -> int:
        """How many rules lie between the triple and what is stated."""
        return 1 + max(premise.depth for premise in self.premises) if self.premises else 0

    def leaves(self) -> Iterator[Derivation]:
        """Gives the stated triples on which all rests, left to right."""
        if not self.premises:
            yield self
        for premise in self.premises:
            yield from premise.leaves()

    def to_dict(self) -> dict[str, object]:
        """Gives the tree as JSON values."""
        if self.axiom:
            return {"axiom": self.axiom, "graph": self.graph}
        found: dict[str, object] = {
            "subject": _value(self.subject),
            "predicate": _value(self.predicate),
            "object": _value(self.value),
            "graph": self.graph,
        }
        if self.rule:
            found |= {"rule": self.rule, "title": self.title, "premises": [each.to_dict() for each in self.premises]}
        elif self.graph == graph_iri("asserted"):
            found["claims"] = [claim.to_dict() for claim in self.claims]
        return found

    def render(self, store: Store | None = None) -> str:
        """Gives the tree as indented text, terms as CURIEs; with the labels that ``store`` has for them in brackets."""
        return "\n".join(self._lines(store, ""))

    def _lines(self, store: Store | None, margin: str) -> Iterator[str]:
        inner = margin + "    "
        yield margin + self._sentence(store)
        if self.rule:
            yield f"{margin}  by rule {self.rule}: {self.title}"
            for premise in self.premises:
                yield from premise._lines(store, inner)
        elif self.claims:
            for claim in self.claims:
                yield f"{margin}  by {compact(claim.claim)}"
                yield from (f"{inner}{passage}" for passage in claim.passages)
        else:
            yield f"{margin}  stands in {_graph_name(self.graph)}"

    def _sentence(self, store: Store | None) -> str:
        if self.axiom:
            return self.axiom
        terms = (self.subject, self.predicate, self.value)
        words = " ".join(show(term) for term in terms)
        if known := [
            name for term in (self.subject, self.value) if store is not None and (name := _label(store, term))
        ]:
            return f"{words}  ({' · '.join(known)})"
        return words


def show(term: Node) -> str:
    """Gives a term as people read it: a CURIE, or a literal in N-Triples form with a short datatype."""
    if isinstance(term, ox.NamedNode):
        return "a" if term.value.endswith("22-rdf-syntax-ns#type") else compact(term.value)
    if isinstance(term, ox.Literal) and not term.language and not term.datatype.value.endswith("#string"):
        return f'"{term.value}"^^{compact(term.datatype.value)}'
    return str(term)


def _label(store: Store, term: Node) -> str:
    if not isinstance(term, ox.NamedNode):
        return ""
    for name in _LABELS:
        quads = store.raw.quads_for_pattern(term, ox.NamedNode(name), None, None)
        found = [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]
        if english := sorted(each.value for each in found if each.language in (None, "en")):
            return english[0]
    return ""


def _graph_name(iri: str) -> str:
    return "graph/" + iri.removeprefix(graph_iri(""))


def _value(term: Node) -> object:
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    kind = {"language": term.language} if term.language else {"datatype": term.datatype.value}
    return {"value": term.value, **kind}

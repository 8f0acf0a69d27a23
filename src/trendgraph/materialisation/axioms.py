"""Axioms as people read them: anonymous classes and chains in Manchester syntax instead of blank nodes.

Blank nodes have new names in every build; an explanation that showed them would not be the same twice.
"""

from __future__ import annotations

import pyoxigraph as ox

from trendgraph.materialisation.facts import ONTOLOGY_GRAPH
from trendgraph.materialisation.rules import Atom
from trendgraph.namespaces import compact
from trendgraph.store import Store

__all__ = ["axiom_text", "fold_axioms"]

_OWL = "http://www.w3.org/2002/07/owl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_CHAIN = f"<{_OWL}propertyChainAxiom>"
_SIGNS = {f"<{_OWL}equivalentClass>": "EquivalentTo", "<http://www.w3.org/2000/01/rdf-schema#subClassOf>": "SubClassOf"}

Term = ox.NamedNode | ox.BlankNode | ox.Literal


def fold_axioms(axioms: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """Gives the axioms without the triples that only spell out an anonymous class or a chain."""
    return tuple(axiom for axiom in axioms if axiom[1] in _SIGNS or axiom[1] == _CHAIN or not _is_anonymous(axiom))


def axiom_text(store: Store, axiom: Atom) -> str:
    """Gives an axiom with an anonymous class or a chain in Manchester syntax; empty for any other triple.

    Reads: the graph ``ontology``.
    """
    if not _is_anonymous(axiom):
        return ""
    left, right = (_Speaker(store).expression(_term(end)) for end in (axiom[0], axiom[2]))
    return f"{right} SubPropertyOf {left}" if axiom[1] == _CHAIN else f"{left} {_SIGNS[axiom[1]]} {right}"


def _is_anonymous(axiom: Atom) -> bool:
    return axiom[0].startswith("_:") or axiom[2].startswith("_:")


def _term(text: str) -> Term:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text[1:-1])


class _Speaker:
    """Reads class expressions out of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def expression(self, term: Term | None) -> str:
        if not isinstance(term, ox.BlankNode):
            return compact(term.value) if isinstance(term, ox.NamedNode) else str(term)
        if members := self._object(term, _OWL + "intersectionOf"):
            return " and ".join(self._list(members))
        if self._object(term, _RDF + "first"):
            return " o ".join(self._list(term))
        name = self.expression(self._object(term, _OWL + "onProperty"))
        if value := self._object(term, _OWL + "hasValue"):
            return f"({name} value {self.expression(value)})"
        return f"({name} some {self.expression(self._object(term, _OWL + 'someValuesFrom'))})"

    def _list(self, cell: Term | None) -> list[str]:
        found: list[str] = []
        while isinstance(cell, ox.BlankNode):
            found.append(self.expression(self._object(cell, _RDF + "first")))
            cell = self._object(cell, _RDF + "rest")
        return found

    def _object(self, subject: ox.BlankNode, predicate: str) -> Term | None:
        graph = ox.NamedNode(ONTOLOGY_GRAPH)
        quad = next(iter(self._store.raw.quads_for_pattern(subject, ox.NamedNode(predicate), None, graph)), None)
        return quad.object if quad is not None and not isinstance(quad.object, ox.Triple) else None

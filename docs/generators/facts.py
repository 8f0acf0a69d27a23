"""What Turtle files say, subject by subject, and OWL expressions in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from trendgraph.namespaces import compact
from trendgraph.terms import parse_turtle

__all__ = ["Facts", "Node", "read_facts"]

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Namer: TypeAlias = Callable[[str], str]


class Facts:
    """The triples of some files; subjects and predicates go by their CURIE."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._facts: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._facts[name_of(triple.subject)][compact(triple.predicate.value)].append(triple.object)

    def subjects(self, prefix: str = "") -> list[str]:
        """Gives the subjects whose CURIE begins with ``prefix``, in the order of the files."""
        return [subject for subject in self._facts if subject.startswith(prefix)]

    def nodes(self, subject: str, predicate: str) -> list[Node]:
        """Gives the objects as they stand."""
        return list(self._facts[subject][predicate]) if subject in self._facts else []

    def names(self, subject: str, predicate: str) -> list[str]:
        """Gives the objects that have a name, as CURIEs, and the texts of literals."""
        return [name_of(node) for node in self.nodes(subject, predicate) if not isinstance(node, ox.BlankNode)]

    def text(self, subject: str, predicate: str) -> str:
        """Gives the first object, or an empty text."""
        return next(iter(self.names(subject, predicate)), "")

    def items(self, node: Node) -> Iterator[Node]:
        """Gives the members of an RDF list."""
        current = name_of(node)
        while first := self.nodes(current, "rdf:first"):
            yield first[0]
            current = name_of(self.nodes(current, "rdf:rest")[0])

    def expression(self, node: Node, named: Namer) -> str:
        """Gives a class expression in the words of the Manchester syntax; ``named`` writes the names."""
        if not isinstance(node, ox.BlankNode):
            return named(name_of(node))
        name = name_of(node)
        for predicate, word in (("owl:intersectionOf", " and "), ("owl:unionOf", " or ")):
            for members in self.nodes(name, predicate):
                return word.join(self._bracketed(member, named) for member in self.items(members))
        on = named(self.text(name, "owl:onProperty"))
        for predicate, word in (
            ("owl:someValuesFrom", "some"),
            ("owl:hasValue", "value"),
            ("owl:allValuesFrom", "only"),
        ):
            for value in self.nodes(name, predicate):
                return f"{on} **{word}** {self._bracketed(value, named)}"
        raise ValueError(f"an expression of an unknown form: {dict(self._facts[name])}")

    def general_inclusions(self) -> Iterator[tuple[Node, Node]]:
        """Gives the pairs of a class expression and the one it is below, where the first has no name."""
        for subject in self.subjects("_:"):
            for above in self.nodes(subject, "rdfs:subClassOf"):
                yield ox.BlankNode(subject[2:]), above

    def disjoint_classes(self) -> Iterator[list[str]]:
        """Gives each list of classes that are pairwise disjoint."""
        for subject in self.subjects("_:"):
            if "owl:AllDisjointClasses" in self.names(subject, "rdf:type"):
                for members in self.nodes(subject, "owl:members"):
                    yield [name_of(member) for member in self.items(members)]

    def _bracketed(self, node: Node, named: Namer) -> str:
        text = self.expression(node, named)
        return f"({text})" if isinstance(node, ox.BlankNode) else text


def name_of(node: Node) -> str:
    """Gives a node's CURIE or IRI, or a literal's text."""
    if isinstance(node, ox.NamedNode):
        return compact(node.value)
    return node.value if isinstance(node, ox.Literal) else str(node)


def read_facts(paths: Iterable[Path]) -> Facts:
    """Gives what the files say."""
    return Facts(triple for path in paths for triple in parse_turtle(path))

"""Facts in memory: for every class its members, for every property its pairs, as sets.

The evaluator reads the store's graphs as N-Triples text and keeps terms as that text: splitting lines and comparing
strings is several times faster than asking the engine for one quad at a time, and sets of strings subtract at C speed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from trendgraph.materialisation.rules import Atom
from trendgraph.namespaces import graph_iri
from trendgraph.store import Store

__all__ = ["BASE_GRAPHS", "ONTOLOGY_GRAPH", "RDF_TYPE", "Facts", "Relation", "Row", "read_triples", "relation_of"]

RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
ONTOLOGY_GRAPH = graph_iri("ontology")
BASE_GRAPHS = tuple(graph_iri(name) for name in ("asserted", "entities", "schemes", "ontology"))

Relation = tuple[str, str]  # (property, "") for pairs, (rdf:type, class) for members
Row = tuple[str, ...]


def read_triples(store: Store, graphs: Iterable[str]) -> Iterator[Atom]:
    """Gives the triples of named graphs (IRIs) with terms as N-Triples text."""
    for graph in graphs:
        text = store.raw.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
        for line in text.decode().split("\n")[:-1]:
            subject, predicate, rest = line.split(" ", 2)
            yield subject, predicate, rest[:-2]


def relation_of(atom: Atom) -> Relation:
    """Gives the relation that a pattern with a known property (and class) speaks about."""
    return (RDF_TYPE, atom[2]) if atom[1] == RDF_TYPE else (atom[1], "")


class Facts:
    """Relations as sets of rows: ``(x,)`` for a member, ``(x, y)`` for a pair; indexes by column come on demand."""

    def __init__(self) -> None:
        self._rows: defaultdict[Relation, set[Row]] = defaultdict(set)
        self._indexes: dict[tuple[Relation, int], defaultdict[str, list[str]]] = {}

    @classmethod
    def of(cls, triples: Iterable[Atom], relations: Collection[Relation] | None = None) -> Facts:
        """Gives the facts among ``triples`` that speak of ``relations`` (all by default); blank nodes are left out."""
        facts = cls()
        pairs, classes = facts._room_for(relations)
        for subject, predicate, value in triples:
            if predicate == RDF_TYPE:
                members = classes.get(value) if relations is not None else facts._rows[predicate, value]
                if members is not None and subject[0] == "<":
                    members.add((subject,))
            else:
                known = pairs.get(predicate) if relations is not None else facts._rows[predicate, ""]
                if known is not None and subject[0] == "<" and value[0] != "_":
                    known.add((subject, value))
        return facts

    def _room_for(self, relations: Collection[Relation] | None) -> tuple[dict[str, set[Row]], dict[str, set[Row]]]:
        pairs = {name: self._rows[name, ""] for name, kind in relations or () if not kind}
        classes = {kind: self._rows[name, kind] for name, kind in relations or () if kind}
        return pairs, classes

    def rows(self, relation: Relation) -> set[Row]:
        """Gives the rows of a relation; not to be changed."""
        return self._rows[relation]

    def has_index(self, relation: Relation, column: int) -> bool:
        """Says whether ``index`` is already made."""
        return (relation, column) in self._indexes

    def index(self, relation: Relation, column: int) -> Mapping[str, list[str]]:
        """Gives the pairs of a relation by one column: term to the terms in the other column."""
        if (relation, column) not in self._indexes:
            self._indexes[relation, column] = defaultdict(list)
            self._fill(relation, column, self._rows[relation])
        return self._indexes[relation, column]

    def add(self, fresh: Mapping[Relation, set[Row]]) -> None:
        """Adds rows that are not there yet."""
        for relation, rows in fresh.items():
            self._rows[relation] |= rows
            for column in (0, 1):
                if (relation, column) in self._indexes:
                    self._fill(relation, column, rows)

    def _fill(self, relation: Relation, column: int, rows: Iterable[Row]) -> None:
        index = self._indexes[relation, column]
        for row in rows:
            index[row[column]].append(row[1 - column])

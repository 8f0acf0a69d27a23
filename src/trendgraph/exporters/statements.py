"""Canonical lines taken apart again: graphs, subjects, facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from trendgraph.exporters.spilling import IN_MEMORY, Spill

__all__ = ["RDF", "RDF_TYPE", "Facts", "by_graph", "by_subject", "literal_parts", "split_graph"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE = f"<{RDF}type>"

Facts = dict[str, list[str]]
"""What is said of one subject: predicate to objects, each term in N-Triples."""


def split_graph(line: str) -> tuple[str, str]:
    """Gives the triple of a line and its graph name, which is empty in the default graph.

    The last term is a graph name unless it is the object: a literal's last part holds a quotation mark, and without a
    graph name only two terms are left before it.

    >>> split_graph("<a:s> <a:p> <a:o> <a:g>")
    ('<a:s> <a:p> <a:o>', '<a:g>')
    >>> split_graph('<a:s> <a:p> "see <a:o>"')
    ('<a:s> <a:p> "see <a:o>"', '')
    """
    head, _, tail = line.rpartition(" ")
    if '"' in tail or head.count(" ") < 2:
        return line, ""
    return head, tail


def by_graph(lines: Iterable[str], spill: Spill = IN_MEMORY) -> Iterator[tuple[str, Iterator[str]]]:
    """Yields each graph name in order with the triples of that graph in order; the default graph comes first.

    The triples of one graph must be taken before the next graph is asked for.
    """
    # NUL stands in no name and below every character that can: names sort as they would alone.
    keyed = (f"{name}\0{triple}" for triple, name in map(split_graph, lines))
    for name, group in groupby(spill.sort(keyed), key=lambda line: line.partition("\0")[0]):
        start = len(name) + 1
        yield name, (line[start:] for line in group)


def by_subject(triples: Iterable[str]) -> Iterator[tuple[str, Facts]]:
    """Yields each subject of sorted triples with its facts: ``rdf:type`` first, then by predicate."""
    current: str | None = None
    facts: Facts = {}
    for triple in triples:
        subject, predicate, value = triple.split(" ", 2)
        if subject != current:
            if current is not None:
                yield current, _type_first(facts)
            current, facts = subject, {}
        if predicate in facts:
            facts[predicate].append(value)
        else:
            facts[predicate] = [value]
    if current is not None:
        yield current, _type_first(facts)


def _type_first(facts: Facts) -> Facts:
    kinds = facts.pop(RDF_TYPE, None)
    return facts if kinds is None else {RDF_TYPE: kinds, **facts}


def literal_parts(literal: str) -> tuple[str, str, str]:
    """Gives the escaped text of an N-Triples literal, its language tag and its datatype IRI (empty where none).

    >>> literal_parts('"a"@en')
    ('a', 'en', '')
    >>> literal_parts('"5"^^<http://www.w3.org/2001/XMLSchema#integer>')
    ('5', '', 'http://www.w3.org/2001/XMLSchema#integer')
    """
    end = literal.rindex('"')
    text, rest = literal[1:end], literal[end + 1 :]
    if rest.startswith("@"):
        return text, rest[1:], ""
    return text, "", rest[3:-1]

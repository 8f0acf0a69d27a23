"""The claims among canonical lines, for the RDF formats that write a claim in their own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from trendgraph.exporters.statements import RDF_TYPE, Facts, by_subject, split_graph
from trendgraph.namespaces import TG

__all__ = ["CLAIM", "ClaimLines", "by_node", "claim_among", "claim_lines", "facts_of"]

CLAIM = f"<{TG}Claim>"
_SUBJECT, _PREDICATE, _OBJECT, _VALUE = (
    f"<{TG}{name}>" for name in ("claimSubject", "claimPredicate", "claimObject", "claimValue")
)


@dataclass(frozen=True, slots=True)
class ClaimLines:
    """A claim as N-Triples terms.

    Attributes:
        node: the claim.
        statement: subject, predicate and object that it states.
        facts: predicate to objects of everything else that is said of it.
    """

    node: str
    statement: tuple[str, str, str]
    facts: Facts


def by_node(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yields each subject of sorted lines with the lines about it, in whichever graphs they stand."""
    for node, group in groupby(lines, key=lambda line: line.partition(" ")[0]):
        yield node, list(group)


def facts_of(lines: Iterable[str]) -> Facts:
    """Gives what the lines about one node say of it, each fact once."""
    return dict(by_subject(sorted({split_graph(line)[0] for line in lines}))).popitem()[1]


def claim_among(node: str, lines: list[str]) -> ClaimLines | None:
    """Gives the claim that the lines about one node make, if they make a whole one."""
    if not any(CLAIM in line for line in lines):
        return None
    facts = facts_of(lines)
    stated = facts.get(_OBJECT) or facts.get(_VALUE)
    subject, predicate = facts.get(_SUBJECT), facts.get(_PREDICATE)
    if CLAIM not in facts.get(RDF_TYPE, ()) or not (stated and subject and predicate):
        return None
    rest = {name: values for name, values in facts.items() if name not in (_SUBJECT, _PREDICATE)}
    rest.pop(_OBJECT if _OBJECT in rest else _VALUE)
    return ClaimLines(node, (subject[0], predicate[0], stated[0]), rest)


def claim_lines(lines: Iterable[str]) -> Iterator[ClaimLines]:
    """Yields the whole claims of sorted lines; what is no whole claim is passed over."""
    for node, about in by_node(lines):
        claim = claim_among(node, about)
        if claim is not None:
            yield claim

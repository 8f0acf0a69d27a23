"""The claims among canonical lines, for the RDF formats that write a claim in their own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trendgraph.exporters.statements import RDF_TYPE, Facts, by_subject, split_graph
from trendgraph.namespaces import TG

__all__ = ["CLAIM", "ClaimLines", "claim_lines"]

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


def claim_lines(lines: Iterable[str]) -> Iterator[ClaimLines]:
    """Yields the whole claims of sorted lines; what is no whole claim is passed over."""
    triples = sorted({split_graph(line)[0] for line in lines})
    for node, facts in by_subject(triples):
        if CLAIM not in facts.get(RDF_TYPE, ()):
            continue
        stated = facts.get(_OBJECT) or facts.get(_VALUE)
        subject, predicate = facts.get(_SUBJECT), facts.get(_PREDICATE)
        if stated and subject and predicate:
            rest = {name: values for name, values in facts.items() if name not in (_SUBJECT, _PREDICATE)}
            rest.pop(_OBJECT if _OBJECT in rest else _VALUE)
            yield ClaimLines(node, (subject[0], predicate[0], stated[0]), rest)

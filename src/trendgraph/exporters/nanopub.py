"""Nanopublications: each accepted, affirming claim that is not dropped, as a publication of its own; unsigned drafts.

Assertion: what the claim states. Provenance: for which time and in which unit, and its evidence with source, place and
directness. Publication information: when the graph learned it, the licence, and the claim it was made from. They carry
no signature and no trusty IRI: whoever publishes them adds both.

Source: Nanopublication Guidelines, https://nanopub.net/guidelines/working_draft/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, groupby, islice, takewhile

from trendgraph.exporters import trig
from trendgraph.exporters.claims import ClaimLines, by_node, claim_lines, facts_of
from trendgraph.exporters.statements import RDF_TYPE, Facts
from trendgraph.exporters.struct import Content, ExportFormat
from trendgraph.namespaces import ENTITY, TG, expand

__all__ = ["FORMAT", "publications"]

_BASE = "https://w3id.org/trendgraph/np/"
_LICENCE = "<https://creativecommons.org/licenses/by/4.0/>"
_WISH = "\1"  # stands in no line and before every other: wishes come first
_FARTHEST = 16  # steps from a claim; only a circle leads farther
_FOLLOWED = tuple(f"<{expand(name)}>" for name in ("tg:hasEvidence", "oa:hasSource", "oa:hasSelector"))
_PUBLICATION = tuple(
    f"<{expand(name)}>" for name in ("prov:generatedAtTime", "tg:confidence", "tg:claimStatus", "prov:wasAttributedTo")
)
_STANCE, _DROPPED = f"<{TG}stance>", f"<{expand('prov:invalidatedAtTime')}>"
# All else that is said of a claim, the time for which it holds say, is said of the assertion.
_ELSEWHERE = {RDF_TYPE, _FOLLOWED[0], _STANCE, *_PUBLICATION}


def publications(content: Content) -> Content:
    """Gives the quads of the publications, four graphs a claim.

    What stands behind a claim is found by holding sorted wishes against sorted lines, one step after another: evidence,
    then its sources and selectors. So nothing is held in memory but one node.
    """
    sort = content.spill.sort
    number = count()
    found = [sort(line for claim in claim_lines(content.lines) for line in _publication(claim, number))]
    while len(found) <= _FARTHEST and any(map(_is_wish, islice(found[-1], 1))):
        wishes = takewhile(_is_wish, found[-1])
        found.append(sort(_behind(wishes, content.lines)))
    lines = (line for some in found for line in some if not _is_wish(line))
    return Content(sort(lines), spill=content.spill, publications=next(number))


def _is_published(claim: ClaimLines) -> bool:
    accepted = f"<{TG}accepted>" in claim.facts.get(f"<{TG}claimStatus>", ())
    return accepted and f"<{TG}affirms>" in claim.facts.get(_STANCE, ()) and _DROPPED not in claim.facts


def _publication(claim: ClaimLines, number: Iterator[int]) -> Iterator[str]:
    """Yields the lines of a claim that is published, which ``number`` counts, and wishes for its evidence."""
    if not _is_published(claim):
        return
    next(number)
    name = _BASE + claim.node[1:-1].removeprefix(ENTITY + "claim/")
    np = "http://www.nanopub.org/nschema#"
    parts = {part: f"<{name}#{part}>" for part in ("Head", "assertion", "provenance", "pubinfo")}
    head = parts["Head"]
    yield f"<{name}> {RDF_TYPE} <{np}Nanopublication> {head}"
    for part, term in (
        ("assertion", "hasAssertion"),
        ("provenance", "hasProvenance"),
        ("pubinfo", "hasPublicationInfo"),
    ):
        yield f"<{name}> <{np}{term}> {parts[part]} {head}"
    yield f"{' '.join(claim.statement)} {parts['assertion']}"
    for predicate in claim.facts.keys() - _ELSEWHERE:
        for value in claim.facts[predicate]:
            yield f"{parts['assertion']} {predicate} {value} {parts['provenance']}"
    for node in claim.facts.get(_FOLLOWED[0], ()):
        yield f"{_WISH}{node}\0{name}\0first"
    info = parts["pubinfo"]
    yield f"<{name}> <{expand('dcterms:license')}> {_LICENCE} {info}"
    yield f"<{name}> <{expand('prov:wasDerivedFrom')}> {claim.node} {info}"
    for predicate in _PUBLICATION:
        for value in claim.facts.get(predicate, ()):
            yield f"<{name}> {predicate} {value} {info}"


def _is_wish(line: str) -> bool:
    return line.startswith(_WISH)


def _behind(wishes: Iterable[str], lines: Iterable[str]) -> Iterator[str]:
    """Yields, for each wish for a node that is described, what is said of it, and wishes for what that leads to."""
    described = by_node(lines)
    node, about = next(described, ("", []))
    for wanted, group in groupby(wishes, key=lambda wish: wish[1:].partition("\0")[0]):
        # A space ends a subject where the wish has its end: both are in one order, also where one name begins another.
        while about and f"{node} " < f"{wanted} ":
            node, about = next(described, ("", []))
        if node == wanted:
            yield from _granted(node, facts_of(about), (wish.split("\0")[1:] for wish in group))


def _granted(node: str, facts: Facts, wishes: Iterable[list[str]]) -> Iterator[str]:
    for name, step in wishes:
        provenance = f"<{name}#provenance>"
        if step == "first":
            yield f"<{name}#assertion> {_FOLLOWED[0]} {node} {provenance}"
        for predicate, values in facts.items():
            for value in values:
                yield f"{node} {predicate} {value} {provenance}"
                if predicate in _FOLLOWED and not value.startswith('"'):
                    yield f"{_WISH}{value}\0{name}\0then"


FORMAT = ExportFormat(
    "nanopub",
    "Nanopublications (TriG, unsigned drafts)",
    (".nanopub.trig",),
    "application/trig",
    keeps_graphs=True,
    render=trig.render,
    loses="only accepted, affirming claims that are not dropped are written, and nothing of the vocabulary",
    derive=publications,
)

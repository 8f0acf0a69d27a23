"""Nanopublications: each accepted, affirming claim as a small publication of its own; unsigned drafts.

Assertion: what the claim states. Provenance: its evidence with source, place and directness. Publication information:
when the graph learned it, the licence, and the claim it was made from. They carry no signature and no trusty IRI:
whoever publishes them adds both.

Source: Nanopublication Guidelines, https://nanopub.net/guidelines/working_draft/
"""

from __future__ import annotations

from collections.abc import Iterator

from trendgraph.exporters import trig
from trendgraph.exporters.claims import ClaimLines, claim_lines
from trendgraph.exporters.statements import RDF_TYPE, Facts, by_subject, split_graph
from trendgraph.exporters.struct import Content, ExportFormat
from trendgraph.namespaces import ENTITY, TG, expand

__all__ = ["FORMAT", "render"]

_BASE = "https://w3id.org/trendgraph/np/"
_LICENCE = "<https://creativecommons.org/licenses/by/4.0/>"
_FOLLOWED = tuple(f"<{expand(name)}>" for name in ("tg:hasEvidence", "oa:hasSource", "oa:hasSelector"))
_PUBLICATION = tuple(
    f"<{expand(name)}>" for name in ("prov:generatedAtTime", "tg:confidence", "tg:claimStatus", "prov:wasAttributedTo")
)


def render(content: Content) -> Iterator[str]:
    """Yields TriG, four graphs a claim."""
    described = dict(by_subject(sorted({split_graph(line)[0] for line in content.lines})))
    lines = [
        line
        for claim in claim_lines(content.lines)
        if f"<{TG}accepted>" in claim.facts.get(f"<{TG}claimStatus>", ())
        and f"<{TG}affirms>" in claim.facts.get(f"<{TG}stance>", ())
        for line in _publication(claim, described)
    ]
    return trig.render(Content(content.spill.sort(lines), spill=content.spill))


def _publication(claim: ClaimLines, described: dict[str, Facts]) -> Iterator[str]:
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
    for node in _behind(claim, described):
        yield f"{parts['assertion']} {_FOLLOWED[0]} {node} {parts['provenance']}"
        for triple in _everything(node, described):
            yield f"{triple} {parts['provenance']}"
    info = parts["pubinfo"]
    yield f"<{name}> <{expand('dcterms:license')}> {_LICENCE} {info}"
    yield f"<{name}> <{expand('prov:wasDerivedFrom')}> {claim.node} {info}"
    for predicate in _PUBLICATION:
        for value in claim.facts.get(predicate, ()):
            yield f"<{name}> {predicate} {value} {info}"


def _behind(claim: ClaimLines, described: dict[str, Facts]) -> list[str]:
    return [node for node in claim.facts.get(_FOLLOWED[0], ()) if node in described]


def _everything(node: str, described: dict[str, Facts]) -> Iterator[str]:
    for predicate, values in described[node].items():
        for value in values:
            yield f"{node} {predicate} {value}"
            if predicate in _FOLLOWED and value in described:
                yield from _everything(value, described)


FORMAT = ExportFormat(
    "nanopub",
    "Nanopublications (TriG, unsigned drafts)",
    (".nanopub.trig",),
    "application/trig",
    keeps_graphs=True,
    render=render,
    loses="only accepted, affirming claims are written, and nothing of the vocabulary",
)

"""RDF 1.2: what a claim states is a triple term, and the claim is what reifies it.

``?claim rdf:reifies <<( ?s ?p ?o )>>`` stands for ``tg:claimSubject``, ``tg:claimPredicate`` and ``tg:claimObject`` or
``tg:claimValue``; everything else is as in the other formats. A claim that denies, or is only proposed, reifies what
it denies or proposes: nothing is asserted by that.

Source: RDF 1.2 Concepts, https://www.w3.org/TR/rdf12-concepts/, and RDF 1.2 N-Quads, https://www.w3.org/TR/rdf12-n-quads/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from trendgraph.exporters.claims import ClaimLines, by_node, claim_among
from trendgraph.exporters.statements import RDF, split_graph
from trendgraph.exporters.struct import Content, ExportFormat
from trendgraph.namespaces import TG

__all__ = ["FORMAT", "from_triple_terms", "render"]

_REIFIES = RDF + "reifies"
_STATING = tuple(f"<{TG}{name}>" for name in ("claimSubject", "claimPredicate", "claimObject", "claimValue"))


def render(content: Content) -> Iterator[str]:
    """Yields the lines of RDF 1.2 N-Quads, sorted.

    What is written for a line begins with the same subject, so that sorting the lines about each node sorts all.
    """
    for node, lines in by_node(content.lines):
        claim = claim_among(node, lines)
        written = lines if claim is None else sorted(_rewritten(claim, lines))
        yield from (f"{line} .\n" for line in written)


def _rewritten(claim: ClaimLines, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        predicate = line.split(" ", 2)[1]
        if predicate not in _STATING:
            yield line
        elif predicate == _STATING[0]:
            graph = split_graph(line)[1]
            term = f"<<( {' '.join(claim.statement)} )>>"
            yield f"{claim.node} <{_REIFIES}> {term}{' ' + graph if graph else ''}"


def from_triple_terms(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Yields quads in which each reified triple is spelled out again, as RDF 1.1 has it."""
    subject, predicate, thing, value = (ox.NamedNode(name[1:-1]) for name in _STATING)
    for quad in quads:
        term = quad.object
        if quad.predicate.value != _REIFIES or not isinstance(term, ox.Triple):
            yield quad
            continue
        yield ox.Quad(quad.subject, subject, term.subject, quad.graph_name)
        yield ox.Quad(quad.subject, predicate, term.predicate, quad.graph_name)
        stating = value if isinstance(term.object, ox.Literal) else thing
        yield ox.Quad(quad.subject, stating, term.object, quad.graph_name)


FORMAT = ExportFormat(
    "rdf12",
    "RDF 1.2 N-Quads (claims as triple terms)",
    (".rdf12.nq", ".nq12"),
    "application/n-quads; version=1.2",
    keeps_graphs=True,
    render=render,
)

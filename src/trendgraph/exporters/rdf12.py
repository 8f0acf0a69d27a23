"""RDF 1.2: what a claim states is a triple term, and the claim is what reifies it.

``?claim rdf:reifies <<( ?s ?p ?o )>>`` stands for ``tg:claimSubject``, ``tg:claimPredicate`` and ``tg:claimObject`` or
``tg:claimValue``; everything else is as in the other formats. A claim that denies, or is only proposed, reifies what
it denies or proposes: nothing is asserted by that.

Source: RDF 1.2 Concepts, https://www.w3.org/TR/rdf12-concepts/, and RDF 1.2 N-Quads, https://www.w3.org/TR/rdf12-n-quads/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from trendgraph.exporters.claims import claim_lines
from trendgraph.exporters.statements import RDF, split_graph
from trendgraph.exporters.struct import Content, ExportFormat
from trendgraph.namespaces import TG

__all__ = ["FORMAT", "from_triple_terms", "render"]

_REIFIES = RDF + "reifies"
_STATING = tuple(f"<{TG}{name}>" for name in ("claimSubject", "claimPredicate", "claimObject", "claimValue"))


def render(content: Content) -> Iterator[str]:
    """Yields the lines of RDF 1.2 N-Quads, sorted."""
    stated = {claim.node: claim.statement for claim in claim_lines(content.lines)}
    lines = []
    for line in content.lines:
        subject, predicate, _ = line.split(" ", 2)
        if subject not in stated or predicate not in _STATING:
            lines.append(line)
        elif predicate == _STATING[0]:
            graph = split_graph(line)[1]
            term = f"<<( {' '.join(stated[subject])} )>>"
            lines.append(f"{subject} <{_REIFIES}> {term}{' ' + graph if graph else ''}")
    return (f"{line} .\n" for line in sorted(lines))


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

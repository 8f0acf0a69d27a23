"""Shapes that are written wrongly are named before anything is held against them.

pyshacl passes over some mistakes (a list that is none, an unknown node kind): such a shape would never reject.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import rdflib
from rdflib import RDF, SH
from rdflib.term import Node

from trendgraph.errors import ShapesError
from trendgraph.validation.candidates import property_path
from trendgraph.validation.constraints import NODE_KINDS, UncompilableError

__all__ = ["check_shapes"]


def check_shapes(shapes: rdflib.Graph) -> None:
    """Checks the parameters of all shapes.

    Raises:
        ShapesError: a parameter has a value that SHACL does not allow; all such mistakes are its ``problems``.
    """
    problems = [
        ShapesError(message, where=str(shape))
        for parameter, check in _CHECKS.items()
        for shape, value in sorted(shapes.subject_objects(parameter), key=str)
        if (message := check(shapes, value))
    ]
    if len(problems) == 1:
        raise ShapesError(problems[0].message, code="shapes.broken", where=problems[0].where, hint="mend that shape")
    if problems:
        raise ShapesError(f"{len(problems)} mistakes in shapes", code="shapes.broken", problems=problems)


def _count(_: rdflib.Graph, value: Node) -> str:
    whole = isinstance(value, rdflib.Literal) and value.datatype == rdflib.XSD.integer and str(value).isdigit()
    return "" if whole else f"a count is a whole number, not {value}"


def _node_kind(_: rdflib.Graph, value: Node) -> str:
    return "" if value in NODE_KINDS else f"there is no node kind {value}"


def _iri(_: rdflib.Graph, value: Node) -> str:
    return "" if isinstance(value, rdflib.URIRef) else f"an IRI is needed, not {value}"


def _literal(_: rdflib.Graph, value: Node) -> str:
    return "" if isinstance(value, rdflib.Literal) else f"a literal is needed, not {value}"


def _pattern(_: rdflib.Graph, value: Node) -> str:
    try:
        re.compile(str(value))
    except re.error as error:
        return f"{str(value)!r} is no regular expression: {error}"
    return ""


def _path(shapes: rdflib.Graph, value: Node) -> str:
    try:
        property_path(shapes, value)
    except UncompilableError:
        return "this is no property path"
    return ""


def _list(shapes: rdflib.Graph, value: Node) -> str:
    return "" if value != RDF.nil and all(_cells(shapes, value)) else "a list with members is needed"


def _cells(shapes: rdflib.Graph, cell: Node | None) -> Iterator[bool]:
    seen: set[Node] = set()
    while cell != RDF.nil:
        good = cell is not None and cell not in seen and shapes.value(cell, RDF.first) is not None
        yield good
        if cell is None or not good:
            return
        seen.add(cell)
        cell = shapes.value(cell, RDF.rest)


def _query(shapes: rdflib.Graph, value: Node) -> str:
    return "" if shapes.value(value, SH.select) is not None else "a SPARQL constraint needs sh:select"


_Check = Callable[[rdflib.Graph, Node], str]
_CHECKS: dict[rdflib.URIRef, _Check] = {
    SH.path: _path,
    SH.minCount: _count,
    SH.maxCount: _count,
    SH.minLength: _count,
    SH.nodeKind: _node_kind,
    SH.pattern: _pattern,
    SH.datatype: _iri,
    SH["class"]: _iri,
    SH.lessThan: _iri,
    SH.lessThanOrEquals: _iri,
    SH.disjoint: _iri,
    SH.severity: _iri,
    SH.message: _literal,
    SH["in"]: _list,
    SH["or"]: _list,
    SH.languageIn: _list,
    SH.sparql: _query,
}

"""The shapes of ``shapes/*.ttl``, held against a graph by pyshacl.

``sh:targetClass`` and its like are replaced, in a copy of the shapes, by ``sh:targetNode`` for the candidates that
``candidates.py`` finds; pyshacl then judges these and no others, reading the graph through a view.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from pyparsing import ParseBaseException
from rdflib import RDF, RDFS, SH
from rdflib.term import Node

from trendgraph.errors import ShapesError
from trendgraph.interop import to_rdflib_term
from trendgraph.namespaces import compact
from trendgraph.resources import resource_files, resource_path
from trendgraph.validation.candidates import TARGETS, ShapeCompiler, property_path, target_shapes
from trendgraph.validation.constraints import UncompilableError
from trendgraph.validation.struct import Result, Severity
from trendgraph.validation.view import view_graph
from trendgraph.validation.wellformed import check_shapes

__all__ = ["Shapes", "load_shapes", "run_shapes"]

_LOGGER = "pyshacl-validate"
_SEVERITIES: dict[Node, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


@dataclass(frozen=True)
class Shapes:
    """Shapes and their bookkeeping.

    Attributes:
        graph: all shapes and the prefix map, as rdflib has them.
        targets: the shapes that have targets.
    """

    graph: rdflib.Graph
    targets: tuple[Node, ...]

    def __len__(self) -> int:
        return len(self.named)

    @property
    def named(self) -> list[rdflib.URIRef]:
        """The shapes that have an IRI, sorted."""
        kinds = (SH.NodeShape, SH.PropertyShape)
        found = {shape for kind in kinds for shape in self.graph.subjects(RDF.type, kind)}
        return sorted(shape for shape in found if isinstance(shape, rdflib.URIRef))

    @classmethod
    def read(cls, paths: Sequence[Path]) -> Shapes:
        """Reads shape files.

        Raises:
            ShapesError: a file is not valid Turtle; the message carries line and column.
        """
        graph = rdflib.Graph(bind_namespaces="none")
        for path in [resource_path("ontology/prefixes.ttl"), *paths]:
            try:
                for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
                    graph.add(tuple(to_rdflib_term(term) for term in quad.triple))  # type: ignore[arg-type]
            except (SyntaxError, ValueError, OSError) as error:
                raise ShapesError(f"not readable as Turtle: {error}", code="shapes.turtle", where=str(path)) from error
        return cls(graph, tuple(target_shapes(graph)))


@cache
def load_shapes() -> Shapes:
    """Gives the shipped shapes."""
    return Shapes.read(resource_files("shapes", "*.ttl"))


def run_shapes(raw: ox.Store, shapes: Shapes | None = None, *, prefilter: bool = True) -> list[Result]:
    """Holds the default graph of a store against shapes.

    Args:
        raw: the store; it is only read.
        shapes: the shapes, the shipped ones by default.
        prefilter: whether pyshacl sees only the focus nodes that can break a shape; the results are the same.

    Raises:
        ShapesError: a shape is broken or pyshacl failed; never because the graph does not conform.
    """
    shapes = shapes or load_shapes()
    check_shapes(shapes.graph)
    wanted = _narrow(shapes, raw) if prefilter else shapes.graph
    if wanted is None:
        return []
    report = _pyshacl(raw, wanted)
    return [_result(shapes.graph, report, node) for node in report.objects(None, SH.result)]


def _narrow(shapes: Shapes, raw: ox.Store) -> rdflib.Graph | None:
    """Gives the shapes that some node can break, with these nodes as their targets; None if there are none."""
    compiler = ShapeCompiler(shapes.graph, raw)
    narrowed = rdflib.Graph(bind_namespaces="none")
    for shape in shapes.targets:
        found = compiler.candidates(shape)
        for candidate in found:
            narrowed.add((shape, SH.targetNode, to_rdflib_term(candidate)))
        if found:
            _copy_description(shapes.graph, shape, narrowed, set())
    return narrowed if len(narrowed) else None


def _copy_description(source: rdflib.Graph, node: Node, into: rdflib.Graph, seen: set[Node]) -> None:
    if node in seen:
        return
    seen.add(node)
    for predicate, value in source.predicate_objects(node):
        if predicate not in TARGETS:
            into.add((node, predicate, value))
            if not isinstance(value, rdflib.Literal):
                _copy_description(source, value, into, seen)


def _pyshacl(raw: ox.Store, shapes: rdflib.Graph) -> rdflib.Graph:
    import pyshacl

    try:
        with _warnings() as warnings:
            _, report, text = pyshacl.validate(
                view_graph(raw), shacl_graph=shapes, inference="none", advanced=False, inplace=True
            )
    except (RuntimeError, ValueError, TypeError, LookupError, AttributeError, ParseBaseException) as error:
        raise ShapesError(
            f"the shapes cannot run: {error}", code="shapes.broken", hint="mend the shape that the message names"
        ) from error
    if not isinstance(report, rdflib.Graph):
        raise ShapesError(f"the shapes cannot run: {text}", code="shapes.broken", hint="mend the shape's query")
    if warnings:
        raise ShapesError(f"a shape was skipped: {warnings[0]}", code="shapes.broken", hint="mend that shape")
    return report


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collects what pyshacl only logs: shapes that it passes over because it cannot load them."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger, literals = logging.getLogger(_LOGGER), logging.getLogger("rdflib.term")
    collector = Collector(level=logging.WARNING)
    kept, logger.propagate = logger.propagate, False
    quiet, literals.disabled = literals.disabled, True  # an ill-typed literal becomes a result, not a log line
    logger.addHandler(collector)
    try:
        yield messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = kept
        literals.disabled = quiet


def _result(shapes: rdflib.Graph, report: rdflib.Graph, node: Node) -> Result:
    shape = report.value(node, SH.sourceShape)
    value = report.value(node, SH.value)
    focus = report.value(node, SH.focusNode)
    severity = report.value(node, SH.resultSeverity)
    hints = sorted(str(message) for message in report.objects(node, SH.resultMessage))
    return Result(
        severity=_SEVERITIES.get(severity, "violation") if severity else "violation",
        focus=_term(focus),
        path=_path(shapes, shape, report.value(node, SH.resultPath)),
        value=_term(value),
        message=str(shapes.value(shape, RDFS.label) or "the graph keeps its shapes"),
        hint="; ".join(hints),
        source=compact(str(shape)),
    )


def _path(shapes: rdflib.Graph, shape: Node | None, path: Node | None) -> str:
    own = shapes.value(shape, SH.path)
    if own is None and not isinstance(path, rdflib.URIRef):
        return ""
    try:
        return property_path(shapes, own if own is not None else path)  # type: ignore[arg-type]
    except UncompilableError:
        return ""


def _term(node: Node | None) -> str:
    if node is None:
        return ""
    if isinstance(node, rdflib.Literal) and not node.language and node.datatype in (None, rdflib.XSD.string):
        return str(ox.Literal(str(node)))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return str(ox.Literal(str(node), language=node.language))
        return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype))))
    return str(node.n3())

"""Shapes compiled to SPARQL: which focus nodes can break a shape at all.

pyshacl walks every focus node in Python; over a million triples that takes minutes. Each constraint of a shape is
therefore turned into one set-based query that finds every node that may break it (it may find too many, never too
few), and pyshacl judges only these. A constraint that cannot be compiled makes all targets of its shape candidates,
so nothing is lost. A test holds the results against plain pyshacl over all the bad graphs.

Source: https://www.w3.org/TR/shacl/ sections 2.1 (targets), 4 (core constraints) and 5 (SPARQL-based constraints).
"""

from __future__ import annotations

import itertools

import pyoxigraph as ox
import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.collection import Collection
from rdflib.term import Node

from trendgraph.errors import ShapesError
from trendgraph.namespaces import prefixes
from trendgraph.validation.constraints import ON_FOCUS, ON_VALUE, UncompilableError, n3

__all__ = ["TARGETS", "ShapeCompiler", "property_path", "target_shapes"]

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
_NOT_CONSTRAINTS = {
    *TARGETS,
    *(SH.path, SH.message, SH.severity, SH.name, SH.description, SH.order, SH.group, SH.flags, SH.deactivated),
}


def target_shapes(shapes: rdflib.Graph) -> list[Node]:
    """Gives the shapes that have targets, sorted by IRI."""
    found = {shape for target in TARGETS for shape in shapes.subjects(target, None)}
    return sorted((shape for shape in found if shapes.value(shape, SH.deactivated) != rdflib.Literal(True)), key=str)


def property_path(shapes: rdflib.Graph, path: Node) -> str:
    """Gives a SHACL property path as SPARQL; sequences, inverse and alternative paths are known.

    Raises:
        UncompilableError: the path is of another form.
    """
    if isinstance(path, rdflib.URIRef):
        return path.n3()
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return "^" + property_path(shapes, inverse)
    options = shapes.value(path, SH.alternativePath)
    if options is not None:
        return "(" + "|".join(property_path(shapes, part) for part in Collection(shapes, options)) + ")"
    if shapes.value(path, RDF.first) is not None:
        return "/".join(property_path(shapes, part) for part in Collection(shapes, path))
    raise UncompilableError(str(path))


class ShapeCompiler:
    """Finds the candidates of shapes in the default graph of one Oxigraph store."""

    def __init__(self, shapes: rdflib.Graph, raw: ox.Store) -> None:
        self.shapes = shapes
        self.raw = raw
        self._numbers = itertools.count()
        self._below: dict[Node, str] = {}

    def candidates(self, shape: Node) -> set[ox.NamedNode | ox.BlankNode | ox.Literal]:
        """Gives the targets of a shape that can break it.

        Raises:
            ShapesError: a SPARQL constraint of the shape is not valid SPARQL.
        """
        target = self._target(shape)
        try:
            bodies = self.bodies(shape, "?this")
        except UncompilableError:
            bodies = [""]
        found: set[ox.NamedNode | ox.BlankNode | ox.Literal] = set()
        for body in bodies:
            query = f"SELECT DISTINCT ?this WHERE {{ {target} {body} }}"
            try:
                rows = self.raw.query(query, prefixes=prefixes())
                found.update(row[0] for row in rows)  # type: ignore[union-attr]  # a SELECT gives solutions
            except (SyntaxError, RuntimeError, ValueError) as error:
                raise ShapesError(
                    f"the shape cannot run: {error}", code="shapes.query", where=str(shape), hint="mend its query"
                ) from error
        return found

    def _target(self, shape: Node) -> str:
        kinds = [self.kinds(kind) for kind in self.shapes.objects(shape, SH.targetClass)]
        parts = [f"VALUES ?targetKind {{ {below} }} ?this a ?targetKind" for below in kinds]
        parts += [f"?this {n3(path)} ?targetObject" for path in self.shapes.objects(shape, SH.targetSubjectsOf)]
        parts += [f"?targetSubject {n3(path)} ?this" for path in self.shapes.objects(shape, SH.targetObjectsOf)]
        parts += [f"VALUES ?this {{ {n3(node)} }}" for node in self.shapes.objects(shape, SH.targetNode)]
        return " UNION ".join(f"{{ {part} }}" for part in sorted(parts))

    def kinds(self, kind: Node) -> str:
        """Gives a class and all classes below it, as the data declares them."""
        if kind not in self._below:
            query = f"SELECT DISTINCT ?kind WHERE {{ ?kind {n3(RDFS.subClassOf)}* {n3(kind)} }}"
            found = {str(row[0]) for row in self.raw.query(query)}  # type: ignore[union-attr]  # a SELECT
            named = {iri for iri in found if iri.startswith("<")} | {n3(kind)}
            self._below[kind] = " ".join(sorted(named))
        return self._below[kind]

    def fresh(self) -> str:
        """Gives a variable that is used nowhere else."""
        return f"?tgs{next(self._numbers)}"

    def bodies(self, shape: Node, focus: str) -> list[str]:
        """Gives graph patterns of which one matches wherever ``focus`` can break the shape."""
        path_node = self.shapes.value(shape, SH.path)
        path = property_path(self.shapes, path_node) if path_node is not None else ""
        bodies: list[str] = []
        for parameter, value in self.shapes.predicate_objects(shape):
            if not str(parameter).startswith(str(SH)) or parameter in _NOT_CONSTRAINTS:
                continue
            if parameter in ON_FOCUS:
                bodies += ON_FOCUS[parameter](self, shape, focus, path, value)
            elif parameter in ON_VALUE:
                value_variable = self.fresh() if path else focus
                bind = f"{focus} {path} {value_variable} . " if path else ""
                found = ON_VALUE[parameter](self, shape, value_variable, value)
                bodies += [bind + body for body in found]
            else:
                raise UncompilableError(str(parameter))
        return bodies

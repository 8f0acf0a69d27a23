"""Shapes compiled to SPARQL: which focus nodes can break a shape at all.

pyshacl walks every focus node in Python; over a million triples that takes minutes. Each constraint of a shape is
therefore turned into one set-based query that finds every node that may break it (it may find too many, never too
few), and pyshacl judges only these. A constraint that cannot be compiled makes all targets of its shape candidates,
so nothing is lost. A test holds the results against plain pyshacl over all the bad graphs.

Source: https://www.w3.org/TR/shacl/ sections 2.1 (targets), 4 (core constraints) and 5 (SPARQL-based constraints).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

import pyoxigraph as ox
import rdflib
from rdflib import RDF, RDFS, SH
from rdflib.collection import Collection
from rdflib.term import Node

from trendgraph.errors import ShapesError
from trendgraph.namespaces import prefixes

__all__ = ["NODE_KINDS", "TARGETS", "ShapeCompiler", "UncompilableError", "property_path", "target_shapes"]

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
_NOT_CONSTRAINTS = {
    *TARGETS,
    *(SH.path, SH.message, SH.severity, SH.name, SH.description, SH.order, SH.group, SH.flags, SH.deactivated),
}
_CAST = {
    rdflib.XSD[name]
    for name in ("date", "dateTime", "integer", "decimal", "double", "float", "boolean", "time", "duration")
}
_RANGE = {SH.minInclusive: ">=", SH.minExclusive: ">", SH.maxInclusive: "<=", SH.maxExclusive: "<"}
NODE_KINDS: dict[Node, str] = {
    SH.IRI: "isIRI({v})",
    SH.BlankNode: "isBLANK({v})",
    SH.Literal: "isLITERAL({v})",
    SH.BlankNodeOrIRI: "(isIRI({v}) || isBLANK({v}))",
    SH.IRIOrLiteral: "(isIRI({v}) || isLITERAL({v}))",
    SH.BlankNodeOrLiteral: "(isBLANK({v}) || isLITERAL({v}))",
}
_THIS = re.compile(r"[$?]this\b")


class UncompilableError(Exception):
    """A constraint for which there is no query; all targets of its shape become candidates."""


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
            bodies = self._shape(shape, "?this")
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
        kinds = [self._kinds(kind) for kind in self.shapes.objects(shape, SH.targetClass)]
        parts = [f"VALUES ?targetKind {{ {below} }} ?this a ?targetKind" for below in kinds]
        parts += [f"?this {_n3(path)} ?targetObject" for path in self.shapes.objects(shape, SH.targetSubjectsOf)]
        parts += [f"?targetSubject {_n3(path)} ?this" for path in self.shapes.objects(shape, SH.targetObjectsOf)]
        parts += [f"VALUES ?this {{ {_n3(node)} }}" for node in self.shapes.objects(shape, SH.targetNode)]
        return " UNION ".join(f"{{ {part} }}" for part in sorted(parts))

    def _kinds(self, kind: Node) -> str:
        """Gives a class and all classes below it, as the data declares them."""
        if kind not in self._below:
            query = f"SELECT DISTINCT ?kind WHERE {{ ?kind {_n3(RDFS.subClassOf)}* {_n3(kind)} }}"
            found = {str(row[0]) for row in self.raw.query(query)}  # type: ignore[union-attr]  # a SELECT
            named = {iri for iri in found if iri.startswith("<")} | {_n3(kind)}
            self._below[kind] = " ".join(sorted(named))
        return self._below[kind]

    def _fresh(self) -> str:
        return f"?tgs{next(self._numbers)}"

    def _shape(self, shape: Node, focus: str) -> list[str]:
        """Gives graph patterns of which one matches wherever ``focus`` can break the shape."""
        path_node = self.shapes.value(shape, SH.path)
        path = property_path(self.shapes, path_node) if path_node is not None else ""
        bodies: list[str] = []
        for parameter, value in self.shapes.predicate_objects(shape):
            if not str(parameter).startswith(str(SH)) or parameter in _NOT_CONSTRAINTS:
                continue
            if parameter in _ON_FOCUS:
                bodies += _ON_FOCUS[parameter](self, shape, focus, path, value)
            elif parameter in _ON_VALUE:
                value_variable = self._fresh() if path else focus
                bind = f"{focus} {path} {value_variable} . " if path else ""
                found = _ON_VALUE[parameter](self, shape, value_variable, value)
                bodies += [bind + body for body in found]
            else:
                raise UncompilableError(str(parameter))
        return bodies

    # --- constraints on the set of values ---

    def _min_count(self, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
        if int(str(value)) == 0:
            return []
        if int(str(value)) > 1:
            raise UncompilableError("sh:minCount above 1")
        return [f"FILTER NOT EXISTS {{ {focus} {path} {self._fresh()} }}"]

    def _max_count(self, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
        names = [self._fresh() for _ in range(int(str(value)) + 1)]
        if len(names) > 3:
            raise UncompilableError("sh:maxCount above 2")
        pairs = itertools.combinations(names, 2)
        differ = " && ".join(f"!sameTerm({one}, {other})" for one, other in pairs)
        patterns = " ".join(f"{focus} {path} {name} ." for name in names)
        return [patterns + (f" FILTER({differ})" if differ else "")]

    def _has_value(self, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
        if not path:
            return [f"FILTER(!sameTerm({focus}, {_n3(value)}))"]
        return [f"FILTER NOT EXISTS {{ {focus} {path} {_n3(value)} }}"]

    def _unique_language(self, _shape: Node, focus: str, path: str, _value: Node) -> list[str]:
        one, other = self._fresh(), self._fresh()
        same = f'LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({other}))'
        return [f"{focus} {path} {one} . {focus} {path} {other} . FILTER(!sameTerm({one}, {other}) && {same})"]

    def _compare(self, sign: str) -> Callable[[Node, str, str, Node], list[str]]:
        def body(_shape: Node, focus: str, path: str, value: Node) -> list[str]:
            one, other = self._fresh(), self._fresh()
            test = f"FILTER(!COALESCE({one} {sign} {other}, false))"
            return [f"{focus} {path} {one} . {focus} {_n3(value)} {other} . {test}"]

        return body

    def _less_than(self, shape: Node, focus: str, path: str, value: Node) -> list[str]:
        return self._compare("<")(shape, focus, path, value)

    def _less_than_or_equals(self, shape: Node, focus: str, path: str, value: Node) -> list[str]:
        return self._compare("<=")(shape, focus, path, value)

    def _disjoint(self, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
        shared = self._fresh()
        return [f"{focus} {path} {shared} . {focus} {_n3(value)} {shared} ."]

    def _sparql(self, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
        text = self.shapes.value(value, SH.select)
        if text is None or path:
            raise UncompilableError("a SPARQL constraint on a property shape")
        start, end = str(text).find("{"), str(text).rfind("}")
        return [_THIS.sub(focus.replace("\\", ""), str(text)[start + 1 : end])]

    # --- constraints on each value ---

    def _node_kind(self, _shape: Node, variable: str, value: Node) -> list[str]:
        return [f"FILTER(!{NODE_KINDS[value].format(v=variable)})"]

    def _datatype(self, _shape: Node, variable: str, value: Node) -> list[str]:
        test = f"DATATYPE({variable}) = {_n3(value)}"
        if value in _CAST:
            cast = f"{_n3(value)}(STR({variable}))"
            test += f" && {cast} = {cast}"
        return [f"FILTER(!COALESCE({test}, false))"]

    def _class(self, _shape: Node, variable: str, value: Node) -> list[str]:
        kind = self._fresh()
        return [f"FILTER NOT EXISTS {{ VALUES {kind} {{ {self._kinds(value)} }} {variable} a {kind} }}"]

    def _in(self, _shape: Node, variable: str, value: Node) -> list[str]:
        tests = " || ".join(f"sameTerm({variable}, {_n3(member)})" for member in Collection(self.shapes, value))
        return [f"FILTER(!({tests}))"]

    def _pattern(self, shape: Node, variable: str, value: Node) -> list[str]:
        flags = self.shapes.value(shape, SH.flags)
        extra = f", {rdflib.Literal(str(flags)).n3()}" if flags is not None else ""
        test = f"REGEX(STR({variable}), {rdflib.Literal(str(value)).n3()}{extra})"
        return [f"FILTER(!COALESCE({test}, false))"]

    def _length(self, _shape: Node, variable: str, value: Node) -> list[str]:
        return [f"FILTER(!COALESCE(STRLEN(STR({variable})) >= {int(str(value))}, false))"]

    def _language_in(self, _shape: Node, variable: str, value: Node) -> list[str]:
        wanted = (rdflib.Literal(str(tag)).n3() for tag in Collection(self.shapes, value))
        tests = " || ".join(f"LANGMATCHES(LANG({variable}), {tag})" for tag in wanted)
        return [f"FILTER(!COALESCE({tests}, false))"]

    def _range(self, shape: Node, variable: str, value: Node) -> list[str]:
        signs = {_RANGE[parameter] for parameter in _RANGE if (shape, parameter, value) in self.shapes}
        return [f"FILTER(!COALESCE({variable} {sign} {_n3(value)}, false))" for sign in sorted(signs)]

    def _nested(self, _shape: Node, variable: str, value: Node) -> list[str]:
        return self._shape(value, variable)

    def _or(self, _shape: Node, variable: str, value: Node) -> list[str]:
        options = [self._shape(option, variable) for option in Collection(self.shapes, value)]
        if any(not bodies for bodies in options):
            return []
        return [" ".join(f"FILTER({_any(bodies)})" for bodies in options)]


def _any(bodies: Iterable[str]) -> str:
    return " || ".join(f"EXISTS {{ {body} }}" for body in bodies)


def _n3(node: Node) -> str:
    if isinstance(node, rdflib.BNode):
        raise UncompilableError("a blank node")
    return str(node.n3())


_OnFocus = Callable[[ShapeCompiler, Node, str, str, Node], list[str]]
_OnValue = Callable[[ShapeCompiler, Node, str, Node], list[str]]

_ON_FOCUS: dict[Node, _OnFocus] = {
    SH.minCount: ShapeCompiler._min_count,
    SH.maxCount: ShapeCompiler._max_count,
    SH.hasValue: ShapeCompiler._has_value,
    SH.uniqueLang: ShapeCompiler._unique_language,
    SH.lessThan: ShapeCompiler._less_than,
    SH.lessThanOrEquals: ShapeCompiler._less_than_or_equals,
    SH.disjoint: ShapeCompiler._disjoint,
    SH.sparql: ShapeCompiler._sparql,
}
_ON_VALUE: dict[Node, _OnValue] = {
    SH.nodeKind: ShapeCompiler._node_kind,
    SH.datatype: ShapeCompiler._datatype,
    SH["class"]: ShapeCompiler._class,
    SH["in"]: ShapeCompiler._in,
    SH.pattern: ShapeCompiler._pattern,
    SH.minLength: ShapeCompiler._length,
    SH.languageIn: ShapeCompiler._language_in,
    SH.node: ShapeCompiler._nested,
    SH.property: ShapeCompiler._nested,
    SH["or"]: ShapeCompiler._or,
    **dict.fromkeys(_RANGE, ShapeCompiler._range),
}

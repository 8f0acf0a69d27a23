"""Each SHACL constraint as SPARQL graph patterns of which one matches wherever a node may break it.

Source: https://www.w3.org/TR/shacl/ sections 4 (core constraints) and 5 (SPARQL-based constraints).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from typing import Protocol

import rdflib
from rdflib import SH
from rdflib.collection import Collection
from rdflib.term import Node

__all__ = ["NODE_KINDS", "ON_FOCUS", "ON_VALUE", "Compiler", "UncompilableError", "n3"]

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


class Compiler(Protocol):
    """What a constraint needs of the compiler that asks it."""

    shapes: rdflib.Graph

    def fresh(self) -> str:
        """Gives a variable that is used nowhere else."""

    def kinds(self, kind: Node) -> str:
        """Gives a class and all classes below it."""

    def bodies(self, shape: Node, focus: str) -> list[str]:
        """Gives the patterns of another shape at another variable."""


def n3(node: Node) -> str:
    """Gives a node as SPARQL writes it.

    Raises:
        UncompilableError: it is a blank node, which no query can name.
    """
    if isinstance(node, rdflib.BNode):
        raise UncompilableError("a blank node")
    return str(node.n3())


# --- constraints on the set of values ---


def _min_count(compiler: Compiler, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
    if int(str(value)) == 0:
        return []
    if int(str(value)) > 1:
        raise UncompilableError("sh:minCount above 1")
    return [f"FILTER NOT EXISTS {{ {focus} {path} {compiler.fresh()} }}"]


def _max_count(compiler: Compiler, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
    names = [compiler.fresh() for _ in range(int(str(value)) + 1)]
    if len(names) > 3:
        raise UncompilableError("sh:maxCount above 2")
    pairs = itertools.combinations(names, 2)
    differ = " && ".join(f"!sameTerm({one}, {other})" for one, other in pairs)
    patterns = " ".join(f"{focus} {path} {name} ." for name in names)
    return [patterns + (f" FILTER({differ})" if differ else "")]


def _has_value(_compiler: Compiler, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
    if not path:
        return [f"FILTER(!sameTerm({focus}, {n3(value)}))"]
    return [f"FILTER NOT EXISTS {{ {focus} {path} {n3(value)} }}"]


def _unique_language(compiler: Compiler, _shape: Node, focus: str, path: str, _value: Node) -> list[str]:
    one, other = compiler.fresh(), compiler.fresh()
    same = f'LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({other}))'
    return [f"{focus} {path} {one} . {focus} {path} {other} . FILTER(!sameTerm({one}, {other}) && {same})"]


def _compare(compiler: Compiler, sign: str, focus: str, path: str, value: Node) -> list[str]:
    one, other = compiler.fresh(), compiler.fresh()
    test = f"FILTER(!COALESCE({one} {sign} {other}, false))"
    return [f"{focus} {path} {one} . {focus} {n3(value)} {other} . {test}"]


def _less_than(compiler: Compiler, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
    return _compare(compiler, "<", focus, path, value)


def _less_than_or_equals(compiler: Compiler, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
    return _compare(compiler, "<=", focus, path, value)


def _disjoint(compiler: Compiler, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
    shared = compiler.fresh()
    return [f"{focus} {path} {shared} . {focus} {n3(value)} {shared} ."]


def _sparql(compiler: Compiler, _shape: Node, focus: str, path: str, value: Node) -> list[str]:
    text = compiler.shapes.value(value, SH.select)
    if text is None or path:
        raise UncompilableError("a SPARQL constraint on a property shape")
    start, end = str(text).find("{"), str(text).rfind("}")
    return [_THIS.sub(focus.replace("\\", ""), str(text)[start + 1 : end])]


# --- constraints on each value ---


def _node_kind(_compiler: Compiler, _shape: Node, variable: str, value: Node) -> list[str]:
    return [f"FILTER(!{NODE_KINDS[value].format(v=variable)})"]


def _datatype(_compiler: Compiler, _shape: Node, variable: str, value: Node) -> list[str]:
    test = f"DATATYPE({variable}) = {n3(value)}"
    if value in _CAST:
        cast = f"{n3(value)}(STR({variable}))"
        test += f" && {cast} = {cast}"
    return [f"FILTER(!COALESCE({test}, false))"]


def _class(compiler: Compiler, _shape: Node, variable: str, value: Node) -> list[str]:
    kind = compiler.fresh()
    return [f"FILTER NOT EXISTS {{ VALUES {kind} {{ {compiler.kinds(value)} }} {variable} a {kind} }}"]


def _in(compiler: Compiler, _shape: Node, variable: str, value: Node) -> list[str]:
    tests = " || ".join(f"sameTerm({variable}, {n3(member)})" for member in Collection(compiler.shapes, value))
    return [f"FILTER(!({tests}))"]


def _pattern(compiler: Compiler, shape: Node, variable: str, value: Node) -> list[str]:
    flags = compiler.shapes.value(shape, SH.flags)
    extra = f", {rdflib.Literal(str(flags)).n3()}" if flags is not None else ""
    test = f"REGEX(STR({variable}), {rdflib.Literal(str(value)).n3()}{extra})"
    return [f"FILTER(!COALESCE({test}, false))"]


def _length(_compiler: Compiler, _shape: Node, variable: str, value: Node) -> list[str]:
    return [f"FILTER(!COALESCE(STRLEN(STR({variable})) >= {int(str(value))}, false))"]


def _language_in(compiler: Compiler, _shape: Node, variable: str, value: Node) -> list[str]:
    wanted = (rdflib.Literal(str(tag)).n3() for tag in Collection(compiler.shapes, value))
    tests = " || ".join(f"LANGMATCHES(LANG({variable}), {tag})" for tag in wanted)
    return [f"FILTER(!COALESCE({tests}, false))"]


def _range(compiler: Compiler, shape: Node, variable: str, value: Node) -> list[str]:
    signs = {_RANGE[parameter] for parameter in _RANGE if (shape, parameter, value) in compiler.shapes}
    return [f"FILTER(!COALESCE({variable} {sign} {n3(value)}, false))" for sign in sorted(signs)]


def _nested(compiler: Compiler, _shape: Node, variable: str, value: Node) -> list[str]:
    return compiler.bodies(value, variable)


def _or(compiler: Compiler, _shape: Node, variable: str, value: Node) -> list[str]:
    options = [compiler.bodies(option, variable) for option in Collection(compiler.shapes, value)]
    if any(not bodies for bodies in options):
        return []
    return [" ".join(f"FILTER({_any(bodies)})" for bodies in options)]


def _any(bodies: Iterable[str]) -> str:
    return " || ".join(f"EXISTS {{ {body} }}" for body in bodies)


_OnFocus = Callable[[Compiler, Node, str, str, Node], list[str]]
_OnValue = Callable[[Compiler, Node, str, Node], list[str]]

ON_FOCUS: dict[Node, _OnFocus] = {
    SH.minCount: _min_count,
    SH.maxCount: _max_count,
    SH.hasValue: _has_value,
    SH.uniqueLang: _unique_language,
    SH.lessThan: _less_than,
    SH.lessThanOrEquals: _less_than_or_equals,
    SH.disjoint: _disjoint,
    SH.sparql: _sparql,
}
ON_VALUE: dict[Node, _OnValue] = {
    SH.nodeKind: _node_kind,
    SH.datatype: _datatype,
    SH["class"]: _class,
    SH["in"]: _in,
    SH.pattern: _pattern,
    SH.minLength: _length,
    SH.languageIn: _language_in,
    SH.node: _nested,
    SH.property: _nested,
    SH["or"]: _or,
    **dict.fromkeys(_RANGE, _range),
}

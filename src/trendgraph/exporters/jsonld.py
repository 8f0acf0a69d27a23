"""JSON-LD: compacted with the project's context, which stands inside; one node a line.

Written directly, because a general processor needs minutes where this needs seconds; a test holds it equal to what the
general compaction algorithm makes of the same graph.

Source: JSON-LD 1.1, https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from trendgraph.errors import ExportError
from trendgraph.exporters.blanks import Blanks, plan_blanks
from trendgraph.exporters.jsonld_context import Term, context, context_terms
from trendgraph.exporters.names import ShortNames
from trendgraph.exporters.statements import RDF_TYPE, Facts, by_graph, by_subject, literal_parts
from trendgraph.exporters.struct import Content, ExportFormat
from trendgraph.namespaces import prefixes

__all__ = ["FORMAT", "NodeWriter", "render"]

_NO_TERM: Term = ("", "-")


def render(content: Content) -> Iterator[str]:
    """Yields the text of quads: one object a named graph, with one object a line for each node in it.

    Raises:
        ExportError: an IRI's scheme is one of the prefixes, so that it would be read as a compact IRI.
    """
    writer = NodeWriter(plan_blanks(content.lines))
    yield '{"@context": ' + json.dumps(context(), ensure_ascii=False, indent=1) + ',\n"@graph": ['
    separator = "\n"
    for graph, triples in by_graph(content.lines, content.spill):
        if graph:
            yield f'{separator}{{"@id": {_json(writer.reference(graph))}, "@graph": ['
        inner = "\n" if graph else separator
        for node in writer.nodes(triples):
            yield inner + _json(node)
            inner = ",\n"
        if graph:
            yield "\n]}"
        separator = ",\n"
    yield "\n]}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class NodeWriter:
    """Turns subjects with their facts into compacted node objects."""

    def __init__(self, blanks: Blanks) -> None:
        self._blanks = blanks
        self._names = ShortNames()
        self._prefixes = prefixes().keys()
        self._terms = {f"<{iri}>": term for iri, term in context_terms().items()}

    def nodes(self, triples: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yields a node object for each subject of sorted triples that is not written inside another."""
        for subject, facts in by_subject(triples):
            if subject in self._blanks.nested:
                continue
            named = {} if subject in self._blanks.anonymous else {"@id": self.reference(subject)}
            yield named | self._facts(facts)

    def reference(self, node: str) -> str:
        """Gives the compact IRI, the IRI or the label of an N-Triples term."""
        if node.startswith("_:"):
            return node
        iri = node[1:-1]
        short = self._names[iri]
        if short is iri and iri.partition(":")[0] in self._prefixes:
            raise ExportError(
                "JSON-LD would read this IRI as a prefixed name",
                code="export.iri",
                where=iri,
                hint="choose another format, for example trig",
            )
        return short

    def _facts(self, facts: Facts) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for predicate, values in facts.items():
            if predicate == RDF_TYPE and all(self._is_reference(value) for value in values):
                made["@type"] = _one_or_list([self.reference(value) for value in values])
                continue
            term = self._terms.get(predicate, _NO_TERM)
            # A value that does not fit the term's coercion goes under the compact IRI, as the algorithm has it.
            fitting: list[Any] = []
            other: list[Any] = []
            for value in values:
                self._sort_value(value, term[1], fitting, other)
            if fitting:
                made[term[0]] = _one_or_list(fitting)
            if other:
                made[self.reference(predicate)] = _one_or_list(other)
        return made

    def _is_reference(self, value: str) -> bool:
        return not value.startswith('"') and value not in self._blanks.nested

    def _sort_value(self, value: str, kind: str, fitting: list[Any], other: list[Any]) -> None:
        if value.startswith('"'):
            text, language, datatype = literal_parts(value)
            text = str(json.loads(f'"{text}"')) if "\\" in text else text
            if (datatype and datatype == kind) or (language == "en" and kind == "@en"):
                fitting.append(text)
            else:
                (other if kind else fitting).append(self._value_object(text, language, datatype))
        elif value in self._blanks.nested:
            self._sort_nested(value, kind, fitting, other)
        elif kind == "@id":
            fitting.append(self.reference(value))
        else:
            (other if kind else fitting).append({"@id": self.reference(value)})

    def _sort_nested(self, node: str, kind: str, fitting: list[Any], other: list[Any]) -> None:
        items = self._blanks.items(node)
        if items is None:
            (fitting if kind in {"", "@id"} else other).append(self._facts(self._blanks.nested[node]))
            return
        written: list[Any] = []
        for item in items:
            self._sort_value(item, "", written, written)
        other.append({"@list": written})

    def _value_object(self, text: str, language: str, datatype: str) -> Any:
        if language:
            return {"@language": language, "@value": text}
        return {"@type": self._names[datatype], "@value": text} if datatype else text


def _one_or_list(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


FORMAT = ExportFormat("jsonld", "JSON-LD", (".jsonld",), "application/ld+json", keeps_graphs=True, render=render)

"""RDF/XML: one description a subject, named graphs merged.

Source: RDF 1.1 XML Syntax, https://www.w3.org/TR/rdf-syntax-grammar/
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from trendgraph.errors import ExportError
from trendgraph.exporters.names import local_start
from trendgraph.exporters.statements import RDF, Facts, by_subject, literal_parts
from trendgraph.exporters.struct import MERGED, Content, ExportFormat
from trendgraph.exporters.xmltext import xml_text
from trendgraph.namespaces import prefixes

__all__ = ["FORMAT", "render"]

# Names with a meaning of their own: https://www.w3.org/TR/rdf-syntax-grammar/#section-Namespace
_RESERVED = frozenset(
    f"<{RDF}{name}>"
    for name in (
        *("Description", "ID", "RDF", "about", "aboutEach", "aboutEachPrefix", "bagID", "datatype", "li", "nodeID"),
        *("parseType", "resource"),
    )
)


def render(content: Content) -> Iterator[str]:
    """Yields the text of triples (lines without graph names).

    Raises:
        ExportError: a predicate does not end in an XML name, or a literal holds a character that XML forbids.
    """
    predicates = sorted({line.split(" ", 2)[1] for line in content.lines})
    spaces = _namespaces(predicates)
    names = {predicate: _element(predicate, spaces) for predicate in predicates}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for space, prefix in sorted(spaces.items(), key=lambda pair: pair[1]):
        yield f"\n    xmlns:{prefix}={quoteattr(space)}"
    yield ">\n"
    for subject, facts in by_subject(content.lines):
        said = _facts(subject, facts, names)
        yield f"  <rdf:Description {_reference('about', subject)}>\n{said}  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _namespaces(predicates: Sequence[str]) -> dict[str, str]:
    """Gives namespace to prefix: the project's own where they fit, else ``ns1``, ``ns2`` … in alphabetical order."""
    known = {space: prefix for prefix, space in prefixes().items()}
    needed = {predicate[1 : 1 + _cut(predicate[1:-1])] for predicate in predicates} | {RDF}
    unknown = sorted(needed - known.keys())
    taken = {space: known[space] for space in needed & known.keys()}
    return taken | {space: f"ns{number}" for number, space in enumerate(unknown, start=1)}


def _cut(iri: str) -> int:
    cut = local_start(iri)
    if cut is None:
        raise ExportError(
            "RDF/XML cannot write this predicate: it does not end in an XML name",
            code="export.predicate",
            where=iri,
            hint="choose another format, for example turtle",
        )
    return cut


def _element(predicate: str, spaces: dict[str, str]) -> str:
    if predicate in _RESERVED:
        raise ExportError("RDF/XML reserves this name", code="export.predicate", where=predicate[1:-1])
    iri = predicate[1:-1]
    cut = _cut(iri)
    return f"{spaces[iri[:cut]]}:{iri[cut:]}"


def _facts(subject: str, facts: Facts, names: dict[str, str]) -> str:
    said = []
    for predicate, values in facts.items():
        name = names[predicate]
        for value in values:
            if value.startswith('"'):
                said.append(_literal(name, value, subject))
            else:
                said.append(f"    <{name} {_reference('resource', value)}/>\n")
    return "".join(said)


def _reference(attribute: str, node: str) -> str:
    if node.startswith("_:"):
        return f'rdf:nodeID="{node[2:]}"'
    iri = node[1:-1]
    return f'rdf:{attribute}="{escape(iri) if "&" in iri else iri}"'


def _literal(name: str, literal: str, subject: str) -> str:
    text, language, datatype = literal_parts(literal)
    if "\\" in text:
        # The escapes of N-Triples are escapes of JSON.
        text = str(json.loads(f'"{text}"'))
    content = xml_text(text, form="RDF/XML", where=f"{subject} {name}")
    attribute = f' xml:lang="{language}"' if language else f" rdf:datatype={quoteattr(datatype)}" if datatype else ""
    return f"    <{name}{attribute}>{content}</{name}>\n"


FORMAT = ExportFormat(
    "rdfxml",
    "RDF/XML",
    (".rdf", ".owl", ".xml"),
    "application/rdf+xml",
    keeps_graphs=False,
    render=render,
    loses=MERGED,
)

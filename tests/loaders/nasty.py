"""Statements that engines are known to stumble over, one a case, and what becomes of each at a target."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

import pyoxigraph as ox

from trendgraph.endpoint import Client, EndpointError, Request
from trendgraph.loaders.fingerprint import folded
from trendgraph.terms import XSD

CASES: dict[str, ox.Literal | ox.NamedNode] = {}


def _typed(name: str, text: str, kind: str) -> None:
    CASES[name] = ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


CAPITALS = "language tag in capitals"
CASES[CAPITALS] = ox.Literal("colour", language="en-gb")  # the library knows lower case only; see ``fate``
CASES["quotes, backslash, line ends"] = ox.Literal("\"'\\\n\r\n\t'}) DETACH DELETE n //")
CASES["emoji and other planes"] = ox.Literal("🦢 𝔘 e\u0301")
CASES["right-to-left marks"] = ox.Literal("\u202eabc\u202c שלום \u200f")
CASES["NUL"] = ox.Literal("a\u0000b")
CASES["control characters"] = ox.Literal("a\u0001\u001f\u007f\u0085b")
CASES["empty text"] = ox.Literal("")
CASES["spaces at the ends"] = ox.Literal("  a  ")
CASES["text of 10 MB"] = ox.Literal("0123456789" * 2**20)
_typed("decimal, whole", "1", "decimal")
_typed("decimal, whole with a point", "1.0", "decimal")
_typed("decimal, trailing zero", "0.50", "decimal")
_typed("decimal, 40 digits", "1234567890123456789012345678901234567890.5", "decimal")
_typed("integer, leading zero", "01", "integer")
_typed("integer above 2³¹", "122000000000", "integer")
_typed("integer above 2⁶³", "12345678901234567890123", "integer")
_typed("nonNegativeInteger", "7", "nonNegativeInteger")
_typed("double, large", "4.513E23", "double")
_typed("double, whole", "450000000000000000000000", "double")
_typed("boolean", "true", "boolean")
_typed("boolean as digit", "1", "boolean")
_typed("date", "2024-03-14", "date")
_typed("date with time zone", "2024-03-14+02:00", "date")
_typed("dateTime, Z", "2026-11-23T00:00:00Z", "dateTime")
_typed("dateTime with offset", "2026-11-23T01:00:00+02:00", "dateTime")
_typed("gYear", "2024", "gYear")
_typed("anyURI", "https://example.org/a?b=c#d", "anyURI")
CASES["unknown datatype"] = ox.Literal("x", datatype=ox.NamedNode("http://example.org/kind"))
CASES["IRI with non-ASCII letters"] = ox.NamedNode("http://example.org/é/日本")
CASES["IRI with percent signs"] = ox.NamedNode("http://example.org/a%20b%3E")
CASES["IRI with brackets and quotes"] = ox.NamedNode("http://example.org/(a)'b!*")


def fate(client: Client, graph: str, term: ox.Literal | ox.NamedNode) -> str:
    """Sends one statement and reads it back: ``kept``, or what it has become."""
    line = f"<http://example.org/s> <http://example.org/p> {term} .\n"
    try:
        if term == CASES[CAPITALS]:
            return _fate_of_capitals(client, graph, line.replace("@en-gb", "@en-GB"))
        client.put_graph(graph, line.encode())
        found = [triple.object for triple in client.read_graph(graph)]
    except (EndpointError, SyntaxError, ValueError):
        return "refused"
    finally:
        client.delete_graph(graph)
    if found == [term]:
        return "kept"
    if len(found) != 1:
        return "lost"
    return f"{_same(term, found[0])}: {_shown(found[0])}"


def _fate_of_capitals(client: Client, graph: str, line: str) -> str:
    """Looks at the text itself, because the library that reads it would lower the tag."""
    client.put_graph(graph, line.encode())
    url = f"{client.address.graphs}?graph={quote(graph, safe='')}"
    with client.send(Request("GET", url, accept="application/n-triples")).body as body:
        text = body.read().decode()
    return "kept" if '"@en-GB' in text else f"same value: {text.split(chr(34))[2].split()[0]}"


def _same(sent: object, kept: object) -> str:
    if isinstance(sent, ox.Literal) and isinstance(kept, ox.Literal):
        if folded(sent) == folded(kept):
            return "same value"
        if sent.language and kept.language and sent.language.casefold() == kept.language.casefold():
            return "same value"
    return "changed"


def _shown(term: object) -> str:
    text = str(term).replace(f"^^<{XSD}", "^^xsd:").removesuffix(">")
    return text if len(text) < 80 else f"{len(text)} characters, {hashlib.sha256(text.encode()).hexdigest()[:8]}"

"""Reading a user's own RDF files, by suffix, with errors that name line and column; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from trendgraph.errors import GraphError, nearest
from trendgraph.namespaces import GRAPH, graph_iri

__all__ = ["FORMATS", "read_files"]

_PLACE = re.compile(r"^Parser error (at|between) line .*? column \d+( and .*? column \d+)?: ")

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}


def read_files(paths: Sequence[Path]) -> tuple[list[ox.Quad], bool]:
    """Gives the quads of files and whether they come in the project's own named graphs.

    Blank nodes are named by file and order of appearance, so that reports are the same from run to run. Triples of no
    named graph go to ``graph/user``.

    Raises:
        GraphError: a file cannot be read.
    """
    quads = [quad for number, path in enumerate(paths) for quad in _read(path, number)]
    own = any(isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(GRAPH) for quad in quads)
    user = ox.NamedNode(graph_iri("user"))
    default = ox.DefaultGraph()
    return [
        ox.Quad(quad.subject, quad.predicate, quad.object, user) if quad.graph_name == default else quad
        for quad in quads
    ], own


def _read(path: Path, number: int) -> Iterator[ox.Quad]:
    form = _format(path)
    content = _content(path)
    _check_utf8(path, content)
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def named(node: ox.BlankNode) -> ox.BlankNode:
        return names.setdefault(node, ox.BlankNode(f"f{number}b{len(names)}"))

    try:
        for quad in ox.parse(content, format=form, base_iri=path.absolute().as_uri()):
            subject, value = quad.subject, quad.object
            yield ox.Quad(
                named(subject) if isinstance(subject, ox.BlankNode) else subject,
                quad.predicate,
                named(value) if isinstance(value, ox.BlankNode) else value,
                quad.graph_name,
            )
    except SyntaxError as error:
        raise _not_rdf(path, form, error) from error
    except (ValueError, TypeError) as error:
        raise GraphError(f"not valid {form.name}: {error}", code="graph.syntax", where=str(path)) from error


def _format(path: Path) -> ox.RdfFormat:
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise GraphError(
            f"the suffix {suffix!r} names no RDF format" if suffix else "the file has no suffix",
            code="graph.format",
            where=str(path),
            suggestions=nearest(suffix, FORMATS) or sorted(FORMATS),
            hint="rename the file by its format",
        )
    return FORMATS[suffix]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GraphError(
            f"cannot read: {error.strerror or error}",
            code="graph.missing",
            where=str(path),
            suggestions=_beside(path),
        ) from error


def _beside(path: Path) -> list[str]:
    if not path.parent.is_dir():
        return []
    return nearest(path.name, (other.name for other in path.parent.iterdir() if other.suffix.lower() in FORMATS))


def _check_utf8(path: Path, content: bytes) -> None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        raise GraphError(
            f"not UTF-8: byte 0x{content[error.start]:02X}",
            code="graph.encoding",
            where=f"{path}:{line}:{column}",
            hint="save the file as UTF-8",
        ) from error


def _not_rdf(path: Path, form: ox.RdfFormat, error: SyntaxError) -> GraphError:
    message = _PLACE.sub("", error.msg)
    place = f":{error.lineno}:{error.offset}" if error.lineno else ""
    remote = "remote" in str(error).lower() or "load_document" in str(error).lower()
    hint = "put the context into the file; nothing is fetched" if remote else "the file may be cut or mistyped there"
    return GraphError(f"not valid {form.name}: {message}", code="graph.syntax", where=f"{path}{place}", hint=hint)

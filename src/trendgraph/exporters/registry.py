"""Every export format, and which one a name or a file name means."""

from __future__ import annotations

from pathlib import PurePath

from trendgraph.errors import ExportError, nearest
from trendgraph.exporters import framed, jsonld, nanopub, nquads, ntriples, rdf12, rdfxml, trig, turtle
from trendgraph.exporters.compression import split_compression
from trendgraph.exporters.property import PROPERTY_FORMATS, PropertyFormat
from trendgraph.exporters.struct import ExportFormat

__all__ = ["FORMATS", "MORE_RDF_FORMATS", "AnyFormat", "choose_format"]

AnyFormat = ExportFormat | PropertyFormat


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


FORMATS: dict[str, ExportFormat] = {
    module.FORMAT.name: module.FORMAT for module in (turtle, trig, ntriples, nquads, rdfxml, jsonld, framed)
}
"""RDF 1.1: whole graphs, the same statements in each."""

MORE_RDF_FORMATS: dict[str, ExportFormat] = {module.FORMAT.name: module.FORMAT for module in (rdf12, nanopub)}
"""RDF in which claims are written in a way of their own."""

_ALL: tuple[AnyFormat, ...] = (*FORMATS.values(), *MORE_RDF_FORMATS.values(), *PROPERTY_FORMATS.values())
_SUFFIXES = {suffix: entry for entry in _ALL for suffix in entry.suffixes}
_NAMES = {name: entry for entry in _ALL for name in (entry.name, *(end[1:] for end in entry.suffixes))}
_NAMES |= {"rdfc-1.0": FORMATS["nquads"], "canonical": FORMATS["nquads"]}  # N-Quads are written in canonical form
_OTHER_COMPRESSIONS = (".7z", ".br", ".bz2", ".lz4", ".xz", ".zip")
_FOLDERS = {".csv": ("csv", "tables"), ".parquet": ("parquet",)}
_PLAIN_NAMES = {_plain(name): entry for name, entry in _NAMES.items()}


def choose_format(path: str, name: str | None = None) -> AnyFormat:
    """Gives the format called ``name``, or else the one that the file name ends in, compressed or not.

    Raises:
        ExportError: nothing goes by that name or ending.

    >>> choose_format("graph.ttl").title
    'Turtle'
    >>> choose_format("-", "nq").title, choose_format("graph.graphml.gz").title
    ('N-Quads', 'GraphML')
    """
    if name is not None:
        found = _PLAIN_NAMES.get(_plain(name))
        if found is None:
            raise _unknown(f"there is no export format {name!r}", nearest(name, _NAMES), path)
        return found
    file_name = split_compression(PurePath(path).name.lower())[0]
    fitting = [suffix for suffix in _SUFFIXES if file_name.endswith(suffix)]
    if fitting:
        return _SUFFIXES[max(fitting, key=len)]
    suffix = PurePath(file_name).suffix
    folders = _FOLDERS.get(suffix, ())
    if folders:
        raise ExportError(
            f"{' and '.join(PROPERTY_FORMATS[name].title for name in folders)}: each is a folder of files",
            code="export.format",
            where=path,
            hint=f"name a folder, and the format: --format {' or --format '.join(folders)}",
        )
    if not suffix:
        raise _unknown("the file name does not say which format to write", [], path)
    suggestions = [".gz", ".zst"] if suffix in _OTHER_COMPRESSIONS else nearest(suffix, _SUFFIXES)
    raise _unknown(f"no export format ends in {suffix}", suggestions, path)


def _unknown(message: str, suggestions: list[str], path: str) -> ExportError:
    return ExportError(
        message,
        code="export.format",
        where=path,
        suggestions=suggestions,
        hint="formats are: " + ", ".join(entry.name for entry in _ALL),
    )

"""The doors: a graph or a part of it to a file, a folder, a stream or a string."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyoxigraph as ox

from trendgraph.errors import ExportError
from trendgraph.exporters import framed
from trendgraph.exporters.canonical import batches, canonical_lines, digest_lines, stored_lines, without_graphs
from trendgraph.exporters.compression import compressing, split_compression
from trendgraph.exporters.manifest import MANIFEST, check_folder, manifest_of, write_manifest
from trendgraph.exporters.property import PropertyFormat, Rows, property_rows
from trendgraph.exporters.registry import choose_format
from trendgraph.exporters.selection import EVERYTHING, Selection, select_quads, whole_graphs
from trendgraph.exporters.spilling import Spill
from trendgraph.exporters.struct import Content, ExportFormat, ExportResult
from trendgraph.files import atomic_file, atomic_folder, atomic_writer, is_device
from trendgraph.namespaces import expand
from trendgraph.store import Store

__all__ = ["STANDARD_OUTPUT", "export_graph", "export_text", "frame_entity", "write_graph"]

STANDARD_OUTPUT = "-"
Selected = Selection | str | Sequence[str] | None


def export_graph(
    store: Store,
    path: str | Path,
    format: str | None = None,
    *,
    selection: Selected = EVERYTHING,
    manifest: bool = False,
) -> ExportResult:
    """Writes a graph to a file or a folder, whole or not at all, the same bytes for the same graph on every run.

    Args:
        store: the graph.
        path: the file (``.gz`` and ``.zst`` compress it) or folder, or ``-`` for standard output.
        format: name of a format; by default the file name's ending decides.
        selection: the part to write: all by default, layers by name, or a ``Selection``.
        manifest: whether to write ``FILE.manifest.json`` beside a file; a folder always has one.

    Raises:
        ExportError: unknown format, layer or entity; a missing folder; a full or read-only disk; something in the graph
            that the format cannot hold. A file that stood there before is untouched.
    """
    chosen = choose_format(str(path), format)
    if manifest and (str(path) == STANDARD_OUTPUT or is_device(Path(path))):
        raise ExportError(
            "a manifest stands beside a file, and this is none",
            code="export.manifest",
            where=str(path),
            hint="leave the manifest out, or name a file",
        )
    if str(path) == STANDARD_OUTPUT:
        return _write_standard_output(store, chosen.name, selection)
    target = Path(path)
    if isinstance(chosen, PropertyFormat) and chosen.folder:
        return _write_folder(store, chosen, target, Selection.of(selection))
    suffix = split_compression(target.name)[1]
    if isinstance(chosen, PropertyFormat) and chosen.write is not None and not suffix and not is_device(target):
        with atomic_file(target) as file:
            result = _write_property(store, file, chosen, Selection.of(selection), str(path))
    else:
        beside = None if is_device(target) else target.parent
        with atomic_writer(target) as raw, compressing(raw, suffix) as stream:
            result = write_graph(store, stream, chosen.name, selection=selection, path=str(path), beside=beside)
    if manifest:
        write_manifest(result, target)
    return result


def write_graph(
    store: Store,
    stream: BinaryIO,
    format: str,
    *,
    selection: Selected = EVERYTHING,
    path: str = STANDARD_OUTPUT,
    beside: Path | None = None,
) -> ExportResult:
    """Writes a graph to an open binary stream, text as UTF-8; ``path`` is only named in the result and in errors.

    Memory is bounded for RDF, but for blank nodes and a framed document; what a large graph needs beyond goes to
    nameless files in the folder ``beside``, or where the system keeps temporary ones.

    Raises:
        ExportError: as ``export_graph``; a format that needs a folder.
        OSError: the stream refuses.
    """
    chosen = choose_format(path, format)
    if isinstance(chosen, PropertyFormat):
        return _stream_property(store, stream, chosen, Selection.of(selection), path)
    with Spill(beside) as spill:
        content = _content(store, chosen, Selection.of(selection), spill)
        size = _write_pieces(stream, chosen.render(content))
        found = digest_lines(content.lines)
        made = content.publications
        return ExportResult(path, chosen.name, len(content.lines), size, found, loses=chosen.loses, publications=made)


def export_text(store: Store, format: str, *, selection: Selected = EVERYTHING) -> str:
    """Gives a graph as text, in an RDF format.

    Raises:
        ExportError: as ``export_graph``; the format is one of property graphs.
    """
    chosen = choose_format(STANDARD_OUTPUT, format)
    if isinstance(chosen, PropertyFormat):
        raise ExportError(f"{chosen.title} is written to a file", code="export.format", hint="use export_graph")
    with Spill() as spill:
        return "".join(chosen.render(_content(store, chosen, Selection.of(selection), spill)))


def frame_entity(store: Store, entity: str) -> dict[str, Any]:
    """Gives one entity as a JSON-LD document with its claims, their evidence and sources nested inside.

    Args:
        store: the graph.
        entity: IRI or CURIE.

    Raises:
        ExportError: the graph says nothing of it.
    """
    with Spill() as spill:
        return framed.frame(_content(store, framed.FORMAT, Selection(entity=entity), spill))


def _content(store: Store, chosen: ExportFormat, selection: Selection, spill: Spill) -> Content:
    graphs = whole_graphs(store, selection)
    if graphs is not None and isinstance(store.raw, ox.Store):
        lines = stored_lines(store.raw, spill, graphs, named=chosen.keeps_graphs)
    else:
        quads = select_quads(store, selection)
        lines = canonical_lines(quads if chosen.keeps_graphs else without_graphs(quads), spill)
    content = Content(lines, expand(selection.entity) if selection.entity else None, spill)
    return chosen.derive(content) if chosen.derive is not None else content


class _Counted:
    """Rows that remember how many nodes and edges were read last."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.nodes = 0
        self.edges = 0
        self.rows = Rows(self._nodes, self._edges)

    def _nodes(self) -> Iterator[Any]:
        self.nodes = 0
        for row in self._rows.nodes():
            self.nodes += 1
            yield row

    def _edges(self) -> Iterator[Any]:
        self.edges = 0
        for row in self._rows.edges():
            self.edges += 1
            yield row


def _counted(store: Store, chosen: PropertyFormat, selection: Selection) -> _Counted:
    if set(selection.layers) - {"inferred"} or selection.query is not None:
        what, hint = "of named graphs", "--graph"
        if selection.query is not None:
            what, hint = "of what a query gives", "the query"
        raise ExportError(
            f"{chosen.title} is made of claims, not {what}",
            code="export.layer",
            hint=f"leave {hint} out, or choose an RDF format such as trig",
        )
    rows = property_rows(
        store,
        entity=expand(selection.entity) if selection.entity else None,
        hops=selection.hops,
        include_claims=selection.asserted or not selection.inferred,
        include_inferred=selection.inferred or "inferred" in selection.layers,
        classified=selection.inferred or not selection.asserted,
    )
    return _Counted(rows)


def _stream_property(
    store: Store, stream: BinaryIO, chosen: PropertyFormat, selection: Selection, path: str
) -> ExportResult:
    if chosen.folder:
        raise ExportError(
            f"{chosen.title} is several files", code="export.format", where=path, hint="give the name of a folder"
        )
    if chosen.pieces is not None:
        counted = _counted(store, chosen, selection)
        size = _write_pieces(stream, chosen.pieces(counted.rows))
        return _property_result(chosen, selection, counted, path, size)
    # A database is made by a library that wants a file of its own.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export"
        file.touch()
        result = _write_property(store, file, chosen, selection, path)
        with file.open("rb") as written:
            shutil.copyfileobj(written, stream)
    return result


def _write_pieces(stream: BinaryIO, pieces: Iterable[str]) -> int:
    size = 0
    for text in batches(pieces):
        stream.write(text)
        size += len(text)
    return size


def _write_property(store: Store, place: Path, chosen: PropertyFormat, selection: Selection, path: str) -> ExportResult:
    """Has a library write a file, or the files of a folder."""
    if chosen.write is None:
        raise TypeError(f"{chosen.name} is written as text")
    counted = _counted(store, chosen, selection)
    chosen.write(counted.rows, place)
    size = sum(file.stat().st_size for file in (place.iterdir() if chosen.folder else [place]))
    return _property_result(chosen, selection, counted, path, size)


def _property_result(
    chosen: PropertyFormat, selection: Selection, counted: _Counted, path: str, size: int
) -> ExportResult:
    """Gives the result with what is not in the file: what no property graph has, and what nobody asked for."""
    left_out = [chosen.loses] if chosen.loses else []
    if selection.entity is None:
        left_out.append("the ontology, its mappings and what was measured have no place in a property graph")
    if not selection.inferred and "inferred" not in selection.layers:
        left_out.append("what follows by rule is left out but for classes (--asserted --inferred takes both)")
    return ExportResult(path, chosen.name, counted.edges, size, "", counted.nodes, "; ".join(left_out))


def _write_folder(store: Store, chosen: PropertyFormat, path: Path, selection: Selection) -> ExportResult:
    check_folder(path)
    with atomic_folder(path, made_by_us=MANIFEST) as folder:
        result = _write_property(store, folder, chosen, selection, str(path))
        files = sorted(folder.iterdir())
        (folder / MANIFEST).write_text(json.dumps(manifest_of(result, files), indent=2) + "\n", encoding="utf-8")
    return result


def _write_standard_output(store: Store, form: str, selection: Selected) -> ExportResult:
    stream = sys.stdout.buffer
    try:
        result = write_graph(store, stream, form, selection=selection)
        stream.flush()
    except BrokenPipeError:
        # Whoever reads has had enough: not a failure of the export, and the command line knows what to do.
        raise
    except OSError as error:
        raise _refused(error, "standard output") from error
    return result


def _refused(error: OSError, where: str) -> ExportError:
    return ExportError(f"cannot write: {error.strerror or error}", code="export.write", where=where)

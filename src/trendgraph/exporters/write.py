"""The doors: a graph or a part of it to a file, a stream or a string."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from trendgraph.errors import ExportError
from trendgraph.exporters import framed
from trendgraph.exporters.canonical import batches, canonical_lines, digest_lines, without_graphs
from trendgraph.exporters.registry import choose_format
from trendgraph.exporters.selection import EVERYTHING, Selection, select_quads
from trendgraph.exporters.struct import Content, ExportFormat, ExportResult
from trendgraph.files import atomic_writer
from trendgraph.namespaces import expand
from trendgraph.store import Store

__all__ = ["STANDARD_OUTPUT", "export_graph", "export_text", "frame_entity", "write_graph"]

STANDARD_OUTPUT = "-"
Selected = Selection | str | Sequence[str] | None


def export_graph(
    store: Store, path: str | Path, format: str | None = None, *, selection: Selected = EVERYTHING
) -> ExportResult:
    """Writes a graph to a file, whole or not at all, the same bytes for the same graph on every run.

    Args:
        store: the graph.
        path: the file, or ``-`` for standard output.
        format: name of a format; by default the file name's ending decides.
        selection: the part to write: all by default, layers by name, or a ``Selection``.

    Raises:
        ExportError: unknown format, layer or entity; a missing folder; a full or read-only disk; something in the graph
            that the format cannot hold. A file that stood there before is untouched.
    """
    chosen = choose_format(str(path), format)
    if str(path) == STANDARD_OUTPUT:
        return _write_standard_output(store, chosen, selection)
    with atomic_writer(Path(path)) as stream:
        return write_graph(store, stream, chosen.name, selection=selection, path=str(path))


def write_graph(
    store: Store,
    stream: BinaryIO,
    format: str,
    *,
    selection: Selected = EVERYTHING,
    path: str = STANDARD_OUTPUT,
) -> ExportResult:
    """Writes a graph to an open binary stream, as UTF-8; ``path`` is only named in the result and in errors.

    Raises:
        ExportError: as ``export_graph``.
        OSError: the stream refuses.
    """
    chosen = choose_format(path, format)
    content = _content(store, chosen, Selection.of(selection))
    size = 0
    for text in batches(chosen.render(content)):
        stream.write(text)
        size += len(text)
    return ExportResult(path, chosen.name, len(content.lines), size, digest_lines(content.lines))


def export_text(store: Store, format: str, *, selection: Selected = EVERYTHING) -> str:
    """Gives a graph as text.

    Raises:
        ExportError: as ``export_graph``.
    """
    chosen = choose_format(STANDARD_OUTPUT, format)
    return "".join(chosen.render(_content(store, chosen, Selection.of(selection))))


def frame_entity(store: Store, entity: str) -> dict[str, Any]:
    """Gives one entity as a JSON-LD document with its claims, their evidence and sources nested inside.

    Args:
        store: the graph.
        entity: IRI or CURIE.

    Raises:
        ExportError: the graph says nothing of it.
    """
    return framed.frame(_content(store, framed.FORMAT, Selection(entity=entity)))


def _content(store: Store, chosen: ExportFormat, selection: Selection) -> Content:
    quads = select_quads(store, selection)
    lines = canonical_lines(quads if chosen.keeps_graphs else without_graphs(quads))
    return Content(lines, expand(selection.entity) if selection.entity else None)


def _write_standard_output(store: Store, chosen: ExportFormat, selection: Selected) -> ExportResult:
    stream = sys.stdout.buffer
    try:
        result = write_graph(store, stream, chosen.name, selection=selection)
        stream.flush()
    except BrokenPipeError:
        # Whoever reads has had enough: not a failure of the export, and the command line knows what to do.
        raise
    except OSError as error:
        raise _refused(error, "standard output") from error
    return result


def _refused(error: OSError, where: str) -> ExportError:
    return ExportError(f"cannot write: {error.strerror or error}", code="export.write", where=where)

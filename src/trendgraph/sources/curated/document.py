"""YAML with positions: every value remembers its line, every scalar stays text, no key stands twice.

Scalars are not guessed at (``no`` is not false, ``2021-01`` is not a number): the schema says what they are.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from trendgraph.errors import SourceError

__all__ = ["Document", "Location", "read_document"]

Location = tuple[str | int, ...]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """A YAML file as plain Python values with the line of each place.

    Attributes:
        path: the file.
        content: mappings, lists and strings.
        lines: location (keys and indexes from the top) to line, counted from 1.
    """

    path: Path
    content: object
    lines: dict[Location, int] = field(default_factory=dict)

    def where(self, location: Location = ()) -> str:
        """Gives ``file:line (field)`` for a place, or for the nearest place above it that exists."""
        line = 1
        for length in range(len(location), -1, -1):
            if location[:length] in self.lines:
                line = self.lines[location[:length]]
                break
        name = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
        return f"{self.path}:{line}" + (f" ({name})" if name else "")


def read_document(path: Path) -> Document:
    """Reads one YAML file.

    Raises:
        SourceError: it cannot be read, is not UTF-8, is not YAML, or a key stands twice.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", code="source.unreadable", where=str(path)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SourceError(
            f"byte {error.object[error.start]:#04x} is not UTF-8",
            code="source.encoding",
            where=f"{path}:{line}",
            hint="save the file as UTF-8",
        ) from error
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SourceError(
            f"not valid YAML: {getattr(error, 'problem', None) or error}",
            code="source.yaml",
            where=f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path),
        ) from error
    document = Document(path, None)
    if node is not None:
        document.content = _convert(document, node, ())
    return document


def _convert(document: Document, node: yaml.Node, location: Location) -> object:
    document.lines.setdefault(location, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _convert_mapping(document, node, location)
    if isinstance(node, yaml.SequenceNode):
        return [_convert(document, item, (*location, index)) for index, item in enumerate(node.value)]
    return node.value


def _convert_mapping(document: Document, node: yaml.MappingNode, location: Location) -> dict[Hashable, object]:
    content: dict[Hashable, object] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str):
            raise SourceError("a key must be a word", code="source.yaml", where=document.where(location))
        place = (*location, key)
        if key in content:
            raise SourceError(
                f"the key {key!r} stands twice, first in line {document.lines[place]}",
                code="source.duplicate_key",
                where=f"{document.path}:{key_node.start_mark.line + 1}",
            )
        document.lines[place] = key_node.start_mark.line + 1
        content[key] = _convert(document, value_node, place)
    return content

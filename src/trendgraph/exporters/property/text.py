"""What the text formats of a property graph share: a file of pieces, a cell as text, a relationship's type."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from trendgraph.exporters.property.struct import Cell

__all__ = ["cell_text", "relationship_type", "write_pieces"]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Writes pieces of text as UTF-8 with line feeds."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(pieces)


def cell_text(cell: Cell) -> str:
    """Gives a cell as text: a list as JSON, a flag as true or false, nothing as the empty text.

    >>> cell_text(("a", "b")), cell_text(True), cell_text(0.9), cell_text(None)
    ('["a","b"]', 'true', '0.9', '')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float():
            return repr(cell)
        case tuple():
            return json.dumps(cell, ensure_ascii=False, separators=(",", ":"))
        case _:
            return str(cell)


def relationship_type(predicate: str) -> str:
    """Gives the type of a relationship, as property graph databases write it.

    >>> relationship_type("usesTechnique"), relationship_type("broader")
    ('USES_TECHNIQUE', 'BROADER')
    """
    return _HUMP.sub("_", predicate).upper()

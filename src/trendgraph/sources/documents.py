"""Documents as publishers leave them: JSON, YAML and TOML files read whole, each below a stated size.

YAML scalars stay text, so that ``2026-02-31`` or ``no`` reach the reader as they were written.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from trendgraph.errors import SourceError
from trendgraph.sources.struct import ReadLog
from trendgraph.sources.tabular import find_files, sniff

__all__ = ["MAXIMUM_DOCUMENT", "documents", "load_document", "mapping_of", "records_of"]

MAXIMUM_DOCUMENT = 64 * 1024 * 1024
"""Largest document in bytes; what is larger is not read into memory."""


def load_document(path: Path) -> object:
    """Gives the content of a JSON, YAML or TOML file; numbers of JSON and TOML are exact.

    Raises:
        SourceError: it is too large, in another encoding, not well-formed, or names a key twice.
    """
    text = _text(path)
    try:
        match path.suffix.lower():
            case ".json":
                return json.loads(text, object_pairs_hook=_unique, parse_float=Decimal)
            case ".toml":
                return tomllib.loads(text, parse_float=Decimal)
            case _:
                return _load_yaml(text)
    except SourceError as error:
        error.where = error.where or str(path)
        raise
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not well-formed: {error}", code="source.syntax", where=str(path)) from error


def documents(
    path: Path, suffixes: Sequence[str], log: ReadLog, *, strict: bool = False
) -> Iterator[tuple[str, object]]:
    """Yields the name below ``path`` and the content of every document there; a broken one goes to the log.

    A single file, and any file where ``strict``, raises instead of going to the log.
    """
    for file in find_files(path, suffixes):
        name = file.name if file == path else file.relative_to(path).as_posix()
        try:
            content = load_document(file)
        except SourceError as error:
            if strict or file == path:
                raise
            log.reject(name, "file", error.code, error.message)
            continue
        yield name, content


def mapping_of(content: object, what: str) -> dict[str, Any]:
    """Gives a document that is a mapping.

    Raises:
        SourceError: it is something else.
    """
    if not isinstance(content, dict):
        raise SourceError(f"{what} should be a mapping, not a {type(content).__name__}", code="source.form", where=what)
    return content


def records_of(content: object, name: str, log: ReadLog) -> Iterator[dict[str, Any]]:
    """Yields the mappings of a list; anything else in it, or instead of it, goes to the log."""
    if not isinstance(content, list):
        log.reject(name, "file", "source.form", f"a list was expected, not a {type(content).__name__}")
        return
    for number, item in enumerate(content, start=1):
        if isinstance(item, dict):
            yield item
        else:
            log.row()
            log.reject(name, f"item {number}", "row.form", f"a mapping was expected, not a {type(item).__name__}")


def _text(path: Path) -> str:
    sniff(path)
    size = path.stat().st_size
    if size > MAXIMUM_DOCUMENT:
        raise SourceError(
            f"{size:,} bytes is more than the {MAXIMUM_DOCUMENT:,} that a document may have",
            code="source.size",
            where=str(path),
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"not written in UTF-8 (byte {error.start + 1})",
            code="source.encoding",
            where=str(path),
            hint="save it as UTF-8",
        ) from error


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise SourceError("keys are named twice: " + ", ".join(twice), code="source.key")
    return found


def _load_yaml(text: str) -> object:
    import yaml

    try:
        # The safe loader that _yaml_loader builds on makes text, lists and mappings only.
        return yaml.load(text, Loader=_yaml_loader())
    except yaml.YAMLError as error:
        raise SourceError(f"not well-formed: {' '.join(str(error).split())}", code="source.syntax") from error


@cache
def _yaml_loader() -> Any:
    import yaml

    base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

    class Loader(base):  # type: ignore[misc]  # the class is chosen at run time
        """Reads scalars as text and refuses a key that is named twice."""

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[object, object]:
            names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                line = node.start_mark.line + 1
                raise SourceError(f"line {line}: keys are named twice: " + ", ".join(twice), code="source.key")
            found: dict[object, object] = super().construct_mapping(node, deep=deep)
            return found

    return Loader

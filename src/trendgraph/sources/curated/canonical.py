"""The canonical form of curated files: one way to write each, so that a diff shows a change of content only."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import yaml
from pydantic import BaseModel

from trendgraph.claims import canonical_decimal
from trendgraph.errors import SourceError
from trendgraph.files import write_atomically
from trendgraph.sources.curated.document import read_document
from trendgraph.sources.curated.reader import parse_file

__all__ = ["canonical_text", "format_folder"]


class _Dumper(yaml.SafeDumper):
    """Block style, lists indented under their key; text is quoted only where a scalar could not stand bare."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002  # PyYAML's name
        super().increase_indent(flow, False)

    def ignore_aliases(self, _data: object) -> bool:
        return True


# Every scalar is text to the reader, so numbers and dates need no quotes: resolve plain scalars to text alone.
_Dumper.yaml_implicit_resolvers = {}


def canonical_text(form: BaseModel) -> str:
    """Gives a curated file's canonical YAML."""
    text: str = yaml.dump(
        _plain(form), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000, default_flow_style=False
    )
    return text


def format_folder(data: Path, *, write: bool) -> list[Path]:
    """Gives the files that are not in canonical form; rewrites them when ``write`` is set.

    Raises:
        SourceError: a file is invalid, or holds comments, which the canonical form cannot keep.
    """
    changed = []
    for path in sorted(data.rglob("*.yaml")):
        document = read_document(path)
        text = canonical_text(parse_file(document, data))
        current = path.read_text(encoding="utf-8")
        if text == current:
            continue
        comment = next((n for n, line in enumerate(current.splitlines(), 1) if line.lstrip().startswith("#")), None)
        if comment is not None:
            raise SourceError(
                "comments are not kept", code="source.comment", where=f"{path}:{comment}", hint="put it into `note:`"
            )
        if write:
            write_atomically(path, text.encode())
        changed.append(path)
    return changed


def _plain(form: BaseModel) -> dict[str, object]:
    content: dict[str, object] = {}
    for name, info in type(form).model_fields.items():
        value = getattr(form, name)
        if info.is_required() or value != info.get_default(call_default_factory=True):
            content[info.alias or name] = _plain_value(value)
    return content


def _plain_value(value: object) -> object:
    match value:
        case BaseModel():
            return _plain(value)
        case list():
            return [_plain_value(item) for item in value]
        case Mapping():
            return {str(key): _plain_value(item) for key, item in value.items()}
        case Decimal():
            return canonical_decimal(value)
        case _:
            return str(value)

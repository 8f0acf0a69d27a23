"""The three questions that a loaded graph must answer as the store does, in the target's own language.

``queries/cypher/cqNNN.cypher`` is for every database that speaks Cypher; ``cqNNN.ladybug.cypher`` stands beside it
where a dialect says it otherwise. ``queries/sql/`` is for DuckDB. The head of each is its record, as in a ``.rq`` file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from trendgraph.errors import ResourceError
from trendgraph.namespaces import compact, expand
from trendgraph.resources import resource_files

__all__ = ["Dialect", "Recipe", "answer", "recipe"]

Dialect = Literal["cypher", "ladybug", "sql"]
_HEAD = re.compile(r"(?://|--) ?(.*)")
_COLUMN = re.compile(r"(\w+) (\w+) (.+)")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question in another language than SPARQL.

    Attributes:
        columns: name and kind of each column; where the kind is ``IRI``, the database gives CURIEs.
        bindings: names of the parameters.
        text: what is sent, without the record.
    """

    identifier: str
    question: str
    bindings: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    text: str


def recipe(identifier: str, dialect: Dialect) -> Recipe:
    """Gives a question in a dialect.

    Raises:
        ResourceError: there is none.
    """
    folder, ending = ("sql", "sql") if dialect == "sql" else ("cypher", "cypher")
    files = {path.name: path for path in resource_files(f"queries/{folder}", f"*.{ending}")}
    path = files.get(f"{identifier}.{dialect}.{ending}") or files.get(f"{identifier}.{ending}")
    if path is None:
        raise ResourceError(f"there is no {dialect} for the question {identifier}", where=f"queries/{folder}")
    lines = path.read_text(encoding="utf-8").splitlines()
    body = next(number for number, line in enumerate(lines) if not _HEAD.match(line))
    fields: dict[str, str] = {}
    last = ""
    for line in lines[:body]:
        said = line[3:]
        if said.startswith("  "):
            fields[last] += " " + said.strip()
        else:
            last, _, fields[last] = (part.strip() for part in said.partition(":"))
    columns = [_COLUMN.fullmatch(part.strip()) for part in fields["columns"].split(";")]
    return Recipe(
        identifier=fields["id"],
        question=fields["question"],
        bindings=tuple(part.split()[0] for part in fields["bindings"].split("; ")),
        columns=tuple((found[1], found[2]) for found in columns if found),
        text="\n".join(lines[body:]).strip(),
    )


def answer(
    ask: Callable[[str, dict[str, str]], list[list[object]]], asked: Recipe, bindings: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """Asks a question: bindings are IRIs; the rows are texts, CURIEs expanded, sorted, empty where nothing is known."""
    said = {name: compact(bindings[name]) if name in bindings else "" for name in asked.bindings}
    return sorted(
        tuple(_text(cell, kind) for cell, (_, kind) in zip(row, asked.columns, strict=True))
        for row in ask(asked.text, said)
    )


def _text(cell: object, kind: str) -> str:
    if cell is None:
        return ""
    return (expand(str(cell)) or str(cell)) if kind == "IRI" else str(cell)

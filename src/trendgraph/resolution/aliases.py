"""The reviewed alias table, ``data/aliases.tsv``: what people decided about names, and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from trendgraph.errors import SourceError, nearest
from trendgraph.files import write_atomically
from trendgraph.namespaces import entity_iri
from trendgraph.resolution.catalogue import fold_name
from trendgraph.resolution.model_names import read_model_name
from trendgraph.resolution.struct import Alias, Verdict

__all__ = ["AliasTable", "read_aliases", "write_aliases"]

COLUMNS = ("kind", "name", "entity", "verdict", "decided_by", "why")


class AliasTable:
    """Decisions by kind and folded name."""

    def __init__(self, rows: Iterable[Alias] = ()) -> None:
        self.rows: tuple[Alias, ...] = tuple(sorted(set(rows)))
        self._same: dict[tuple[str, str], Alias] = {}
        self._different: dict[tuple[str, str], set[str]] = {}
        for row in self.rows:
            key = (row.kind, _key(row.kind, row.name))
            if row.verdict is Verdict.SAME:
                known = self._same.setdefault(key, row)
                if known.entity != row.entity:
                    raise SourceError(
                        f"the {row.kind} {row.name!r} is said to be {known.entity} and {row.entity}",
                        code="alias.conflict",
                        hint="keep one of the two rows",
                    )
            else:
                self._different.setdefault(key, set()).add(entity_iri(row.entity))

    def same(self, kind: str, name: str) -> Alias | None:
        """Gives the row that says what a name means, if there is one."""
        return self._same.get((kind, _key(kind, name)))

    def different(self, kind: str, name: str) -> frozenset[str]:
        """Gives the IRIs of entities that a name is said not to mean."""
        return frozenset(self._different.get((kind, _key(kind, name)), ()))

    def adding(self, rows: Iterable[Alias]) -> AliasTable:
        """Gives the table with more rows; a new row replaces one about the same name and entity."""
        new = list(rows)
        replaced = {(row.kind, _key(row.kind, row.name), row.entity) for row in new}
        return AliasTable(
            [row for row in self.rows if (row.kind, _key(row.kind, row.name), row.entity) not in replaced] + new
        )

    def text(self) -> str:
        """Gives the canonical form of the table, rows in order of kind and name."""
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(COLUMNS)
        writer.writerows((r.kind, r.name, r.entity, r.verdict, r.decided_by, r.why) for r in self.rows)
        return stream.getvalue()


def read_aliases(path: Path) -> AliasTable:
    """Reads an alias table.

    Raises:
        SourceError: the file is missing or not such a table; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read the alias table: {error}", code="alias.read", where=str(path)) from error
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise SourceError(
            f"its columns must be {', '.join(COLUMNS)}, with tabs between them", code="alias.columns", where=f"{path}:1"
        )
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS) or not all(cell.strip() for cell in cells):
            raise SourceError(
                f"a row has {len(COLUMNS)} cells, none of them empty", code="alias.row", where=f"{path}:{number}"
            )
        if cells[3] not in list(Verdict):
            raise SourceError(
                f"{cells[3]!r} is no verdict",
                code="alias.verdict",
                where=f"{path}:{number}",
                suggestions=nearest(cells[3], Verdict) or list(Verdict),
            )
        rows.append(Alias(cells[0], cells[1], cells[2], Verdict(cells[3]), cells[4], cells[5]))
    return AliasTable(rows)


def write_aliases(path: Path, table: AliasTable) -> None:
    """Writes an alias table in its canonical form, whole or not at all."""
    write_atomically(path, table.text().encode())


def _key(kind: str, name: str) -> str:
    if kind == "model":
        read = read_model_name(name)
        return f"{read.namespace or ''}/{read.slug()}" if read.namespace and not read.words else read.slug()
    return fold_name(kind, name)

"""DuckDB: two tables, ``trendgraph.nodes`` and ``trendgraph.edges``, changed in one transaction.

Source: DuckDB, transactions, https://duckdb.org/docs/stable/sql/statements/transactions
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trendgraph.errors import LoadError
from trendgraph.loaders.property.library import needed, refused
from trendgraph.loaders.property.struct import COLUMNS, Known, Sent, State, Table
from trendgraph.loaders.property.tables import arrow_table

__all__ = ["duckdb_session"]

_TYPES = {"text": "VARCHAR", "list": "VARCHAR[]", "number": "DOUBLE", "flag": "BOOLEAN"}
_ROWS_A_READ = 10_000


@contextmanager
def duckdb_session(path: Path, *, dry_run: bool = False) -> Iterator[_Session]:
    """Opens a database file (made if there is none) and a transaction; leaving without ``finish`` rolls it back.

    Raises:
        LoadError: the file is no DuckDB database, is open elsewhere, or cannot be written.
    """
    duckdb = needed("duckdb", "pyarrow", extra="tables")
    if dry_run and not path.exists():
        path = Path(":memory:")
    elif not path.parent.is_dir():
        raise LoadError("there is no such folder", code="load.target", where=str(path.parent))
    try:
        database = duckdb.connect(str(path), read_only=dry_run and path.exists())
        try:
            database.execute("BEGIN TRANSACTION")
            yield _Session(database)
        finally:
            database.close()  # what was not committed is gone
    except duckdb.IOException as error:
        words = str(error).splitlines()[0]
        if "lock" in words.casefold():
            raise LoadError(
                "another process has this database open", code="load.locked", where=str(path), hint="close it first"
            ) from error
        raise LoadError(f"this database cannot be opened: {words}", code="load.target", where=str(path)) from error
    except duckdb.Error as error:
        raise refused(str(error).splitlines()[0], str(path)) from error


class _Session:
    def __init__(self, database: Any) -> None:
        self._database = database
        found = database.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_catalog = current_database() AND table_schema = 'trendgraph'"
        ).fetchall()
        self._tables = {name for (name,) in found}

    def _prepare(self) -> None:
        if "nodes" in self._tables:
            return
        self._database.execute("CREATE SCHEMA IF NOT EXISTS trendgraph")
        for table in ("nodes", "edges"):
            declared = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in COLUMNS[table])
            self._database.execute(f"CREATE TABLE trendgraph.{table} ({declared}, row_digest VARCHAR)")
        self._database.execute(
            "CREATE TABLE trendgraph.load (release VARCHAR, nodes BIGINT, edges BIGINT, digest VARCHAR)"
        )
        self._tables.update(("nodes", "edges", "load"))

    def state(self) -> State | None:
        if "load" not in self._tables:
            return None
        found = self._database.execute("SELECT release, nodes, edges, digest FROM trendgraph.load").fetchall()
        return State(*found[0]) if found else None

    def _rows(self, text: str) -> Iterator[tuple[Any, ...]]:
        # Read to the end before anything else is asked: a connection has one result at a time.
        answer = self._database.execute(text)
        while rows := answer.fetchmany(_ROWS_A_READ):
            yield from rows

    def known(self, table: Table) -> Iterable[Known]:
        if table not in self._tables:
            return
        group = "labels" if table == "nodes" else "[predicate]"
        for identifier, digest, names in self._rows(f"SELECT id, row_digest, {group} FROM trendgraph.{table}"):
            yield Known(identifier, digest, tuple(names))

    def add(self, table: Table, rows: Sequence[Sent]) -> None:
        self._prepare()
        self._database.register("batch", arrow_table(COLUMNS[table], rows))
        self._database.execute(f"INSERT INTO trendgraph.{table} SELECT * FROM batch")
        self._database.unregister("batch")

    def change(self, table: Table, rows: Sequence[Sent]) -> None:
        self._delete(table, [row.id for row in rows])
        self.add(table, rows)

    def remove(self, table: Table, rows: Sequence[Known]) -> None:
        self._delete(table, [row.id for row in rows])

    def _delete(self, table: Table, ids: list[str]) -> None:
        self._database.execute(f"DELETE FROM trendgraph.{table} WHERE id IN (SELECT unnest(?))", [ids])

    def read(self, table: Table) -> Iterator[Mapping[str, object]]:
        if table not in self._tables:
            return
        names = [column.name for column in COLUMNS[table]]
        listed = ", ".join(f'"{name}"' for name in names)
        for row in self._rows(f"SELECT {listed} FROM trendgraph.{table}"):
            yield dict(zip(names, row, strict=True))

    def ask(self, text: str, parameters: dict[str, str]) -> list[list[object]]:
        return [list(row) for row in self._database.execute(text, parameters).fetchall()]

    def finish(self, state: State) -> None:
        if self.state() != state:
            self._prepare()
            self._database.execute("DELETE FROM trendgraph.load")
            said = [state.release, state.nodes, state.edges, state.digest]
            self._database.execute("INSERT INTO trendgraph.load VALUES (?, ?, ?, ?)", said)
        self._database.execute("COMMIT")

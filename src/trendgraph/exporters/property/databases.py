"""One-file databases and columnar tables: SQLite, DuckDB, Parquet."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trendgraph.exporters.library import needed
from trendgraph.exporters.property.metadata import croissant, write_json
from trendgraph.exporters.property.struct import EDGE_COLUMNS, NODE_COLUMNS, Cell, Column, PropertyFormat, Rows
from trendgraph.exporters.property.text import cell_text

if TYPE_CHECKING:
    import pyarrow

__all__ = ["DUCKDB", "PARQUET", "SQLITE"]

_SQLITE_TYPES = {"text": "TEXT", "list": "TEXT", "number": "REAL", "flag": "INTEGER"}
_POINTS = dict.fromkeys(("source", "target"), " NOT NULL REFERENCES nodes (id)")
_BATCH = 20_000
_TABLES = (("nodes", NODE_COLUMNS), ("edges", EDGE_COLUMNS))


def _cells(rows: Rows, table: str) -> Iterator[tuple[Cell, ...]]:
    return (row.cells() for row in rows.nodes()) if table == "nodes" else (row.cells() for row in rows.edges())


def _write_sqlite(rows: Rows, path: Path) -> None:
    database = sqlite3.connect(path)
    try:
        for table, columns in _TABLES:
            declared = ", ".join(f'"{c.name}" {_SQLITE_TYPES[c.kind]}{_POINTS.get(c.name, "")}' for c in columns)
            database.execute(f"CREATE TABLE {table} ({declared}, PRIMARY KEY (id)) STRICT, WITHOUT ROWID")
            marks = ", ".join("?" * len(columns))
            database.executemany(f"INSERT INTO {table} VALUES ({marks})", map(_plain, _cells(rows, table)))
        for end in ("source", "target"):
            database.execute(f"CREATE INDEX edges_{end} ON edges ({end})")
        database.commit()
        database.execute("VACUUM")
    except sqlite3.OperationalError as error:
        raise OSError(f"SQLite: {error}") from error
    finally:
        database.close()


def _plain(cells: tuple[Cell, ...]) -> list[object]:
    return [cell_text(cell) if isinstance(cell, tuple) else cell for cell in cells]


def _write_duckdb(rows: Rows, path: Path) -> None:
    duckdb = needed("duckdb")
    path.unlink(missing_ok=True)  # DuckDB makes its file itself
    try:
        with duckdb.connect(str(path)) as database:
            for table, columns in _TABLES:
                for number, batch in enumerate(_batches(rows, table, columns)):
                    database.register("batch", batch)
                    into = f"CREATE TABLE {table} AS" if number == 0 else f"INSERT INTO {table}"
                    database.execute(f"{into} SELECT * FROM batch")
                    database.unregister("batch")
            database.execute("CHECKPOINT")
    except duckdb.Error as error:
        raise OSError(f"DuckDB: {error}") from error


def _write_parquet(rows: Rows, folder: Path) -> None:
    needed("pyarrow")
    import pyarrow.parquet

    for table, columns in _TABLES:
        schema = _schema(columns)
        with pyarrow.parquet.ParquetWriter(folder / f"{table}.parquet", schema, compression="zstd") as writer:
            for batch in _batches(rows, table, columns):
                writer.write_table(batch)
    tables = dict(_TABLES)
    write_json(folder / "croissant.json", croissant(folder, "application/x-parquet", ".parquet", tables))


def _batches(rows: Rows, table: str, columns: tuple[Column, ...]) -> Iterator[pyarrow.Table]:
    """Yields at least one table, so that an empty graph has its columns too."""
    pyarrow = needed("pyarrow")
    remaining = iter(_cells(rows, table))
    schema = _schema(columns)
    batch = list(islice(remaining, _BATCH))
    while True:
        data: Iterable[Any] = zip(*batch, strict=True) if batch else ((),) * len(columns)
        arrays = [_array(pyarrow, list(column), field.type) for column, field in zip(data, schema, strict=True)]
        yield pyarrow.Table.from_arrays(arrays, schema=schema)
        batch = list(islice(remaining, _BATCH))
        if not batch:
            return


def _array(pyarrow: Any, cells: list[Any], kind: Any) -> Any:
    if kind == pyarrow.date32():
        return pyarrow.array(cells, pyarrow.string()).cast(kind)
    return pyarrow.array(cells, kind)


def _schema(columns: tuple[Column, ...]) -> pyarrow.Schema:
    pyarrow = needed("pyarrow")
    types = {
        "text": pyarrow.string(),
        "list": pyarrow.list_(pyarrow.string()),
        "number": pyarrow.float64(),
        "flag": pyarrow.bool_(),
    }
    return pyarrow.schema(
        pyarrow.field(c.name, pyarrow.date32() if c.is_day else types[c.kind], metadata={"meaning": c.meaning})
        for c in columns
    )


SQLITE = PropertyFormat(
    "sqlite", "SQLite database", (".sqlite", ".sqlite3"), folder=False, loses="", write=_write_sqlite
)
DUCKDB = PropertyFormat("duckdb", "DuckDB database", (".duckdb",), folder=False, loses="", write=_write_duckdb)
PARQUET = PropertyFormat("parquet", "Parquet tables with Croissant", (), folder=True, loses="", write=_write_parquet)

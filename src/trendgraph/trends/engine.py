"""The engines that run table expressions: DuckDB in this process, or Spark, here or on a cluster by its URL.

Ibis compiles an expression to the engine's SQL; the engine's own cursor runs it, so that no data frame library stands
in between and both give plain Python rows.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trendgraph.errors import TrendError, nearest

if TYPE_CHECKING:
    import ibis.expr.types as ir

__all__ = ["ENGINES", "Engine", "open_engine"]

ENGINES = ("duckdb", "spark")
_JSON = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
_COLUMNS = {"id": "string", "title": "string", "abstract": "string", "categories": "string"}


class Engine:
    """One engine, open: ``read`` gives a corpus as a table expression, ``rows`` runs an expression."""

    def __init__(self, name: str, read: Callable[[Path], ir.Table], rows: Callable[[ir.Table], list[tuple[Any, ...]]]):
        self.name = name
        self._read = read
        self._rows = rows

    def read(self, path: Path) -> ir.Table:
        """Gives a parquet or JSON-lines corpus (also .gz; a folder of parquet files) as a table, without reading it.

        Raises:
            TrendError: there is no such file, or it is of neither kind.
        """
        if not path.exists():
            raise TrendError("there is no such corpus", code="trend.corpus", where=str(path))
        if path.is_file() and not path.name.endswith((".parquet", *_JSON)):
            raise TrendError(
                "a corpus is a parquet or JSON-lines file",
                code="trend.corpus",
                where=str(path),
                hint=f"its name ends with .parquet, {', '.join(_JSON)}",
            )
        return self._read(path)

    def rows(self, expression: ir.Table) -> list[tuple[Any, ...]]:
        """Runs an expression and gives its rows."""
        return self._rows(expression)


@contextmanager
def open_engine(name: str = "duckdb", *, master: str | None = None, threads: int | None = None) -> Iterator[Engine]:
    """Opens an engine and closes it when the block ends.

    Args:
        name: ``duckdb`` or ``spark``.
        master: URL of a Spark cluster; two local threads by default.
        threads: threads of DuckDB; as many as there are cores by default.

    Raises:
        TrendError: there is no such engine, or it is not installed.
    """
    if name not in ENGINES:
        raise TrendError(
            f"there is no engine {name!r}", code="trend.engine", suggestions=nearest(name, ENGINES) or ENGINES
        )
    extra, needed = ("measure", "duckdb") if name == "duckdb" else ("spark", "pyspark")
    if find_spec("ibis") is None or find_spec(needed) is None:
        raise TrendError(
            f"the engine {name} is not installed",
            code="trend.engine",
            hint=f"pip install 'trendgraph[{extra}]'; what ships needs no engine",
        )
    opened = _duckdb(threads) if name == "duckdb" else _spark(master)
    with opened as engine:
        yield engine


@contextmanager
def _duckdb(threads: int | None) -> Iterator[Engine]:
    import duckdb
    import ibis

    connection = ibis.duckdb.connect(":memory:", **({"threads": threads} if threads else {}))

    def read(path: Path) -> ir.Table:
        if path.is_dir():
            return connection.read_parquet(str(path / "*.parquet"))
        if path.name.endswith(".parquet"):
            return connection.read_parquet(str(path))
        columns = dict.fromkeys(_COLUMNS, "VARCHAR")
        columns["versions"] = "STRUCT(version VARCHAR, created VARCHAR)[]"
        return connection.read_json(str(path), columns=columns, format="newline_delimited")

    def rows(expression: ir.Table) -> list[tuple[Any, ...]]:
        try:
            found: list[tuple[Any, ...]] = connection.con.execute(str(ibis.to_sql(expression))).fetchall()
        except duckdb.Error as error:
            raise TrendError(f"DuckDB cannot count this corpus: {error}", code="trend.corpus") from error
        return found

    try:
        with warnings.catch_warnings():
            # Ibis asks DuckDB by a name that DuckDB has replaced.
            warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
            yield Engine("duckdb", read, rows)
    finally:
        connection.disconnect()


@contextmanager
def _spark(master: str | None) -> Iterator[Engine]:
    with warnings.catch_warnings():
        # pyspark and ibis's door to it warn of their own use of pandas and of sockets; none of it is ours to mend.
        warnings.simplefilter("ignore")
        import ibis
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("trendgraph").master(master or "local[2]")
        settings = {"spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC", "spark.log.level": "ERROR"}
        if master is None:
            settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
            settings["spark.sql.shuffle.partitions"] = "4"
        for key, value in settings.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        connection = ibis.pyspark.connect(session)

        def read(path: Path) -> ir.Table:
            if path.is_dir() or path.name.endswith(".parquet"):
                frame = session.read.parquet(str(path))
            else:
                versions = "versions ARRAY<STRUCT<version: STRING, created: STRING>>"
                schema = ", ".join([*(f"{name} STRING" for name in _COLUMNS), versions])
                frame = session.read.schema(schema).json(str(path))
            frame.createOrReplaceTempView("corpus")
            return connection.table("corpus")

        def rows(expression: ir.Table) -> list[tuple[Any, ...]]:
            try:
                return [tuple(row) for row in session.sql(str(connection.compile(expression))).collect()]
            except PySparkException as error:
                raise TrendError(f"Spark cannot count this corpus: {error}", code="trend.corpus") from error

        try:
            yield Engine("spark", read, rows)
        finally:
            session.stop()

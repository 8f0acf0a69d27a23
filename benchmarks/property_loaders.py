"""Seconds and peak memory of loading a property graph, first and again, beside the engine's own copy of the same rows.

Run: ``python benchmarks/property_loaders.py [--size 1000000] [duckdb ladybug falkordb neo4j]``

Seconds are CPU seconds of this process, the embedded engine's among them, and of the wall, a server's among them. The
peak is this process's. Servers are started as the tests start them (``tests/servers/install.sh``), Neo4j with 2 GiB.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pyoxigraph as ox
from benchmarks.synthetic import generate
from tests.servers.process import Server
from tests.servers.property import PASSWORD, start_falkordb, start_imported_neo4j, start_neo4j

from trendgraph.endpoint import Credentials
from trendgraph.exporters import export_graph
from trendgraph.loaders import LoadOptions, load_graph
from trendgraph.store import Store


def memory_mib(field: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(field))


def timed(what: str, run: Callable[[], object]) -> None:
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, cpu, wall = memory_mib("VmRSS"), time.process_time(), time.monotonic()
    run()
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    print(f"{what:<34} {cpu:>8.1f} s CPU {wall:>8.1f} s wall {memory_mib('VmHWM'):>6} ({before}) MiB", flush=True)


def copy_duckdb(parquet: Path, folder: Path) -> None:
    import duckdb

    with duckdb.connect(str(folder / "copied.duckdb")) as database:
        for table in ("nodes", "edges"):
            database.execute(f"CREATE TABLE {table} AS SELECT * FROM '{parquet / table}.parquet'")


def copy_ladybug(parquet: Path, folder: Path) -> None:
    """Copies nodes, and edges into one table: what the engine's own loader does with the exported files."""
    import ladybug
    import pyarrow.parquet

    database = ladybug.Database(str(folder / "copied.lbug"))
    connection = ladybug.Connection(database)
    types = {"string": "STRING", "list<element: string>": "STRING[]", "double": "DOUBLE", "bool": "BOOL"}
    tables = {name: pyarrow.parquet.read_table(parquet / f"{name}.parquet") for name in ("nodes", "edges")}
    tables["edges"] = tables["edges"].select(
        ["source", "target", *(n for n in tables["edges"].column_names if n not in ("source", "target"))]
    )
    said = {
        name: [f"`{field.name}` {types.get(str(field.type), 'STRING[]')}" for field in table.schema]
        for name, table in tables.items()
    }
    connection.execute(f"CREATE NODE TABLE Entity({', '.join(said['nodes'])}, PRIMARY KEY(id))")
    connection.execute(f"CREATE REL TABLE CLAIM(FROM Entity TO Entity, {', '.join(said['edges'][2:])})")
    connection.execute("COPY Entity FROM $rows", {"rows": tables["nodes"]})
    connection.execute("COPY CLAIM FROM $rows", {"rows": tables["edges"]})
    connection.close()
    database.close()


def import_neo4j(csv: Path, folder: Path) -> None:
    """Runs Neo4j's own importer over the exported files, and starts what it made."""
    home = folder / "imported"
    home.mkdir()
    switches = ["--nodes=nodes.csv", "--relationships=edges.csv", "--array-delimiter=U+001F", "--multiline-fields=true"]
    start_imported_neo4j(home, csv, switches).stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("targets", nargs="*", default=["duckdb", "ladybug", "falkordb", "neo4j"])
    arguments = parser.parse_args()
    store = Store(ox.Store())
    store.add(generate(arguments.size).quads)
    print(f"{store.count():,} quads", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder, server = Path(name), None
        parquet, csv = folder / "parquet", folder / "csv"
        timed("export parquet", lambda: export_graph(store, parquet, "parquet"))
        for engine in arguments.targets:
            target = f"{engine}:{folder / f'graph.{engine}'}"
            if engine in ("falkordb", "neo4j"):
                place = folder / engine
                place.mkdir()
                server = start_neo4j(place, "2g") if engine == "neo4j" else start_falkordb(place)
                target = server.target
            try:
                measure(store, engine, target, server)
            finally:
                if server:
                    server.stop()
        for engine, copy in (("duckdb", copy_duckdb), ("ladybug", copy_ladybug)):
            if engine in arguments.targets:
                timed(f"{engine} its own copy of the parquet", lambda copy=copy: copy(parquet, folder))
        if "neo4j" in arguments.targets:
            timed("export neo4j-csv", lambda: export_graph(store, csv, "neo4j-csv"))
            timed("neo4j its own import of the csv", lambda: import_neo4j(csv, folder))


def measure(store: Store, engine: str, target: str, server: Server | None) -> None:
    options = LoadOptions(credentials=Credentials(server.user or "", PASSWORD) if server else None)
    timed(f"{engine} first load", lambda: load_graph(store, target, options))
    timed(f"{engine} load again", lambda: load_graph(store, target, options))


if __name__ == "__main__":
    main()

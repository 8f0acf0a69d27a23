"""Load synthetic quads into running databases, beside each engine's own bulk loader on the same file.

    python benchmarks/loaders.py [--quads 1000000] [--engines oxigraph fuseki virtuoso]

The servers are those that the tests start (``tests/servers/install.sh``). Each load is a process of its own, so that
its peak memory is its own. CPU seconds are those of loader and server together. The bulk loaders check nothing and need
the server down (or, for Virtuoso, a login to its SQL port).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def start(engine: str, folder: Path) -> Any:
    from tests.servers import rdf

    return {"oxigraph": rdf.start_oxigraph, "fuseki": rdf.start_fuseki, "virtuoso": rdf.start_virtuoso}[engine](folder)


def load(target: str, file: Path, login: list[str]) -> dict[str, object]:
    """Loads a file's quads, twice; runs in a process of its own."""
    import pyoxigraph as ox

    from trendgraph.endpoint import Credentials
    from trendgraph.loaders import LoadOptions, load_graph
    from trendgraph.store import Store

    store = Store(ox.Store())
    store.raw.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    before = peak_mib()
    began, steps = time.perf_counter(), {}

    def told(what: str, _done: int, _of: int) -> None:
        steps[what] = round(time.perf_counter() - began, 1)

    options = LoadOptions(credentials=Credentials(*login) if login else None, progress=told)
    report = load_graph(store, target, options)
    seconds, cpu = time.perf_counter() - began, time.process_time()
    peak, began = peak_mib(), time.perf_counter()
    again = load_graph(store, target, options)
    return {
        "statements": report.statements,
        "graphs": len(report.changes),
        "seconds": round(seconds, 1),
        "until": steps,
        "cpu seconds, reading the file included": round(cpu, 1),
        "again seconds": round(time.perf_counter() - began, 1),
        "again nothing to do": again.nothing_to_do,
        "peak MiB": peak,
        "of which the store": before,
    }


def cpu_of(server: Any) -> float:
    """Gives the CPU seconds that a server has used."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bulk(engine: str, folder: Path, file: Path) -> tuple[float, float]:
    """Gives the seconds that the engine's own bulk loader takes, and its CPU seconds."""
    from tests.servers import rdf

    if engine == "virtuoso":
        server = rdf.start_virtuoso(folder)
        shutil.copy(file, folder / "graph.nq")
        port = next(
            line.rpartition(":")[2]
            for line in (folder / "virtuoso.ini").read_text(encoding="utf-8").splitlines()
            if line.startswith("ServerPort")
        )
        sql = f"ld_dir('{folder}', 'graph.nq', 'urn:default'); rdf_loader_run(); checkpoint;"
        command: list[str | Path] = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={sql}"]
    elif engine == "fuseki":
        server = None
        command = ["java", "-Xmx512m", "-cp", rdf.fuseki_classpath(), "tdb2.tdbloader", "--loc", folder / "db", file]
    else:
        server = None
        binary = str(Path(sys.executable).parent / "oxigraph")
        command = [binary, "load", "--location", folder / "db", "--file", file, "--format", "nq"]
    began, used = time.perf_counter(), cpu_of(server) if server else cpu_of_children()
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
    seconds = time.perf_counter() - began
    used = (cpu_of(server) if server else cpu_of_children()) - used
    if server:
        server.stop()
    return round(seconds, 1), round(used, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--engines", nargs="+", default=["oxigraph", "fuseki", "virtuoso"])
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(load(chosen.one[0], Path(chosen.one[1]), chosen.one[2:])))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "made.nq"
        made = [sys.executable, str(HERE / "synthetic.py"), "--triples", str(chosen.quads), "--seed", "1"]
        subprocess.run([*made, "--planted", "0", "--out", str(file)], check=True, capture_output=True)
        for engine in chosen.engines:
            server = start(engine, folder / engine)
            idle = cpu_of(server)
            try:
                login = [server.user, server.password] if server.user else []
                one = [sys.executable, __file__, "--one", server.target, str(file), *login]
                result = json.loads(subprocess.run(one, check=True, capture_output=True, text=True).stdout)
                result["cpu seconds of the server"] = round(cpu_of(server) - idle, 1)
            finally:
                server.stop()
            (folder / f"{engine}-bulk").mkdir()
            result["bulk seconds"], result["bulk cpu seconds"] = bulk(engine, folder / f"{engine}-bulk", file)
            print(json.dumps({"engine": engine, **result}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

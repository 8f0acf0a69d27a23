"""Load synthetic quads into running databases, beside each engine's own bulk loader on the same file.

    python benchmarks/loaders.py [--quads 1000000] [--engines oxigraph fuseki virtuoso] [--heap 2g]

Three loads: the first, one with nothing changed, and one after a small change (a statement more in three graphs, one
graph less). The servers are those that the tests start (``tests/servers/install.sh``). The loads run in a process of
their own, so that its peak memory is its own; CPU seconds are those of loader and server. The bulk loaders check
nothing, can do only the first of the three, and need the server down (or, for Virtuoso, a login to its SQL port).
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


def start(engine: str, folder: Path, heap: str) -> Any:
    from tests.servers import rdf

    if engine == "fuseki":
        return rdf.start_fuseki(folder, heap=f"-Xmx{heap}")
    return {"oxigraph": rdf.start_oxigraph, "virtuoso": rdf.start_virtuoso}[engine](folder)


def cpu_of(process: int) -> float:
    """Gives the CPU seconds that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_of(process: int) -> int:
    """Gives the largest memory that a process has had, in MiB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def change(store: Any) -> None:
    """Makes a small change: a statement more in three graphs, one graph less."""
    import pyoxigraph as ox

    names = [name for name in store.graph_names() if "/source/" in name]
    said = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
    store.add(ox.Quad(ox.NamedNode(name), said, ox.Literal("more"), ox.NamedNode(name)) for name in names[:3])
    store.remove_graph(names[3])


def load(target: str, file: Path, server: int, login: list[str], straight: bool) -> dict[str, object]:
    """Loads a file's quads, again, and after a change; runs in a process of its own."""
    import pyoxigraph as ox

    from trendgraph.endpoint import Credentials
    from trendgraph.loaders import LoadOptions, load_graph
    from trendgraph.store import Store

    store = Store(ox.Store())
    store.raw.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    result: dict[str, object] = {"MiB of the store": peak_mib()}
    for name in ("first", "again", "changed"):
        if name == "changed":
            change(store)
        began, own, there, steps = time.perf_counter(), time.process_time(), cpu_of(server), {}

        def told(what: str, _done: int, _of: int, began: float = began, steps: dict[str, float] = steps) -> None:
            steps[what] = round(time.perf_counter() - began, 1)

        who = Credentials(*login) if login else None
        options = LoadOptions(credentials=who, progress=told, straight=straight)
        report = load_graph(store, target, options)
        result[name] = {
            "seconds": round(time.perf_counter() - began, 1),
            "cpu": round(time.process_time() - own, 1),
            "cpu of the server": round(cpu_of(server) - there, 1),
            "until": steps,
            "statements": report.statements,
            "sent": report.sent,
            "changes": len(report.changes),
            "peak MiB": peak_mib(),
            "peak MiB of the server": peak_of(server),
        }
    return result


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bulk(engine: str, folder: Path, file: Path, heap: str) -> tuple[float, float]:
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
        command = ["java", f"-Xmx{heap}", "-cp", rdf.fuseki_classpath(), "tdb2.tdbloader", "--loc", folder / "db", file]
    else:
        server = None
        binary = str(Path(sys.executable).parent / "oxigraph")
        command = [binary, "load", "--location", folder / "db", "--file", file, "--format", "nq"]
    began, used = time.perf_counter(), cpu_of(server.process.pid) if server else cpu_of_children()
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
    seconds = time.perf_counter() - began
    used = (cpu_of(server.process.pid) if server else cpu_of_children()) - used
    if server:
        server.stop()
    return round(seconds, 1), round(used, 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--engines", nargs="+", default=["oxigraph", "fuseki", "virtuoso"])
    parser.add_argument("--heap", default="512m", help="of Fuseki and its bulk loader")
    parser.add_argument("--straight", action="store_true", help="let a first load go to its places at once")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        target, file, server, *login = chosen.one
        print(json.dumps(load(target, Path(file), int(server), login, chosen.straight)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "made.nq"
        made = [sys.executable, str(HERE / "synthetic.py"), "--triples", str(chosen.quads), "--seed", "1"]
        subprocess.run([*made, "--planted", "0", "--out", str(file)], check=True, capture_output=True)
        for engine in chosen.engines:
            server = start(engine, folder / engine, chosen.heap)
            try:
                login = [server.user, server.password] if server.user else []
                how = ["--straight"] if chosen.straight else []
                one = [
                    sys.executable,
                    __file__,
                    *how,
                    "--one",
                    server.target,
                    str(file),
                    str(server.process.pid),
                    *login,
                ]
                result = json.loads(subprocess.run(one, check=True, stdout=subprocess.PIPE, text=True).stdout)
            finally:
                server.stop()
            (folder / f"{engine}-bulk").mkdir()
            seconds, cpu = bulk(engine, folder / f"{engine}-bulk", file, chosen.heap)
            first = result["first"]
            result["bulk"] = {"seconds": seconds, "cpu": cpu}
            result["ratio"] = {
                "seconds": round(first["seconds"] / seconds, 1),
                "cpu": round((first["cpu"] + first["cpu of the server"]) / cpu, 1),
            }
            print(json.dumps({"engine": engine, **result}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

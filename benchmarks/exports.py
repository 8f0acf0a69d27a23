"""Time, memory and size of every export, and of every way to a library of analysis, as one table of one run.

Run: ``python benchmarks/exports.py [--sizes 10000 100000 1000000] [--rdflib-limit 100000] [--out table.json]``

Each measurement is a process of its own: it loads the graph into memory, then makes one export to a file. CPU and clock
seconds are those of the export alone, of the ``--repeat`` processes the one with the least CPU; memory is the peak
during the export beyond what the process held before. rdflib's serialisers, up to ``--rdflib-limit`` quads, get no
sorting, no canonical labels and no digest to work out. Property graphs and graphs for analysis are made of the claims,
so they have fewer edges than the source has triples.

Of the ways to a library nothing is subtracted: importing it counts, and the column *imports* says how much of the CPU
seconds that was. They are compared with ``rdflib_to_networkx_multidigraph``, which makes an edge of each triple, and
igraph with that and ``igraph.Graph.from_networkx``. PyTorch is used if ``--torch`` says where it is.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from processes import size_of

RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt11",
    "nquads": "nquads",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}
"""What rdflib writes too. A framed document is about one model; N-Quads are canonical (RDFC-1.0) as they are."""
NETWORKS = {
    "to_networkx": ["networkx"],
    "to_edge_lists": ["numpy"],
    "to_arrow": ["numpy", "pyarrow", "pandas"],
    "to_igraph": ["numpy", "igraph"],
    "to_hetero_data": ["numpy", "torch", "torch_geometric.data"],
}
"""Ways to a library, and what each imports."""
PEERS = {"to_networkx": ["networkx"], "to_igraph": ["networkx", "igraph"]}
"""The ways there is one for by rdflib, and what that imports."""
QUAD_FORMATS = ("trig", "nquads", "jsonld")
COLUMNS = ("quads", "what", "edges", "CPU s", "imports", "clock s", "MiB beyond", "MB", "rdflib CPU s", "MiB", "ratio")


def memory_mib(field: str) -> int:
    """Resident memory of this process: ``VmRSS`` now, ``VmHWM`` at its highest since the last reset. Linux only."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(field))


def timed(export: Callable[[], int], libraries: list[str] | None = None) -> dict[str, Any]:
    """Runs an export; loading may have needed more memory than what it left, so the peak is reset first."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    loaded, clock, start = memory_mib("VmRSS"), time.monotonic(), time.process_time()
    for name in libraries or ():
        import_module(name)
    imports = time.process_time() - start
    count = export()
    return {
        "seconds": time.process_time() - start,
        "imports": imports,
        "clock": time.monotonic() - clock,
        "beyond": memory_mib("VmHWM") - loaded,
        "count": count,
    }


def measure_ours(source: Path, name: str, target: Path) -> dict[str, Any]:
    import pyoxigraph as ox

    from trendgraph.exporters import Selection, export_graph
    from trendgraph.store import open_store

    store = open_store()
    store.raw.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
    if name in NETWORKS:
        return timed(lambda: network(store, name), NETWORKS[name])
    selection = Selection(entity="tgd:model/synthetic-7") if name == "jsonld-framed" else Selection()
    return timed(lambda: export_graph(store, target, name, selection=selection).statements)


def network(store: Any, name: str) -> int:
    """Makes a graph for analysis and gives its number of edges."""
    from trendgraph.exporters import to_edge_lists, to_hetero_data, to_igraph, to_networkx

    if name == "to_networkx":
        return int(to_networkx(store).number_of_edges())
    lists = to_edge_lists(store)
    if name == "to_hetero_data":
        return int(to_hetero_data(lists).num_edges)
    if name == "to_arrow":
        return int(lists.to_arrow()[1].num_rows)
    return len(lists) if name == "to_edge_lists" else int(to_igraph(lists).ecount())


def measure_rdflib(source: Path, name: str, target: Path) -> dict[str, Any]:
    import rdflib

    from trendgraph.namespaces import prefixes

    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(source, format="nquads")
    graph: rdflib.Graph = dataset
    if name not in QUAD_FORMATS:
        graph = rdflib.Graph()
        for triple in dataset.triples((None, None, None)):
            graph.add(triple)
        del dataset
    for prefix, space in prefixes().items():
        graph.bind(prefix, space, replace=True)

    def export() -> int:
        graph.serialize(target, format=RDFLIB[name], encoding="utf-8")
        return len(graph)

    def make() -> int:
        from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

        made = rdflib_to_networkx_multidigraph(graph)
        if name == "to_networkx":
            return int(made.number_of_edges())
        return int(import_module("igraph").Graph.from_networkx(made).ecount())

    return timed(make, PEERS[name]) if name in PEERS else timed(export)


def torch_places(folder: Path) -> dict[str, str]:
    """Gives where Python and the system find PyTorch, which takes no numpy 2 and so stands apart."""
    usual = "usr/lib/x86_64-linux-gnu"
    libraries = [usual, f"{usual}/blas", f"{usual}/lapack", "usr/lib", "lib/x86_64-linux-gnu"]
    found = os.pathsep.join(str(folder / "root" / place) for place in libraries)
    return {"PYTHONPATH": str(folder / "site"), "LD_LIBRARY_PATH": found, "OMP_NUM_THREADS": "1"}


def in_process(writer: str, source: Path, name: str, repeat: int, torch: Path | None) -> dict[str, Any]:
    places = torch_places(torch) if torch is not None and name == "to_hetero_data" else {}
    results = []
    for _ in range(repeat):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "export"
            command = [sys.executable, "-W", "ignore", __file__, "--child", writer, str(source), name, str(target)]
            results.append(json.loads(subprocess.check_output(command, env={**os.environ, **places})))
            results[-1]["bytes"] = size_of(target) if target.exists() else 0
    return min(results, key=lambda result: float(result["seconds"]))


def generate(count: int, target: Path) -> None:
    synthetic = Path(__file__).with_name("synthetic.py")
    options = ["--triples", str(count), "--planted", "0", "--seed", "1", "--out", str(target)]
    subprocess.run([sys.executable, str(synthetic), *options], check=True, stdout=subprocess.DEVNULL)


def everything(torch: Path | None) -> list[str]:
    """Leaves igraph and PyTorch out where nobody installed them: they are no dependencies."""
    from trendgraph.exporters import FORMATS, MORE_RDF_FORMATS, PROPERTY_FORMATS

    missing = {
        "to_igraph": find_spec("igraph") is None,
        "to_hetero_data": torch is None and find_spec("torch_geometric") is None,
    }
    networks = [name for name in NETWORKS if not missing.get(name)]
    return [*FORMATS, *MORE_RDF_FORMATS, *PROPERTY_FORMATS, *networks]


def show(row: dict[str, Any], slowest: dict[str, Any] | None) -> str:
    """Gives a line of the table; ways to a library that rdflib has none to are compared with its way to networkx."""
    ours, theirs = row["trendgraph"], row["rdflib"]
    against = theirs or (slowest if row["format"] in NETWORKS else None)
    cells = [f"{row['size']:,}", row["format"], f"{ours['count']:,}", f"{ours['seconds']:.1f}"]
    cells += [f"{ours['imports']:.1f}" if row["format"] in NETWORKS else "", f"{ours['clock']:.1f}"]
    cells += [f"{ours['beyond']:,}", f"{ours['bytes'] / 1e6:,.1f}" if ours["bytes"] else ""]
    cells += [f"{theirs['seconds']:.1f}", f"{theirs['beyond']:,}"] if theirs else ["", ""]
    cells.append(f"{against['seconds'] / ours['seconds']:.1f}" if against else "")
    return f"| {' | '.join(cells)} |"


def compare(given: argparse.Namespace) -> list[dict[str, Any]]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            source = Path(folder) / f"{size}.nq"
            generate(size, source)
            networkx = None
            for name in given.formats or everything(given.torch):
                known = name in PEERS or (name in RDFLIB and size <= given.rdflib_limit)
                theirs = in_process("rdflib", source, name, 1, None) if known else None
                networkx = theirs if name == "to_networkx" else networkx
                ours = in_process("trendgraph", source, name, given.repeat, given.torch)
                rows.append({"size": size, "format": name, "trendgraph": ours, "rdflib": theirs})
                print(show(rows[-1], networkx), flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rdflib-limit", type=int, default=100_000, help="leave its serialisers out above this size")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--formats", nargs="*", help="only these")
    parser.add_argument("--torch", type=Path, help="folder that tests/exporters/torch/install.sh made")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        writer, source, name, target = given.child
        measure = measure_ours if writer == "trendgraph" else measure_rdflib
        print(json.dumps(measure(Path(source), name, Path(target))))
        return
    libraries = {name: version(name) for name in ("trendgraph", "pyoxigraph", "rdflib")}
    about = {"python": platform.python_version(), "machine": platform.machine(), **libraries}
    about["load"] = " ".join(f"{load:.1f}" for load in os.getloadavg())
    print(", ".join(f"{name} {value}" for name, value in about.items()))
    print(f"\n| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}", flush=True)
    rows = compare(given)
    if given.out:
        given.out.write_text(json.dumps({"about": about, "rows": rows}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

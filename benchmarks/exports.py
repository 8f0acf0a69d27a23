"""Time and peak memory of every export at 10^4, 10^5 and 10^6 quads, against rdflib's serialisers in the same run.

Run: ``python benchmarks/exports.py [--sizes 10000 100000 1000000] [--rdflib-limit 100000] [--out table.json]``

Each measurement is a process of its own: it loads the graph, then times one export to a file. Seconds are CPU seconds
of the export alone, least of ``--repeat`` processes; memory is the peak of the whole process during the export and, in
brackets, what it held before. rdflib gets no sorting, no canonical labels and no digest to work out. Property graphs
and graphs for analysis are made of the claims, so they have fewer edges than the source has triples.
"""

from __future__ import annotations

import argparse
import gc
import json
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

FORMATS = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt11",
    "nquads": "nquads",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}
OURS_ALONE = (
    *("rdf12", "nanopub", "jsonld-framed", "graphml", "gexf", "dot", "cytoscape", "cypher", "neo4j-csv"),
    *("opencypher-csv", "csv", "tables", "parquet", "sqlite", "duckdb"),
)
"""What rdflib does not write. A framed document is about one model; N-Quads are canonical (RDFC-1.0) as they are."""
NETWORKS = ("to_edge_lists", "to_networkx", "to_igraph", "to_hetero_data")
QUAD_FORMATS = ("trig", "nquads", "jsonld")


def memory_mib(field: str) -> int:
    """Resident memory of this process: ``VmRSS`` now, ``VmHWM`` at its highest since the last reset. Linux only."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(field))


def timed(export: Callable[[], int]) -> dict[str, Any]:
    """Runs an export; loading may have needed more memory than what it left, so the peak is reset first."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    loaded, start = memory_mib("VmRSS"), time.process_time()
    count = export()
    return {"seconds": time.process_time() - start, "loaded": loaded, "peak": memory_mib("VmHWM"), "count": count}


def measure_ours(source: Path, name: str, target: Path) -> dict[str, Any]:
    import pyoxigraph as ox

    from trendgraph.exporters import Selection, export_graph
    from trendgraph.store import open_store

    store = open_store()
    store.raw.bulk_load(path=str(source), format=ox.RdfFormat.N_QUADS)
    if name == "to_hetero_data":
        import_module("torch_geometric.data")  # three seconds, whatever the graph
    if name in NETWORKS:
        return timed(lambda: network(store, name))
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
        if name in NETWORKS:
            from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

            made = rdflib_to_networkx_multidigraph(graph)
            if name == "to_igraph":
                import igraph

                return int(igraph.Graph.from_networkx(made).ecount())
            return int(made.number_of_edges())
        graph.serialize(target, format=FORMATS[name], encoding="utf-8")
        return len(graph)

    return timed(export)


def in_process(writer: str, source: Path, name: str, repeat: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-W", "ignore", __file__, "--child", writer, str(source), name, f"{folder}/export"]
        results = [json.loads(subprocess.check_output(command)) for _ in range(repeat)]
    return min(results, key=lambda result: float(result["seconds"]))


def generate(count: int, target: Path) -> None:
    synthetic = Path(__file__).with_name("synthetic.py")
    options = ["--triples", str(count), "--planted", "0", "--seed", "1", "--out", str(target)]
    subprocess.run([sys.executable, str(synthetic), *options], check=True, stdout=subprocess.DEVNULL)


def available_networks() -> list[str]:
    """Leaves igraph and PyTorch Geometric out where nobody installed them: they are no dependencies."""
    needs = {"to_igraph": "igraph", "to_hetero_data": "torch_geometric"}
    return [name for name in NETWORKS if name not in needs or find_spec(needs[name])]


def show(row: dict[str, Any]) -> str:
    ours, theirs = row["trendgraph"], row["rdflib"]
    line = f"{row['size']:>9,} {row['format']:<13} {ours['seconds']:>8.2f} s {ours['peak']:>6} ({ours['loaded']}) MiB"
    if theirs is None:
        return line
    ratio = theirs["seconds"] / ours["seconds"]
    return f"{line}   {theirs['seconds']:>8.2f} s {theirs['peak']:>6} ({theirs['loaded']}) MiB   {ratio:>5.1f}x"


def compare(sizes: list[int], rdflib_limit: int, repeat: int, formats: list[str]) -> list[dict[str, Any]]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            source = Path(folder) / f"{size}.nq"
            generate(size, source)
            for name in formats or (*FORMATS, *OURS_ALONE, *available_networks()):
                known = name in FORMATS or name in ("to_networkx", "to_igraph")
                theirs = in_process("rdflib", source, name, 1) if known and size <= rdflib_limit else None
                ours = in_process("trendgraph", source, name, repeat)
                rows.append({"size": size, "format": name, "trendgraph": ours, "rdflib": theirs})
                print(show(rows[-1]), flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rdflib-limit", type=int, default=1_000_000, help="leave rdflib out above this size")
    parser.add_argument("--repeat", type=int, default=2)
    parser.add_argument("--formats", nargs="*", default=[], help="only these")
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
    print(" ".join(f"{name} {value}" for name, value in about.items()))
    print(
        "     size format        trendgraph: CPU, peak (loaded)   rdflib: CPU, peak (loaded)   ratio of CPU", flush=True
    )
    rows = compare(given.sizes, given.rdflib_limit, given.repeat, given.formats)
    if given.out:
        given.out.write_text(json.dumps({"about": about, "rows": rows}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

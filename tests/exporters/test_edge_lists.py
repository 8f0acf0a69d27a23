"""Edge lists say what the networkx graph says, and other libraries take them."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from trendgraph.errors import ExportError
from trendgraph.exporters import EdgeLists, to_edge_lists, to_hetero_data, to_igraph, to_networkx
from trendgraph.store import open_store

STATUS = {"accepted", "proposed", "contested", "retracted"}


def rows(lists: EdgeLists) -> set[tuple[Any, ...]]:
    days = [np.datetime_as_string(column).tolist() for column in (lists.valid_from, lists.valid_to)]
    return {
        (
            lists.nodes[lists.source[number]],
            lists.nodes[lists.target[number]],
            lists.predicates[lists.predicate[number]],
            lists.claims[number],
            bool(lists.affirms[number]),
            None if lists.status[number] < 0 else lists.statuses[lists.status[number]],
            None if np.isnan(lists.confidence[number]) else float(lists.confidence[number]),
            *(None if column[number] == "NaT" else column[number] for column in days),
        )
        for number in range(len(lists))
    }


@pytest.mark.parametrize("include_inferred", [False, True])
def test_they_say_what_the_networkx_graph_says(tiny, include_inferred: bool) -> None:
    graph = to_networkx(tiny.store, include_inferred=include_inferred)
    lists = to_edge_lists(tiny.store, include_inferred=include_inferred)
    expected = {
        (
            *(subject, target, said["predicate"], said.get("claim"), said.get("stance") != "denies"),
            *(said.get(name) for name in ("status", "confidence", "valid_from", "valid_to")),
        )
        for subject, target, said in graph.edges(data=True)
    }
    assert rows(lists) == expected
    assert len(lists) == graph.number_of_edges()
    assert set(lists.nodes) == set(graph)
    for iri, label, kind in zip(lists.nodes, lists.labels, lists.kinds, strict=True):
        assert (graph.nodes[iri]["label"], graph.nodes[iri]["kind"]) == (label, kind)
    assert False in lists.affirms.tolist(), "the tiny world denies something"
    assert {lists.statuses[code] for code in lists.status.tolist() if code >= 0} > {"accepted"}


def test_of_nothing() -> None:
    lists = to_edge_lists(open_store())
    assert (len(lists), lists.nodes) == (0, [])
    assert [table.num_rows for table in lists.to_arrow()] == [0, 0]


def test_as_arrow(tiny) -> None:
    lists = to_edge_lists(tiny.store, include_inferred=True)
    nodes, edges = lists.to_arrow()
    assert nodes["iri"].to_pylist() == lists.nodes
    assert nodes["kind"].to_pylist() == lists.kinds
    assert edges["predicate"].to_pylist() == [lists.predicates[code] for code in lists.predicate]
    assert edges["status"].null_count == edges["confidence"].null_count == lists.claims.count(None) > 0
    assert set(edges["status"].to_pylist()) <= STATUS | {None}
    assert edges["valid_from"].null_count == np.isnat(lists.valid_from).sum()


class Graph:
    """Takes what ``igraph.Graph`` takes; used where igraph, which is under the GPL, is not installed."""

    def __init__(self, *, n: int, edges: Any, directed: bool, vertex_attrs: dict, edge_attrs: dict) -> None:
        assert directed
        self.n, self.edges, self.vs, self.es = n, edges, vertex_attrs, edge_attrs

    def vcount(self) -> int:
        return self.n

    def get_edgelist(self) -> Any:
        return self.edges


def test_into_igraph(tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        import igraph  # noqa: F401  # not a dependency: where somebody has it, it is the real one
    except ModuleNotFoundError:
        monkeypatch.setitem(sys.modules, "igraph", SimpleNamespace(Graph=Graph))
    lists = to_edge_lists(tiny.store, include_inferred=True)
    graph = to_igraph(lists)
    assert graph.vcount() == len(lists.nodes)
    assert graph.get_edgelist() == list(zip(lists.source.tolist(), lists.target.tolist(), strict=True))
    assert list(graph.vs["name"]) == lists.nodes
    assert list(graph.es["claim"]) == lists.claims
    assert list(graph.es["affirms"]) == lists.affirms.tolist()
    assert set(graph.es["status"]) <= STATUS | {None}


class HeteroData(dict):
    """Takes what ``torch_geometric.data.HeteroData`` takes: a store for each node or edge type, made when named."""

    def __missing__(self, key: Any) -> SimpleNamespace:
        self[key] = SimpleNamespace()
        return self[key]


def test_into_pytorch_geometric(tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    # PyTorch is several gigabytes, so the arrays that go in are looked at, and not tensors.
    torch, geometric, data = (ModuleType(name) for name in ("torch", "torch_geometric", "torch_geometric.data"))
    torch.from_numpy = np.asarray  # type: ignore[attr-defined]
    data.HeteroData = HeteroData  # type: ignore[attr-defined]
    for module in (torch, geometric, data):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    lists = to_edge_lists(tiny.store)
    made = to_hetero_data(lists)
    found = set()
    for key, stored in made.items():
        if isinstance(key, str):
            assert stored.num_nodes == len(stored.iri)
            continue
        source, relation, target = key
        assert stored.edge_index.dtype == np.int64
        assert stored.confidence.dtype == np.float32
        columns = (*stored.edge_index.tolist(), stored.affirms.tolist())
        for first, second, affirms in zip(*columns, strict=True):
            found.add((made[source].iri[first], f"tg:{relation}", made[target].iri[second], affirms))
    assert found == {(row[0], row[2], row[1], row[4]) for row in rows(lists)}
    assert sum(stored.num_nodes for key, stored in made.items() if isinstance(key, str)) == len(lists.nodes)


@pytest.mark.parametrize(
    ("make", "library"), [(to_igraph, "igraph"), (to_hetero_data, "torch"), (EdgeLists.to_arrow, "pyarrow")]
)
def test_a_missing_library_is_said(tiny, monkeypatch: pytest.MonkeyPatch, make: Any, library: str) -> None:
    lists = to_edge_lists(tiny.store)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ExportError, match=f"needs the package {library}") as caught:
        make(lists)
    assert caught.value.code == "export.library"
    assert "pip install" in str(caught.value.hint)

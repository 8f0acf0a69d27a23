"""The small world as HeteroData, with PyTorch itself: ``python check.py DATA FOLDER``.

Run in a process of its own, because PyTorch 1.13 takes no numpy 2, which the other tests have. Prints what was seen.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import torch
import torch_geometric
from torch_geometric.data import HeteroData
from torch_geometric.nn import HeteroConv, SAGEConv, SimpleConv

from trendgraph.exporters import EdgeLists, to_edge_lists, to_hetero_data
from trendgraph.pipeline import BuildConfig, build
from trendgraph.store import open_store


def edges_of(data: HeteroData) -> list[str]:
    """Gives what the tensors say, in IRIs; as texts, because what is not a number is unlike itself."""
    found = []
    for source, predicate, target in data.edge_types:
        stored = data[source, predicate, target]
        assert stored.edge_index.shape == (2, stored.num_edges)
        assert stored.confidence.shape == stored.affirms.shape == (stored.num_edges,)
        dtypes = (stored.edge_index.dtype, stored.confidence.dtype, stored.affirms.dtype)
        assert dtypes == (torch.int64, torch.float32, torch.bool)
        assert stored.edge_index.is_contiguous()
        columns = (*stored.edge_index.tolist(), stored.affirms.tolist(), stored.confidence.tolist())
        for first, second, *said in zip(*columns, strict=True):
            found.append(repr((data[source].iri[first], predicate, data[target].iri[second], *said)))
    return sorted(found)


def edges_in(lists: EdgeLists) -> list[str]:
    """Gives what the columns say, in the same form."""
    ends = zip(lists.source.tolist(), lists.predicate.tolist(), lists.target.tolist(), strict=True)
    said = zip(lists.affirms.tolist(), lists.confidence.astype("float32").tolist(), strict=True)
    return sorted(
        repr((lists.nodes[source], lists.predicates[code].rpartition(":")[2], lists.nodes[target], *more))
        for (source, code, target), more in zip(ends, said, strict=True)
    )


def check_nodes(data: HeteroData, lists: EdgeLists) -> None:
    members = {kind: data[kind].iri for kind in data.node_types}
    assert {kind: data[kind].num_nodes for kind in members} == {kind: len(iris) for kind, iris in members.items()}
    assert sorted(iri for iris in members.values() for iri in iris) == lists.nodes
    of = dict(zip(lists.nodes, lists.kinds, strict=True))
    assert all((of[iri] or "Thing").rpartition(":")[2] == kind for kind, iris in members.items() for iri in iris)


def check_messages(data: HeteroData, lists: EdgeLists) -> None:
    """A one sent along every edge and summed is the number of edges that end at a node; and one step of learning."""
    ones = {kind: torch.ones(data[kind].num_nodes, 1) for kind in data.node_types}
    counted = HeteroConv({edge: SimpleConv(aggr="sum") for edge in data.edge_types})(ones, data.edge_index_dict)
    place = {iri: number for number, iri in enumerate(lists.nodes)}
    expected = np.bincount(lists.target, minlength=len(lists.nodes))
    assert sum(column.sum().item() for column in counted.values()) == len(lists)
    for kind, column in counted.items():
        assert column[:, 0].tolist() == [expected[place[iri]] for iri in data[kind].iri]

    torch.manual_seed(0)
    layer = HeteroConv({edge: SAGEConv((1, 1), 4) for edge in data.edge_types})
    sum(out.square().mean() for out in layer(ones, data.edge_index_dict).values()).backward()
    grades = [weight.grad for weight in layer.parameters()]
    assert all(grade is not None and bool(torch.isfinite(grade).all()) for grade in grades)


def main(world: Path, folder: Path) -> None:
    lists = to_edge_lists(build(BuildConfig(data=world, check=False)).store, include_inferred=True)
    data = to_hetero_data(lists)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The node types .* are isolated")
        assert data.validate(raise_on_error=True)
    assert edges_of(data) == edges_in(lists)
    check_nodes(data, lists)
    check_messages(data, lists)

    torch.save(data, folder / "tiny.pt")
    again = torch.load(folder / "tiny.pt")
    assert edges_of(again) == edges_of(data)
    check_nodes(again, lists)

    whole = data.to_homogeneous()
    assert (whole.num_nodes, whole.num_edges) == (len(lists.nodes), len(lists))
    empty = to_hetero_data(to_edge_lists(open_store()))
    assert empty.metadata() == ([], [])
    versions = {"torch": torch.__version__, "torch_geometric": torch_geometric.__version__}
    print(json.dumps({**versions, "nodes": data.num_nodes, "edges": data.num_edges}))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

"""Edge lists into libraries of graph analysis and of graph learning, where their users have them.

Neither library comes with this project. igraph's licence (GPL) would bind what is distributed with it, so it is never a
dependency, of the tests neither; PyTorch is several gigabytes. Both take their arrays as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from trendgraph.exporters.edge_lists import EdgeLists
from trendgraph.exporters.library import needed

if TYPE_CHECKING:
    import numpy

__all__ = ["hetero_arrays", "to_hetero_data", "to_igraph"]

Relation = tuple[str, str, str]
_NO_KIND = "Thing"


def to_igraph(lists: EdgeLists) -> Any:
    """Gives a directed ``igraph.Graph`` with a vertex for each node and an edge for each claim.

    Returns:
        Vertices have ``name`` (IRI), ``label``, ``kind``; edges ``claim``, ``predicate``, ``affirms``, ``status``,
        ``confidence``.

    Raises:
        ExportError: igraph is not installed.
    """
    igraph = needed("igraph", "pip install igraph   (its licence is the GPL; trendgraph does not bring it)")
    return igraph.Graph(
        n=len(lists.nodes),
        edges=list(zip(lists.source.tolist(), lists.target.tolist(), strict=True)),
        directed=True,
        vertex_attrs={"name": lists.nodes, "label": lists.labels, "kind": lists.kinds},
        edge_attrs={
            "claim": lists.claims,
            "predicate": [lists.predicates[code] for code in lists.predicate.tolist()],
            "affirms": lists.affirms.tolist(),
            "status": [None if code < 0 else lists.statuses[code] for code in lists.status.tolist()],
            "confidence": lists.confidence.tolist(),
        },
    )


def hetero_arrays(lists: EdgeLists) -> tuple[dict[str, list[int]], dict[Relation, dict[str, Any]]]:
    """Gives the nodes of each kind, and the edges of each relation numbered within the kinds of their ends.

    Returns:
        Kind (local name of the class) to the places of its nodes in ``lists.nodes``; and (kind, predicate, kind) to
        ``edge_index`` (two rows, int64), ``confidence`` (float32) and ``affirms`` (bool), as numpy arrays. A predicate
        is its local name, or ``prefix_name`` where two have the same.
    """
    import numpy as np

    local = {kind: (kind or _NO_KIND).rpartition(":")[2] for kind in set(lists.kinds)}
    names = sorted(set(local.values()))
    number = {name: place for place, name in enumerate(names)}
    kind_of = np.array([number[local[kind]] for kind in lists.kinds], dtype="int64")
    within = np.zeros(len(kind_of), dtype="int64")
    members: dict[str, list[int]] = {}
    for kind, places in _groups(kind_of):
        within[places] = np.arange(len(places))
        members[names[kind]] = places.tolist()
    relations: dict[Relation, dict[str, Any]] = {}
    words = _words(lists.predicates)
    wide = len(words)
    keys = (kind_of[lists.source] * wide + lists.predicate) * len(names) + kind_of[lists.target]
    for key, chosen in _groups(keys):
        rest, target = divmod(key, len(names))
        source, predicate = divmod(rest, wide)
        relations[names[source], words[predicate], names[target]] = {
            "edge_index": np.stack([within[lists.source[chosen]], within[lists.target[chosen]]]),
            "confidence": lists.confidence[chosen].astype("float32"),
            "affirms": lists.affirms[chosen],
        }
    return members, relations


def _words(predicates: list[str]) -> list[str]:
    """Gives the local name of each predicate, with its prefix before it where two have the same."""
    local = [predicate.rpartition(":")[2] for predicate in predicates]
    often = Counter(local)
    return [
        word if often[word] == 1 else predicate.replace(":", "_")
        for word, predicate in zip(local, predicates, strict=True)
    ]


def _groups(keys: numpy.ndarray[Any, Any]) -> Iterator[tuple[int, numpy.ndarray[Any, Any]]]:
    """Yields each key with the places where it stands, both in order: sorted once, whatever the number of keys."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[order], return_index=True)
    # Of nothing, numpy makes one part, which is empty.
    yield from zip(found.tolist(), np.split(order, starts[1:]), strict=False)


def to_hetero_data(lists: EdgeLists) -> Any:
    """Gives a ``torch_geometric.data.HeteroData``: a node type for each kind, an edge type for each relation.

    Returns:
        ``data[kind].num_nodes`` and ``data[kind].iri`` (in the order of the numbers), and for each relation
        ``data[kind, predicate, kind]`` with ``edge_index``, ``confidence`` and ``affirms``.

    Raises:
        ExportError: PyTorch or PyTorch Geometric is not installed.
    """
    torch = needed("torch", "pip install torch")
    geometric = needed("torch_geometric.data", "pip install torch_geometric")
    members, relations = hetero_arrays(lists)
    data = geometric.HeteroData()
    for kind, places in members.items():
        data[kind].num_nodes = len(places)
        data[kind].iri = [lists.nodes[place] for place in places]
    for relation, arrays in relations.items():
        for name, array in arrays.items():
            setattr(data[relation], name, torch.from_numpy(array))
    return data

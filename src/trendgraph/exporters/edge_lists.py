"""The graph of claims as columns: numbers for the ends of each edge, as analysis libraries want them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trendgraph.exporters.columns import column, conclusions, named_things, object_claims, subjects_with
from trendgraph.exporters.library import needed
from trendgraph.namespaces import TG, compact
from trendgraph.store import Store

if TYPE_CHECKING:
    import numpy
    import pyarrow

__all__ = ["EdgeLists", "to_edge_lists"]

_STATUSES = ("accepted", "proposed", "contested", "retracted")


@dataclass(frozen=True, slots=True)
class EdgeLists:
    """Nodes and edges as columns; edges are claims between two entities, and conclusions where they were asked for.

    Attributes:
        nodes: IRIs, sorted; an edge names a node by its place in here.
        labels: names of the nodes.
        kinds: CURIE of each node's class, or None.
        source, target: the place of each edge's ends among the nodes (int64).
        predicate: the place of each edge's predicate in ``predicates`` (int32).
        predicates: CURIEs, sorted.
        claims: IRI of the claim, or None for a conclusion.
        affirms: whether the claim affirms; true for a conclusion (bool).
        status: the place of the claim's status in ``statuses``; -1 for a conclusion (int8).
        statuses: accepted, proposed, contested, retracted.
        confidence: 0 to 1; not a number for a conclusion (float64).
        valid_from, valid_to: days, or not a time (datetime64[D]).
    """

    nodes: list[str]
    labels: list[str]
    kinds: list[str | None]
    source: numpy.ndarray[Any, Any]
    target: numpy.ndarray[Any, Any]
    predicate: numpy.ndarray[Any, Any]
    predicates: list[str]
    claims: list[str | None]
    affirms: numpy.ndarray[Any, Any]
    status: numpy.ndarray[Any, Any]
    statuses: tuple[str, ...]
    confidence: numpy.ndarray[Any, Any]
    valid_from: numpy.ndarray[Any, Any]
    valid_to: numpy.ndarray[Any, Any]

    def __len__(self) -> int:
        return len(self.claims)

    def to_arrow(self) -> tuple[pyarrow.Table, pyarrow.Table]:
        """Gives the nodes and the edges as Arrow tables; words that repeat are dictionaries.

        Raises:
            ExportError: pyarrow is not installed.
        """
        pa = needed("pyarrow")
        nodes = {"iri": self.nodes, "label": self.labels, "kind": pa.array(self.kinds).dictionary_encode()}
        status = pa.array(self.status, mask=self.status < 0)
        edges = {
            "source": self.source,
            "target": self.target,
            "predicate": pa.DictionaryArray.from_arrays(self.predicate, pa.array(self.predicates, pa.string())),
            "claim": pa.array(self.claims, pa.string()),
            "affirms": self.affirms,
            "status": pa.DictionaryArray.from_arrays(status, pa.array(self.statuses)),
            "confidence": pa.array(self.confidence, from_pandas=True),
            "valid_from": pa.array(self.valid_from, pa.date32()),
            "valid_to": pa.array(self.valid_to, pa.date32()),
        }
        return pa.table(nodes), pa.table(edges)


def to_edge_lists(store: Store, *, include_inferred: bool = False) -> EdgeLists:
    """Gives the nodes and edges of ``to_networkx`` as columns, in the order of the claims' IRIs.

    Reads: the register of entities and the schemes for nodes; ``?c tg:claimSubject ?s ; tg:claimObject ?o`` for edges;
    with ``include_inferred`` also ``?s ?p ?o`` of ``graph/inferred`` between two nodes.

    Raises:
    """
    import numpy as np

    things = named_things(store)
    claims = list(object_claims(store))
    for _, subject, _, target in claims:
        for end in (subject, target):
            if end not in things:
                things[end] = (compact(end), None)
    extra = [one for one in conclusions(store) if one[0] in things and one[2] in things] if include_inferred else []
    nodes = sorted(things)
    place = {iri: number for number, iri in enumerate(nodes)}
    short = {iri: compact(iri) for iri in {claim[2] for claim in claims}}
    names = [*(short[claim[2]] for claim in claims), *(one[1] for one in extra)]
    predicates = sorted(set(names))
    code = {name: number for number, name in enumerate(predicates)}
    ends = [*((claim[1], claim[3]) for claim in claims), *((one[0], one[2]) for one in extra)]
    iris = [claim[0] for claim in claims]
    return EdgeLists(
        nodes=nodes,
        labels=[things[iri][0] for iri in nodes],
        kinds=[things[iri][1] for iri in nodes],
        source=np.array([place[source] for source, _ in ends], dtype="int64"),
        target=np.array([place[target] for _, target in ends], dtype="int64"),
        predicate=np.array([code[name] for name in names], dtype="int32"),
        predicates=predicates,
        claims=[*iris, *[None] * len(extra)],
        statuses=_STATUSES,
        **_said(store, iris, len(extra)),
    )


def _said(store: Store, claims: list[str], more: int) -> dict[str, Any]:
    """Gives what the claims say of themselves, with nothing for as many conclusions."""
    import numpy as np

    # Few claims deny or are not accepted, so those are asked for and not all.
    denied = subjects_with(store, TG + "stance", TG + "denies")
    unusual: dict[str, int] = {}
    for number, name in enumerate(_STATUSES[1:], start=1):
        unusual |= dict.fromkeys(subjects_with(store, TG + "claimStatus", TG + name), number)
    sure = column(store, TG + "confidence")
    since, until = column(store, TG + "validFrom"), column(store, TG + "validTo")
    return {
        "affirms": np.array([*(claim not in denied for claim in claims), *[True] * more], dtype="bool"),
        "status": np.array([*(unusual.get(claim, 0) for claim in claims), *[-1] * more], dtype="int8"),
        "confidence": np.array([*(float(sure.get(c, "nan")) for c in claims), *[float("nan")] * more], dtype="float64"),
        "valid_from": np.array([*(since.get(c, "NaT") for c in claims), *["NaT"] * more], dtype="datetime64[D]"),
        "valid_to": np.array([*(until.get(c, "NaT") for c in claims), *["NaT"] * more], dtype="datetime64[D]"),
    }

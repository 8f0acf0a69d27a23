"""Places of a whole graph, kept beside its quads; of a cut alone; and those that an earlier page holds.

``places.json`` in a store's folder holds where every thing stands, and a digest of what that rests on: which things
there are and which are linked. Where it fits the graph, pages take it; where it does not, or there is none (a store in
memory or behind an endpoint), the same places are computed.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from trendgraph.claims import Claim
from trendgraph.errors import ExportError
from trendgraph.explorer.identifiers import restored
from trendgraph.explorer.layout import METHOD, RANGE, Layout, lay_out
from trendgraph.explorer.reading import read_network
from trendgraph.explorer.struct import Cut, Network, World
from trendgraph.files import write_atomically
from trendgraph.namespaces import ENTITY, graph_iri
from trendgraph.store import Store

__all__ = ["Places", "keep_places", "place", "place_all", "read_places"]

Places = Mapping[str, tuple[int, int]]
"""IRI to where a thing stands."""
_LIMIT = 20_000
"""Up to so many nodes places are computed here; beyond, the browser does it, with progress and a stop."""
_FILE = "places.json"
_DATA = re.compile(rb'id="trendgraph-data">([A-Za-z0-9+/=]*)<')


def keep_places(store: Store, claims: Mapping[str, Claim], folder: Path) -> bool:
    """Lays a whole graph out and writes the places into the folder of its store, so that no page need do it.

    Args:
        store: the graph.
        claims: its claims, by IRI.
        folder: where the store is kept.

    Returns:
        Whether it did: a graph that browsers had better lay out has no places.
    """
    if store.count(graph_iri("entities")) > 4 * _LIMIT:  # a type, a label and some names each: surely too many
        return False
    network = read_network(store, claims)
    if len(network.nodes) > _LIMIT:
        return False
    places = lay_out(network.nodes, network.links).places
    told = {
        "digest": _digest(network),
        "range": RANGE,
        "places": {iri.removeprefix(ENTITY): places[iri] for iri in network.nodes},
    }
    write_atomically(folder / _FILE, (json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
    return True


def place_all(store: Store, world: World) -> Layout | None:
    """Gives places for all things of a graph, the kept ones where they fit; none for a very large graph."""
    if len(world.things) > _LIMIT:
        return None
    network = world.network
    return _kept(store, network) or lay_out(network.nodes, network.links)


def _kept(store: Store, network: Network) -> Layout | None:
    """Gives the places that stand beside the quads; none where they are of another graph, damaged or missing."""
    if store.folder is None:
        return None
    try:
        told = json.loads((store.folder / _FILE).read_bytes())
        if told["digest"] != _digest(network):
            return None
        return Layout({iri: tuple(told["places"][iri.removeprefix(ENTITY)]) for iri in network.nodes})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _digest(network: Network) -> str:
    digest = hashlib.sha256(f"{METHOD} {RANGE}\n".encode())
    for name in (*network.nodes, "", *(end for link in network.links for end in link)):
        digest.update(f"{name}\n".encode("utf-8", "replace"))
    return digest.hexdigest()


def place(cut: Cut, like: Places | None = None) -> Layout:
    """Gives places for the things of a cut alone; none for a graph that the browser had better lay out."""
    if len(cut.things) > _LIMIT:
        return Layout(name="none")
    links = [(one.subject, str(one.object)) for one in cut.edges if one.origin != "inferred"]
    return lay_out([thing.iri for thing in cut.things], links, like)


def read_places(path: Path) -> Places:
    """Gives where an earlier page has its things.

    Raises:
        ExportError: it cannot be read, or is no page of the explorer with places.
    """
    try:
        found = _DATA.search(path.read_bytes())
        data = json.loads(gzip.decompress(base64.b64decode(found[1]))) if found else {}
        table = data.get("entities", {})
        scale = RANGE / data["layout"]["range"]
        names = list(map(restored, table["id"], table["label"]))
        rows = list(zip(names, table["x"], table["y"], strict=True))
        places = {name: (round(x * scale), round(y * scale)) for name, x, y in rows if x is not None}
    except OSError as error:
        raise ExportError(f"cannot be read: {error.strerror}", code="export.like", where=str(path)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ExportError(
            "this is no page of the explorer with places in it",
            code="export.like",
            where=str(path),
            hint="give a file that `trendgraph visualise out.html` made",
        ) from error
    return places

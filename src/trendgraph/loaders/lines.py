"""A store's named graphs as lines of N-Triples, written by the engine itself: no term of them becomes an object."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, cast

import pyoxigraph as ox

from trendgraph.loaders.fingerprint import Fingerprint, Tally
from trendgraph.store import Store

__all__ = ["fingerprint_of", "pieces", "spooled", "written"]

_IN_MEMORY = 8 * 2**20
_PIECE = 2**20


def written(store: Store, name: str) -> IO[bytes]:
    """Gives a named graph as N-Triples, in memory or, where it is long, on disk."""
    body = spooled()
    if isinstance(store.raw, ox.Store):
        store.raw.dump(body, ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(name))
    else:
        body.writelines(f"{quad.triple} .\n".encode() for quad in store.quads(name))
    body.seek(0)
    return body


def spooled() -> IO[bytes]:
    """Gives an empty file in memory that goes to disk where it becomes long."""
    return cast(IO[bytes], SpooledTemporaryFile(max_size=_IN_MEMORY))


def pieces(body: IO[bytes]) -> Iterator[list[bytes]]:
    """Yields the lines of a body, about a megabyte of them at a time."""
    while lines := body.readlines(_PIECE):
        yield lines


def fingerprint_of(store: Store, name: str, tally: Tally | None = None) -> Fingerprint:
    """Adds the statements of one named graph up."""
    found = Fingerprint(tally)
    with written(store, name) as body:
        for lines in pieces(body):
            found.add_lines(lines)
    return found

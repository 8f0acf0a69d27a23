"""The small world on servers of each kind, and what is the same wherever it is."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from tests.servers.process import Server

from trendgraph.endpoint import Address, Client, Credentials, Limits, Remote
from trendgraph.store import Store, open_store

PATIENT = Limits(connect=10, read=120, total=240)


def client_of(server: Server, limits: Limits = PATIENT) -> Client:
    """A client with the right to write."""
    return Client(Address(server.query, server.update, server.graphs), credentials=who(server), limits=limits)


def who(server: Server) -> Credentials | None:
    return Credentials(server.user, server.password or "") if server.user else None


def opened(server: Server, limits: Limits = PATIENT) -> Store:
    return open_store(server.query, read_only=True, credentials=who(server), limits=limits)


def put(server: Server, quads: Iterable[ox.Quad]) -> None:
    """Puts quads on a server, graph by graph, and takes away every other graph of the project."""
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        graphs.setdefault(quad.graph_name.value, []).append(f"{quad.triple} .\n")
    with client_of(server) as client:
        for name in Remote(client).named_graphs():
            if name.value not in graphs:
                client.delete_graph(name.value)
        for name, lines in sorted(graphs.items()):
            client.put_graph(name, "".join(lines).encode())

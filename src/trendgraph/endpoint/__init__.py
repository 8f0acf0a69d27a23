"""A SPARQL 1.1 endpoint on another machine: the one client that store and loaders share.

``Client`` asks, changes, and reads or writes graphs; it waits, repeats what may be repeated, and says clearly what went
wrong. ``Remote`` reads a graph there as if it were here. What an engine does in its own way stands in
``engines/*.yaml``. Nothing here knows what the graph says.
"""

from trendgraph.endpoint.authentication import credentials_from
from trendgraph.endpoint.client import Client
from trendgraph.endpoint.engines import Engine, Note, Union, engine_names, load_engine
from trendgraph.endpoint.remote import Remote
from trendgraph.endpoint.rows import Rows
from trendgraph.endpoint.struct import Address, Answer, Credentials, EndpointError, Limits, Request, masked

__all__ = [
    "Address",
    "Answer",
    "Client",
    "Credentials",
    "EndpointError",
    "Engine",
    "Limits",
    "Note",
    "Remote",
    "Request",
    "Rows",
    "Union",
    "credentials_from",
    "engine_names",
    "load_engine",
    "masked",
]

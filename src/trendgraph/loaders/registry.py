"""Which databases can be loaded into, and what brings a graph there."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlsplit

from trendgraph.endpoint import Address, masked
from trendgraph.errors import LoadError, nearest
from trendgraph.loaders.struct import Loader, Target, Verifier

__all__ = ["KINDS", "TargetKind", "loader_of", "parse_target", "verifier_of"]


@dataclass(frozen=True, slots=True)
class TargetKind:
    """A kind of database.

    Attributes:
        form: how a target of the kind is written.
        module: module of this room whose ``load`` brings a graph there.
        runs_here: whether the project's tests start it.
    """

    title: str
    form: str
    module: str
    runs_here: bool = True


KINDS: dict[str, TargetKind] = {
    "bolt": TargetKind("Neo4j or Memgraph over Bolt", "bolt://HOST:7687", "property.door"),
    "bolt+s": TargetKind("Neo4j or Memgraph over Bolt with TLS", "bolt+s://HOST:7687", "property.door", False),
    "duckdb": TargetKind("DuckDB", "duckdb:FILE", "property.door"),
    "falkordb": TargetKind("FalkorDB", "falkordb://HOST:6379/GRAPH", "property.door"),
    "falkordb+s": TargetKind("FalkorDB with TLS", "falkordb+s://HOST:6379/GRAPH", "property.door", False),
    "fuseki": TargetKind("Apache Jena Fuseki", "fuseki:http://HOST:3030/DATASET", "sparql"),
    "graphdb": TargetKind("Ontotext GraphDB", "graphdb:http://HOST:7200/repositories/ID", "sparql", False),
    "ladybug": TargetKind("LadybugDB", "ladybug:FILE", "property.door"),
    "memgraph": TargetKind("Memgraph", "memgraph://HOST:7687", "property.door", False),
    "neo4j": TargetKind("Neo4j", "neo4j://HOST:7687/DATABASE", "property.door"),
    "neo4j+s": TargetKind("Neo4j with TLS", "neo4j+s://HOST:7687/DATABASE", "property.door", False),
    "neptune": TargetKind("Amazon Neptune", "neptune:https://HOST:8182", "sparql", False),
    "oxigraph": TargetKind("Oxigraph server", "oxigraph:http://HOST:7878", "sparql"),
    "qlever": TargetKind("QLever", "qlever:http://HOST:7001", "sparql", False),
    "rdf4j": TargetKind("Eclipse RDF4J Server", "rdf4j:http://HOST:8080/rdf4j-server/repositories/ID", "sparql"),
    "standard": TargetKind("any SPARQL 1.1 endpoint", "http://HOST/sparql", "sparql", False),
    "stardog": TargetKind("Stardog", "stardog:http://HOST:5820/DATABASE", "sparql", False),
    "virtuoso": TargetKind("OpenLink Virtuoso", "virtuoso:http://HOST:8890", "sparql"),
}


def parse_target(text: str, engine: str | None = None) -> Target:
    """Gives the target that a text means: ``ENGINE:ADDRESS``, or the URL of a SPARQL endpoint.

    Raises:
        LoadError: the engine is unknown.
        EndpointError: the address of an endpoint is none, or has a password in it.

    >>> parse_target("fuseki:http://localhost:3030/ds")
    Target(engine='fuseki', address='http://localhost:3030/ds')
    >>> parse_target("https://example.org/sparql").engine
    'standard'
    """
    word, colon, rest = text.partition(":")
    if word in ("http", "https"):
        return _checked(Target(_known(engine or "standard"), text))
    if not colon or not rest:
        raise LoadError(
            f"{masked(text)!r} is no target",
            code="load.target",
            hint="write ENGINE:ADDRESS, like " + ", ".join(kind.form for kind in list(KINDS.values())[:1]),
            suggestions=nearest(word, KINDS),
        )
    if engine not in (None, word):
        raise LoadError(f"the target says {word}, and --engine {engine}", code="load.target", hint="say it once")
    return _checked(Target(_known(word), rest))


def loader_of(target: Target) -> Loader:
    """Gives what brings a graph to a target."""
    module = import_module(f"trendgraph.loaders.{KINDS[target.engine].module}")
    loader: Loader = module.load
    return loader


def verifier_of(target: Target) -> Verifier:
    """Gives what reads back what a target holds."""
    module = "verifying" if KINDS[target.engine].module == "sparql" else "property.verifying"
    verifier: Verifier = import_module(f"trendgraph.loaders.{module}").verify
    return verifier


def _checked(target: Target) -> Target:
    """Refuses an address that is none, or holds a password, before anything is done."""
    if KINDS[target.engine].module == "sparql":
        Address(target.address)
    elif urlsplit(target.address).password is not None or urlsplit(target.address).username is not None:
        raise LoadError(
            "a user or a password stands in the address, where others can read it",
            code="load.target",
            where=str(masked(str(target))),
            hint="leave them out; see `trendgraph load --help` for where they belong",
        )
    return target


def _known(engine: str) -> str:
    if engine not in KINDS:
        raise LoadError(
            f"no engine {engine!r} is known",
            code="load.engine",
            suggestions=nearest(engine, KINDS),
            hint="one of: " + ", ".join(sorted(KINDS)),
        )
    return engine

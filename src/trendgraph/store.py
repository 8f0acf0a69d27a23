"""The store: quads of one graph, embedded in this process, in memory or in a folder, or behind a SPARQL endpoint.

``open_store("memory:")``, ``open_store(folder)`` or ``open_store("https://host/sparql")`` gives a ``Store``; queries
run over the union of all named graphs unless they name some. The embedded engine is Oxigraph; it rewrites lexical forms
to canonical ones (``0.50`` becomes ``0.5``), so everything the project writes is canonical from the start.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from trendgraph.endpoint import Client, Credentials, Limits, Remote, Rows, masked
from trendgraph.errors import QueryError, StoreError
from trendgraph.files import restore_folder
from trendgraph.namespaces import ONTOLOGY, TG, graph_iri, prefixes
from trendgraph.terms import load_terms

if TYPE_CHECKING:
    import rdflib

__all__ = ["MANIFEST", "Node", "Solutions", "Store", "check_query", "is_remote", "open_store", "read_manifest"]

Node = ox.NamedNode | ox.BlankNode | ox.Literal
Solutions = ox.QuerySolutions | Rows
MANIFEST = "trendgraph.json"
_MAXIMUM_NESTING = 200
# Strings, IRIs and comments: what must not be read as keywords or brackets.
_QUOTED = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|\#[^\n]*""",
    re.DOTALL,
)
_REMOTE = re.compile(r"(?<![?$:\w-])(SERVICE|LOAD)\b(?!:)", re.IGNORECASE)
_FROM = re.compile(r"(?<![?$:\w-])FROM\b(?!:)", re.IGNORECASE)


_VERSION_INFO = "http://www.w3.org/2002/07/owl#versionInfo"


class Store:
    """Quads with the verbs that the rooms above need.

    Attributes:
        raw: Oxigraph's store, or what stands in for it.
        manifest: what a folder says of itself.
        folder: where it was opened; None in memory and elsewhere.
    """

    def __init__(
        self,
        raw: ox.Store | Remote,
        manifest: Mapping[str, object] | None = None,
        folder: Path | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        self.raw = raw
        self.manifest = dict(manifest or {})
        self.folder = folder
        self._read_only = read_only

    @property
    def version_note(self) -> str | None:
        """Says so when the store was built with another version of the ontology than the one installed."""
        built = self.manifest.get("ontology")
        if not self.manifest or built == load_terms().version:
            return None
        cure = "load it again with `trendgraph load`" if self.is_remote else "build it again with `trendgraph build`"
        return f"this store has ontology {built}, installed is {load_terms().version}; {cure} for the same answers"

    def __len__(self) -> int:
        return len(self.raw)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._read_only:
            self.raw.flush()
        if isinstance(self.raw, Remote):
            self.raw.client.close()

    @property
    def is_remote(self) -> bool:
        """Whether the quads are on another machine, so that reading all of them takes a while."""
        return isinstance(self.raw, Remote)

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Node] | None = None,
        graphs: Sequence[str] | None = None,
    ) -> Solutions | ox.QueryTriples | ox.QueryBoolean:
        """Runs SPARQL 1.1 over the union of all graphs, or of ``graphs`` (IRIs), or of those it names with FROM.

        Args:
            text: the query; the project's prefixes are known and need not be declared.
            bindings: values for projected variables.
            graphs: IRIs of the named graphs that make up the default graph.

        Raises:
            QueryError: the text is not valid SPARQL (the message carries line and column), or too deeply nested.
        """
        names_graphs = check_query(text)
        substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): node for name, node in (bindings or {}).items()
        }
        try:
            return self.raw.query(
                text,
                prefixes=prefixes(),
                use_default_graph_as_union=graphs is None and not names_graphs,
                default_graph=None if graphs is None else [ox.NamedNode(iri) for iri in graphs],
                substitutions=substitutions or None,
            )
        except SyntaxError as error:
            raise _syntax_error(error) from error
        except (RuntimeError, ValueError) as error:
            raise QueryError(f"the query cannot run: {error}", code="query.runtime") from error

    def select(
        self, text: str, *, bindings: Mapping[str, Node] | None = None, graphs: Sequence[str] | None = None
    ) -> Solutions:
        """Runs a SELECT query.

        Raises:
            QueryError: the text is no SELECT query.
        """
        result = self.query(text, bindings=bindings, graphs=graphs)
        if not isinstance(result, ox.QuerySolutions | Rows):
            raise QueryError("this is not a SELECT query", code="query.form")
        return result

    def construct(self, text: str, *, graphs: Sequence[str] | None = None) -> ox.QueryTriples:
        """Runs a CONSTRUCT or DESCRIBE query.

        Raises:
            QueryError: the text is neither.
        """
        result = self.query(text, graphs=graphs)
        if not isinstance(result, ox.QueryTriples):
            raise QueryError("this is neither a CONSTRUCT nor a DESCRIBE query", code="query.form")
        return result

    def ask(self, text: str, *, graphs: Sequence[str] | None = None) -> bool:
        """Runs an ASK query."""
        return bool(self.query(text, graphs=graphs))

    def update(self, text: str) -> None:
        """Runs a SPARQL Update.

        Raises:
            QueryError: the text is not valid SPARQL Update.
        """
        check_query(text)
        try:
            self.raw.update(text, prefixes=prefixes())
        except SyntaxError as error:
            raise _syntax_error(error) from error

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Adds quads in one go."""
        self.raw.bulk_extend(quads)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Gives the quads of one named graph (an IRI), or all."""
        return self.raw.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def expect(self, nodes: Iterable[Node]) -> None:
        """Tells which nodes will be asked for next: a store on another machine fetches them together."""
        if isinstance(self.raw, Remote):
            self.raw.expect(nodes)

    def graph_names(self) -> list[str]:
        """Gives the IRIs of the named graphs that hold anything, sorted."""
        return sorted(name.value for name in self.raw.named_graphs() if isinstance(name, ox.NamedNode))

    def count(self, graph: str | None = None) -> int:
        """Gives the number of quads in one named graph (an IRI), or in all."""
        return len(self.raw) if graph is None else sum(1 for _ in self.quads(graph))

    def remove_graph(self, graph: str) -> None:
        """Removes a named graph (an IRI) with all its quads."""
        self.raw.remove_graph(ox.NamedNode(graph))

    def to_rdflib(self, graphs: Sequence[str] | None = None) -> rdflib.Dataset:
        """Gives the quads of the named graphs (all by default) as an rdflib Dataset."""
        from trendgraph.interop import dataset_to_rdflib

        names = self.graph_names() if graphs is None else graphs
        return dataset_to_rdflib(quad for name in names for quad in self.quads(name))

    @classmethod
    def from_rdflib(cls, dataset: rdflib.Dataset | rdflib.Graph) -> Store:
        """Gives a store in memory with the quads of an rdflib Dataset; a plain Graph goes to ``graph/asserted``."""
        from trendgraph.interop import quads_from_rdflib

        store = cls(ox.Store())
        store.add(quads_from_rdflib(dataset, graph_iri("asserted")))
        return store


def open_store(
    target: str | Path = "memory:",
    *,
    read_only: bool = False,
    credentials: Credentials | None = None,
    limits: Limits | None = None,
    engine: str | None = None,
) -> Store:
    """Opens ``memory:``, a folder that ``trendgraph build`` made (or an empty one), or a SPARQL endpoint.

    Args:
        target: ``memory:``, a folder, or the ``http`` or ``https`` address at which an endpoint answers queries.
        read_only: whether there must be a store already, and a folder stays as it is.
        credentials: who asks, at an endpoint.
        limits: how long to wait for an endpoint, and how often to try.
        engine: name of the profile of the endpoint's engine; recognised if not given.

    Raises:
        StoreError: the target is a file, is locked by another process, is not a store, or does not answer.
    """
    if str(target) == "memory:":
        return Store(ox.Store())
    if is_remote(target):
        client = Client(str(target), credentials=credentials, limits=limits, engine=engine)
        return _open_remote(client, needs_graph=read_only)
    folder = Path(target)
    restore_folder(folder)
    if folder.exists() and not folder.is_dir():
        raise StoreError(
            "this is a file, not a store folder",
            code="store.not_a_folder",
            where=str(folder),
            hint="give the folder that `trendgraph build --out FOLDER` made",
        )
    if read_only and not (folder / MANIFEST).is_file():
        raise StoreError(
            "there is no trendgraph store here",
            code="store.missing",
            where=str(folder),
            hint=f"build one: trendgraph build --out {folder}",
        )
    manifest = read_manifest(folder)
    try:
        if not read_only:
            folder.mkdir(exist_ok=True)
        raw = ox.Store.read_only(str(folder / "quads")) if read_only else ox.Store(str(folder / "quads"))
    except OSError as error:
        locked = "lock hold by" in str(error) or "/LOCK" in str(error)
        raise StoreError(
            "another process has this store open" if locked else f"this is not a readable store: {error}",
            code="store.locked" if locked else "store.unreadable",
            where=str(folder),
            hint="wait for the other process, or open it read-only" if locked else "build it again: trendgraph build",
        ) from error
    return Store(raw, manifest, folder, read_only=read_only)


def is_remote(target: str | Path) -> bool:
    """Says whether a target is the address of an endpoint.

    >>> is_remote("https://host/sparql"), is_remote("build/trendgraph")
    (True, False)
    """
    return isinstance(target, str) and target.partition("://")[0].lower() in ("http", "https") and "://" in target


def _open_remote(client: Client, *, needs_graph: bool) -> Store:
    """Opens an endpoint with questions that are cheap however much it holds."""
    store = Store(Remote(client))
    versions = client.rows(f"SELECT ?version WHERE {{ GRAPH ?g {{ <{ONTOLOGY}> <{_VERSION_INFO}> ?version }} }}")
    found = sorted(row["version"].value for row in versions)
    if found:
        store.manifest["ontology"] = found[0]
    elif needs_graph and not client.ask(f"ASK {{ GRAPH ?g {{ ?claim a <{TG}Claim> }} }}"):
        raise StoreError(
            "it answers, and there is no trendgraph in its named graphs",
            code="store.empty",
            where=masked(client.address.query),
            hint="load the graph into it first (trendgraph load), or give the address of the data set that holds it",
        )
    return store


def read_manifest(folder: Path) -> dict[str, object]:
    """Gives what a store folder says of itself (versions, counts), or nothing for a folder without one."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise StoreError(f"the manifest is damaged: {error}", code="store.manifest", where=str(path)) from error
    if not isinstance(manifest, dict):
        raise StoreError("the manifest is not a JSON object", code="store.manifest", where=str(path))
    return manifest


@lru_cache(maxsize=512)
def check_query(text: str) -> bool:
    """Refuses what would leave this machine, or is nested so deeply that the engine could exhaust its stack.

    Returns:
        Whether the query names its own graphs (FROM).

    Raises:
        QueryError: the text calls SERVICE or LOAD, or more than 200 brackets are open at once.
    """
    bare = _QUOTED.sub(" ", text)
    remote = _REMOTE.search(bare)
    if remote:
        raise QueryError(
            f"{remote[1].upper()} is not run: queries never leave this machine",
            code="query.remote",
            hint="fetch the data yourself and put it beside the graph",
        )
    depth = 0
    for character in bare:
        if character in "({[":
            depth += 1
            if depth > _MAXIMUM_NESTING:
                raise QueryError(
                    f"brackets are nested more than {_MAXIMUM_NESTING} deep", code="query.nesting", hint="simplify it"
                )
        elif character in ")}]":
            depth -= 1
    return _FROM.search(bare) is not None


def _syntax_error(error: SyntaxError) -> QueryError:
    first = str(error).splitlines()[0]
    position, _, rest = first.removeprefix("error at ").partition(": ")
    line, _, column = position.partition(":")
    if not (line.isdigit() and column.isdigit()):
        return QueryError(f"not valid SPARQL: {first}", code="query.syntax")
    return QueryError(
        f"not valid SPARQL: {rest[:200]}",
        code="query.syntax",
        where=f"line {line}, column {column}",
        hint="the project's prefixes (tg:, tgd:, skos:, …) are declared for you",
    )

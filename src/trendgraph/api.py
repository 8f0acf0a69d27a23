"""The Python face: ``build()`` or ``open()`` gives a ``Graph``; everything else is a method on it.

>>> import trendgraph as tg
>>> g = tg.build()                                            # doctest: +SKIP
>>> g.query("cq010", trend="parameter-efficiency").to_pandas()  # doctest: +SKIP
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from trendgraph.endpoint import Credentials
from trendgraph.pipeline import BuildConfig
from trendgraph.pipeline import build as run_pipeline
from trendgraph.store import Store, open_store

if TYPE_CHECKING:
    import networkx
    import rdflib

    from trendgraph.analysis import Links
    from trendgraph.analysis import Path as ClaimPath
    from trendgraph.explorer import Explored
    from trendgraph.exporters import ExportResult
    from trendgraph.figures import Drawn, Picture
    from trendgraph.loaders import LoadReport, TargetCheck
    from trendgraph.materialisation import Derivation
    from trendgraph.queries import EntityView, Question, Support, Table, Triples
    from trendgraph.trends import TrendView
    from trendgraph.validation import Report

__all__ = ["Graph", "build", "load", "open", "verify"]

_CLAIMS = "SELECT ?claim WHERE { ?claim a tg:Claim %s } ORDER BY ?claim"


def build(
    data: str | Path | None = None,
    out: str | Path | None = None,
    *,
    without: tuple[str, ...] = (),
    check: bool = True,
) -> Graph:
    """Builds the graph of the shipped data, or of ``data``; keeps it in memory, or in the folder ``out``.

    Args:
        data: folder of curated YAML.
        out: folder for the store.
        without: identifiers of sources to leave out.
        check: whether to validate; the report is then at hand as ``graph.validate()``.

    Raises:
        TrendgraphError: the data has a mistake, or the folder cannot be written.
    """
    built = run_pipeline(
        BuildConfig(
            data=Path(data) if data else None,
            out=Path(out) if out else None,
            without=frozenset(without),
            check=check,
        )
    )
    return Graph(built.store, built.report)


def load(
    graph: Graph, target: str, *, credentials: Credentials | None = None, take_over: bool = False, **options: Any
) -> LoadReport:
    """Brings a graph into a running database, as ``trendgraph load`` does; nobody else can load there meanwhile.

    Args:
        graph: what to load.
        target: ``ENGINE:ADDRESS``, or the URL of a SPARQL endpoint.
        credentials: who asks; else the environment, the file of credentials or the keyring says.
        take_over: load although another load holds the target; that one stops.
        options: those of ``loaders.LoadOptions``: ``dry_run``, ``since``, ``graph_prefix``, ``check``, ``progress``,
            ``verify``, ``straight``; or a ``lease`` of one's own, or None for none.

    Raises:
        LoadError: the target is unknown, held by another load, or does not hold what it was sent.
        EndpointError: the target does not answer, or refuses.
    """
    from trendgraph.leasing import lease_of_this_process
    from trendgraph.loaders import LoadOptions, find_credentials, load_graph, parse_target

    where = parse_target(target)
    options.setdefault("lease", lease_of_this_process(take_over=take_over))
    known = credentials or find_credentials(where.address, os.environ)
    return load_graph(graph.store, where, LoadOptions(credentials=known, **options))


def verify(target: str, *, credentials: Credentials | None = None, graph_prefix: str | None = None) -> TargetCheck:
    """Reads back what a running database holds, and holds it against what was loaded there.

    Args:
        target: ``ENGINE:ADDRESS``, or the URL of a SPARQL endpoint.
        credentials: who asks; else the environment, the file of credentials or the keyring says.
        graph_prefix: beginning of the graphs' names there, instead of the project's.

    Raises:
        LoadError: the target is unknown, or nothing was loaded there.
        EndpointError: the target does not answer, or refuses.
    """
    from trendgraph.loaders import LoadOptions, find_credentials, parse_target, verify_target

    where = parse_target(target)
    known = credentials or find_credentials(where.address, os.environ)
    return verify_target(where, LoadOptions(credentials=known, graph_prefix=graph_prefix))


def open(path: str | Path, *, user: str = "", password: str = "", token: str = "") -> Graph:
    """Opens a store folder that ``build`` or ``trendgraph build`` made, or a SPARQL endpoint by its address.

    Warns when the graph is of another ontology version.

    Args:
        path: the folder, or an ``http`` or ``https`` address.
        user: who asks, at an endpoint.
        password: the user's password.
        token: a bearer token instead of user and password.

    Raises:
        StoreError: there is no store, or it cannot be read.
    """
    credentials = Credentials(user, password, token) if user or token else None
    store = open_store(path, read_only=True, credentials=credentials)
    if store.version_note:
        warnings.warn(store.version_note, UserWarning, stacklevel=2)
    return Graph(store)


class Graph:
    """A trendgraph, open for questions."""

    def __init__(self, store: Store, report: Report | None = None) -> None:
        self.store = store
        self._report = report

    def __len__(self) -> int:
        return len(self.store)

    def __repr__(self) -> str:
        return f"<trendgraph.Graph: {len(self)} statements in {len(self.store.graph_names())} named graphs>"

    def query(self, query: str, **bindings: object) -> Table | Triples:
        """Asks a competency question by name (``"cq010"``), or runs SPARQL 1.1.

        Raises:
            QueryError: the question is unknown, a binding does not fit, or the text is not valid SPARQL.
        """
        from trendgraph.queries import run_query, run_sparql

        if any(sign in query for sign in "{\n"):
            return run_sparql(self.store, query)
        return run_query(self.store, query, **bindings)

    def questions(self) -> list[Question]:
        """Gives the competency questions."""
        from trendgraph.queries import list_questions

        return list_questions()

    def why(self, table: Table) -> list[list[Support]]:
        """Gives, for every row of an answer, the claims behind it with their passages."""
        from trendgraph.materialisation import leaves
        from trendgraph.queries import why

        return why(self.store, table.query, table, explain=lambda triple: leaves(self.store, triple))

    def entity(self, name: str) -> EntityView:
        """Gives an entity by label, slug, CURIE or IRI, with its claims, sources and dates.

        Raises:
            QueryError: nothing has that name, or several things have.
        """
        from trendgraph.queries import show

        return show(self.store, name)

    def trend(self, name: str) -> TrendView:
        """Gives a trend by label, slug, CURIE or IRI: its observations, estimates, verdicts, phases and exemplars.

        Raises:
            QueryError: no trend has that name; the nearest are named.
        """
        from trendgraph.trends import TrendView

        return TrendView(self.store, name)

    def claims(
        self, *, subject: str | None = None, predicate: str | None = None, object: str | None = None
    ) -> list[Support]:
        """Gives the claims of a subject, a predicate or an object (each a label, slug, CURIE or IRI), sorted by IRI.

        Raises:
            QueryError: a name is unknown or means several things.
        """
        from trendgraph.queries import read_support, resolve

        parts = []
        for name, text in (("claimSubject", subject), ("claimPredicate", predicate), ("claimObject", object)):
            if text is not None:
                known = f"tg:{text}" if name == "claimPredicate" and ":" not in text else text
                parts.append(f"; tg:{name} {resolve(self.store, known)}")
        return [read_support(self.store, row["claim"]) for row in self.store.select(_CLAIMS % " ".join(parts))]

    def explain(self, subject: str, predicate: str, object: str) -> Derivation:
        """Gives how a statement follows, down to claims and passages.

        Raises:
            GraphError: the statement is not in the graph.
        """
        from trendgraph.materialisation import explain, read_statement

        return explain(self.store, *read_statement(self.store, subject, predicate, object))

    def path(self, source: str, target: str, links: Links | None = None) -> ClaimPath:
        """Gives the shortest path of claims between two entities (each a label, slug, CURIE or IRI).

        Raises:
            QueryError: a name is unknown or means several things.
        """
        from trendgraph.analysis import shortest_path

        return shortest_path(self.store, source, target, links)

    def validate(self) -> Report:
        """Holds the graph against the shapes."""
        from trendgraph.validation import validate

        if self._report is None:
            self._report = validate(self.store)
        return self._report

    def export(
        self,
        path: str | Path,
        format: str | None = None,
        *,
        layers: tuple[str, ...] = (),
        entity: str | None = None,
        query: str | None = None,
        asserted: bool = False,
        inferred: bool = False,
        hops: int = 1,
    ) -> ExportResult:
        """Writes the graph to a file, or to standard output (``-``); the suffix says how, unless ``format`` does.

        Args:
            path: the file.
            format: name of a format.
            layers: only these named graphs, such as ``("asserted",)``; ``sources`` is every source's.
            entity: only this entity (label, slug, CURIE or IRI) with its claims, evidence and sources.
            query: only what this CONSTRUCT query gives.
            asserted: leave out what follows by rule.
            inferred: only what follows by rule; with ``asserted`` both.
            hops: how far from the entity; 2 takes the claims of what it is linked to along, and so on.

        Raises:
            ExportError: no such format, parts that exclude each other, or the file cannot be written.
            QueryError: the query is no CONSTRUCT.
        """
        from trendgraph.exporters import Selection, export_graph
        from trendgraph.queries import resolve

        iri = resolve(self.store, entity).value if entity else None
        selection = Selection(layers, iri, query, asserted, inferred, hops)
        return export_graph(self.store, path, format, selection=selection)

    def show(
        self, *names: str, kinds: tuple[str, ...] = (), query: str | None = None, everything: bool = False
    ) -> Picture:
        """Gives a picture for a notebook: SVG at once, and a page to explore where the notebook trusts it.

        Args:
            names: entities or trends, with what they are linked to; the most evidenced ones without any.
            kinds: local names of classes, such as ``LanguageModel``.
            query: a question's name, or SPARQL: the things in its answer.
            everything: whether all entities are drawn, and not the most evidenced 200.

        Raises:
            QueryError: a name is unknown, or means several things.
        """
        from trendgraph.explorer import Scope
        from trendgraph.figures import Picture

        return Picture(self.store, Scope(names, (), kinds, (query,) if query else (), everything))

    def visualise(self, path: str | Path, *names: str) -> Explored | Drawn:
        """Writes a page to explore (``.html``) or a picture (``.svg``, ``.png``, ``.pdf``) of the graph or of entities.

        Raises:
            ExportError: the file cannot be written, or its suffix names no form.
            QueryError: a name is unknown, or means several things.
        """
        from trendgraph.explorer import Scope, write_explorer
        from trendgraph.figures import write_figure

        write = write_explorer if Path(path).suffix.casefold() == ".html" else write_figure
        return write(self.store, path, Scope(names))

    def to_rdflib(self) -> rdflib.Dataset:
        """Gives the graph as an rdflib Dataset."""
        return self.store.to_rdflib()

    @classmethod
    def from_rdflib(cls, dataset: rdflib.Dataset | rdflib.Graph) -> Self:
        """Gives a graph in memory with the quads of an rdflib Dataset."""
        return cls(Store.from_rdflib(dataset))

    def to_networkx(self, *, include_inferred: bool = False, complete: bool = False) -> networkx.MultiDiGraph:
        """Gives entities as nodes and claims as edges, with status, confidence, validity and sources as attributes.

        With ``complete``, values and sources are nodes too, and ``trendgraph.exporters.from_networkx`` gives the same
        claims back.
        """
        from trendgraph.exporters import to_networkx

        return to_networkx(self.store, include_inferred=include_inferred, complete=complete)

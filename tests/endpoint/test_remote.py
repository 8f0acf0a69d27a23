"""A store on another machine answers as the embedded one does: every verb that reads, on every engine here."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from tests.competency.test_competency import EXPECTED, QUESTIONS, read_blocks
from tests.endpoint.worlds import opened, who
from tests.servers.process import Server

from trendgraph.analysis import shortest_path
from trendgraph.cli import command_line
from trendgraph.endpoint import Remote, load_engine
from trendgraph.endpoint.transport import Transport
from trendgraph.errors import QueryError
from trendgraph.exporters import export_graph
from trendgraph.history import at, diff
from trendgraph.materialisation import leaves
from trendgraph.namespaces import ENTITY, graph_iri
from trendgraph.queries import list_questions, resolve, run_query, show, why
from trendgraph.records import read_records
from trendgraph.store import Store
from trendgraph.validation import validate
from trendgraph.validation.quality import list_checks, run_checks

pytestmark = pytest.mark.servers

ANSWERED_HERE = {
    "fuseki": {"qc-claim-without-asserted"},
    "oxigraph": set(),
    "virtuoso": {"cq009", "cq015", "cq016", "cq017", "cq019", "cq021", "qc-duplicate-label"},
}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.identifier)
def test_the_same_questions_give_identical_tables(question: object, remote: Store, tiny: object) -> None:
    name = question.identifier  # type: ignore[attr-defined]
    for bindings, _, _ in read_blocks(EXPECTED / f"{name}.tsv"):
        there, here = (run_query(store, name, **bindings) for store in (remote, tiny.store))  # type: ignore[attr-defined]
        assert there.columns == here.columns
        assert there.rows == here.rows


def test_the_profile_says_what_an_engine_gets_wrong_and_no_more(engine: Server) -> None:
    """Kept up by hand, so that a new weakness is seen; all of these are questions or checks that there are."""
    told = load_engine(engine.engine).answered_here
    assert set(told) == ANSWERED_HERE[engine.engine]
    known = {question.identifier for question in list_questions()} | {check.identifier for check in list_checks()}
    assert set(told) <= known


def test_the_same_quads_and_graphs(remote: Store, tiny: object) -> None:
    here = tiny.store  # type: ignore[attr-defined]
    assert remote.graph_names() == here.graph_names()
    assert len(remote) == len(here)
    ontology = graph_iri("ontology")
    assert {q for q in remote.quads() if q.graph_name.value != ontology} == {
        q for q in here.quads() if q.graph_name.value != ontology
    }
    assert remote.count(ontology) == here.count(ontology)


def test_paging_gives_the_same_quads(remote: Store, tiny: object) -> None:
    """Small pages, so that subjects straddle them and some are larger than a page."""
    graph = graph_iri("entities")
    assert isinstance(remote.raw, Remote)
    paged = Store(Remote(remote.raw.client, page_rows=7))
    assert set(paged.quads(graph)) == set(tiny.store.quads(graph))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?o WHERE { ?s tg:developedBy ?o } ORDER BY ?s ?o",
        "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s tg:developedBy ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT ?s WHERE { ?s a tg:Claim } ORDER BY ?s LIMIT 5",
        "ASK { ?s a tg:Trend }",
        "ASK { tgd:model\\/none a tg:Trend }",
    ],
)
def test_free_queries(text: str, remote: Store, tiny: object) -> None:
    there, here = remote.query(text), tiny.store.query(text)  # type: ignore[attr-defined]
    if isinstance(here, ox.QueryBoolean):
        assert bool(there) == bool(here)
        return
    assert [tuple(row) for row in there] == [tuple(row) for row in here]  # type: ignore[arg-type]


def test_construct_and_chosen_graphs(remote: Store, tiny: object) -> None:
    here = tiny.store  # type: ignore[attr-defined]
    for text in (
        "CONSTRUCT { ?o tg:partOf ?s } WHERE { ?s tg:developedBy ?o }",
        "CONSTRUCT WHERE { ?s tg:developedBy ?o }",
    ):
        assert set(remote.construct(text)) == set(here.construct(text))
    text, graphs = "SELECT ?s ?o WHERE { ?s tg:developedBy ?o }", [graph_iri("asserted")]
    rows = [{tuple(row) for row in store.select(text, graphs=graphs)} for store in (remote, here)]
    assert rows[0] == rows[1] != set()
    bound = {"s": ox.NamedNode("https://w3id.org/trendgraph/id/model/aurora")}
    rows = [{tuple(row) for row in store.select(text, bindings=bound)} for store in (remote, here)]
    assert rows[0] == rows[1] != set()


def test_show_and_why(remote: Store, tiny: object) -> None:
    here = tiny.store  # type: ignore[attr-defined]
    for entity in ("Aurora", "developedBy"):
        assert show(remote, entity).as_dict() == show(here, entity).as_dict()
    with pytest.raises(QueryError, match=r"nearest: .*model/aurora"):
        show(remote, "model/auroa")
    for name in ("cq002",):
        for bindings, _, _ in read_blocks(EXPECTED / f"{name}.tsv"):
            found = []
            for store in (remote, here):
                table = run_query(store, name, **bindings)
                found.append(why(store, table.query, table, explain=lambda triple, store=store: leaves(store, triple)))
            assert found[0] == found[1]


def test_an_entity_and_a_path_are_read_in_few_requests(
    engine: Server, remote: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever hangs on it: opening, its name, its claims, their evidence, what that rests on."""
    del remote  # the small world is there
    sent: list[object] = []
    send = Transport.send
    monkeypatch.setattr(Transport, "send", lambda self, request: sent.append(request) or send(self, request))
    with opened(engine) as store:
        view = show(store, "Aurora")
        assert len(view.as_subject) + len(view.as_object) > 10
    assert len(sent) <= 15
    sent.clear()
    with opened(engine) as store:
        assert len(shortest_path(store, "model/aurora-mini", "organisation/borealis")) > 1
    assert len(sent) <= 20


def test_names_that_lower_case_does_not_find(remote: Store) -> None:
    """The engine compares in lower case; what only Python's folding finds is found as well."""
    assert resolve(remote, "AURORA") == resolve(remote, "aurora") == ox.NamedNode(ENTITY + "model/aurora")
    with pytest.raises(QueryError, match="aurora-mini"):
        resolve(remote, "Aurora miny")


def test_records_differences_and_past_days(remote: Store, tiny: object) -> None:
    from datetime import date

    here = tiny.store  # type: ignore[attr-defined]
    assert list(read_records(remote)) == list(read_records(here))
    assert not diff(here, remote)
    day = date(2024, 3, 1)
    assert not diff(at(here, as_known_on=day), at(remote, as_known_on=day))


def test_checks_and_shapes(remote: Store, tiny: object) -> None:
    here = tiny.store  # type: ignore[attr-defined]
    assert run_checks(remote) == run_checks(here)
    assert validate(remote).counts == validate(here).counts


@pytest.mark.parametrize("name", ["graph.nq", "graph.graphml"])
def test_exports_are_the_same_bytes(name: str, remote: Store, tiny: object, tmp_path: Path) -> None:
    export_graph(remote, tmp_path / f"there-{name}")
    export_graph(tiny.store, tmp_path / f"here-{name}")  # type: ignore[attr-defined]
    assert (tmp_path / f"there-{name}").read_bytes() == (tmp_path / f"here-{name}").read_bytes()


def test_the_command_line_takes_an_address(
    engine: Server, remote: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    credentials = who(engine)
    if credentials:
        monkeypatch.setenv("TRENDGRAPH_STORE_USER", credentials.user)
        monkeypatch.setenv("TRENDGRAPH_STORE_PASSWORD", credentials.password)
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> str:
        done = CliRunner().invoke(command_line, [*words, "--store", engine.query])
        assert done.exit_code in (0, 1), done.output
        return done.stdout

    assert json.loads(run("query", "cq002", "--json"))
    assert "supports" in run("query", "cq010", "--trend", "small-models", "--why")
    assert json.loads(run("show", "model/aurora", "--json"))
    assert "no difference" in run("diff", "now", engine.query)
    run("export", "out.nq")
    assert (tmp_path / "out.nq").stat().st_size
    assert run("measure", "--graph").startswith("indicator")
    assert run("conflicts", "--json")
    assert run("explain", "model/aurora-mini", "a", "tg:DistilledModel")

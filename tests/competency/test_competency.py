"""Every question against answers worked out by hand over the tiny world, and against the published graph."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from trendgraph.namespaces import ENTITY, TG, compact, prefixes
from trendgraph.queries import Question, Table, list_questions, resolve, run_query
from trendgraph.queries.support import facts_of
from trendgraph.store import Store

EXPECTED = Path(__file__).parent / "expected"
QUESTIONS = list_questions()
DATATYPES = {"date", "integer", "decimal", "string", "boolean"}
KINDS = {"IRI", "any"} | DATATYPES


def read_blocks(path: Path) -> list[tuple[dict[str, str], list[str], list[list[str]]]]:
    """Gives the blocks of a file of expected answers: bindings, columns, rows."""
    blocks: list[tuple[dict[str, str], list[str], list[list[str]]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# bindings: "):
            given = line.removeprefix("# bindings: ")
            pairs = [] if given == "none" else given.split()
            blocks.append((dict(pair.split("=", 1) for pair in pairs), [], []))
        elif not blocks[-1][1]:
            blocks[-1][1].extend(line.split("\t"))
        else:
            blocks[-1][2].append(line.split("\t"))
    return blocks


def short(store: Store, cell: object) -> str:
    """Writes a cell as the expected files do: segment/slug, CURIE, plain literal, a claim by what it says."""
    if cell is None:
        return ""
    if not isinstance(cell, ox.NamedNode):
        assert isinstance(cell, ox.Literal)
        return cell.value
    if cell.value.startswith(ENTITY + "claim/"):
        return claim_name(store, cell)
    return cell.value.removeprefix(ENTITY) if cell.value.startswith(ENTITY) else compact(cell.value)


def claim_name(store: Store, claim: ox.NamedNode) -> str:
    said = facts_of(store, claim)
    stated = (said.get("tg:claimObject") or said["tg:claimValue"])[0]
    denied = "not " if said["tg:stance"][0].value == TG + "denies" else ""
    interval = ""
    if "tg:validFrom" in said or "tg:validTo" in said:
        first, last = (next((n.value for n in said.get(p, ())), "") for p in ("tg:validFrom", "tg:validTo"))
        interval = f" {first}..{last}"
    predicate = said["tg:claimPredicate"][0].value.removeprefix(TG)
    return f"{{{denied}{short(store, said['tg:claimSubject'][0])} {predicate} {short(store, stated)}{interval}}}"


def written(store: Store, table: Table) -> list[list[str]]:
    return [[short(store, cell) for cell in row] for row in table.rows]


def without_claims(rows: list[list[str]]) -> list[list[str]]:
    """Claims sort by hash, which nobody works out by hand; the order of all other cells is compared."""
    return [[cell for cell in row if not cell.startswith("{")] for row in rows]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.identifier)
def test_answer_over_the_tiny_world(question: Question, tiny_store: Store) -> None:
    for bindings, columns, rows in read_blocks(EXPECTED / f"{question.identifier}.tsv"):
        table = run_query(tiny_store, question.identifier, **bindings)
        assert list(table.columns) == columns
        actual = written(tiny_store, table)
        assert without_claims(actual) == without_claims(rows)
        assert Counter(map(tuple, actual)) == Counter(map(tuple, rows))
        assert rows


def test_every_question_has_an_answer_and_every_answer_a_question() -> None:
    assert {path.stem for path in EXPECTED.glob("*.tsv")} == {question.identifier for question in QUESTIONS}
    assert len(QUESTIONS) >= 24


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.identifier)
def test_header(question: Question) -> None:
    assert re.fullmatch(r"cq\d{3}", question.identifier)
    assert question.name.startswith(question.identifier + "-")
    assert question.question.endswith((".", "?"))
    assert {column.kind for column in question.columns} <= KINDS
    projected = re.search(r"^SELECT (?:DISTINCT )?(.+?)^WHERE \{", question.text, re.DOTALL | re.MULTILINE)
    assert projected, "the projection ends at a line WHERE {"
    ordering = re.search(r"^ORDER BY (.+)$", question.text, re.MULTILINE)
    assert ordering
    assert question.ordered == f"yes by {ordering[1]}"
    required = {binding.name for binding in question.bindings if binding.required}
    assert required <= question.example.keys() <= {binding.name for binding in question.bindings}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.identifier)
def test_prefixes_are_declared_as_the_project_declares_them(question: Question) -> None:
    declared = dict(re.findall(r"^PREFIX (\S+): <(\S+)>$", question.text, re.MULTILINE))
    assert declared.items() <= prefixes().items()
    ox.Store().query(question.text)


def check_types(question: Question, table: Table) -> None:
    for row in table.rows:
        for column, cell in zip(question.columns, row, strict=True):
            if cell is None or column.kind == "any":
                continue
            if column.kind == "IRI":
                assert isinstance(cell, ox.NamedNode), (column, cell)
            else:
                assert isinstance(cell, ox.Literal), (column, cell)
                assert compact(cell.datatype.value) == f"xsd:{column.kind}", (column, cell)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.identifier)
def test_columns_are_as_declared(question: Question, tiny_store: Store) -> None:
    for bindings, _, _ in read_blocks(EXPECTED / f"{question.identifier}.tsv"):
        table = run_query(tiny_store, question.identifier, **bindings)
        assert table.columns == tuple(column.name for column in question.columns)
        check_types(question, table)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.identifier)
def test_rows_are_distinct_and_in_the_stated_order(question: Question, tiny_store: Store) -> None:
    for bindings, _, _ in read_blocks(EXPECTED / f"{question.identifier}.tsv"):
        rows = run_query(tiny_store, question.identifier, **bindings).rows
        assert len(rows) == len(set(rows))
        keys = [key.strip("?") for key in re.findall(r"\?\w+|DESC\(", question.ordered)]
        names = [column.name for column in question.columns]
        if "DESC(" not in keys:
            key_rows = [tuple(str(row[names.index(key)]) for key in keys) for row in rows]
            assert len(set(key_rows)) == len(rows), "the order leaves ties"


def test_optional_bindings_narrow_the_answer(tiny_store: Store) -> None:
    everything = run_query(tiny_store, "cq027").rows
    one = run_query(tiny_store, "cq027", concern="bias").rows
    assert one
    assert set(one) < set(everything)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.identifier)
def test_published_graph(question: Question, published_store: Store) -> None:
    table = run_query(published_store, question.identifier, **dict(question.example))
    assert table.columns == tuple(column.name for column in question.columns)
    check_types(question, table)
    for name, value in question.example.items():
        kind = next(binding.kind for binding in question.bindings if binding.name == name)
        if not kind.startswith("xsd:"):
            resolve(published_store, value, kind)


def test_most_questions_have_answers_in_the_published_graph(published_store: Store) -> None:
    answered = [q.identifier for q in QUESTIONS if len(run_query(published_store, q.identifier, **dict(q.example)))]
    assert len(answered) >= 24, sorted({q.identifier for q in QUESTIONS} - set(answered))


# rdflib joins a long VALUES block only after everything else: 20 seconds for one row.
SLOW_ON_RDFLIB = {"cq001"}


@pytest.fixture(scope="module")
def tiny_in_rdflib(tiny_store: Store) -> rdflib.Dataset:
    dataset = tiny_store.to_rdflib()
    dataset.default_union = True
    return dataset


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    "question", [q for q in QUESTIONS if q.identifier not in SLOW_ON_RDFLIB], ids=lambda q: q.identifier
)
def test_another_engine_gives_the_same_answer(
    question: Question, tiny_store: Store, tiny_in_rdflib: rdflib.Dataset
) -> None:
    for bindings, _, _ in read_blocks(EXPECTED / f"{question.identifier}.tsv"):
        table = run_query(tiny_store, question.identifier, **bindings)
        others = [[None if cell is None else str(cell) for cell in row] for row in tiny_in_rdflib.query(table.query)]
        ours = [[None if cell is None else getattr(cell, "value", str(cell)) for cell in row] for row in table.rows]
        assert others == ours


def test_each_question_ends_without_its_optional_bindings(published_store: Store) -> None:
    for question in QUESTIONS:
        required = {b.name for b in question.bindings if b.required}
        bindings = {name: value for name, value in question.example.items() if name in required}
        assert run_query(published_store, question.identifier, **bindings).columns, question.identifier

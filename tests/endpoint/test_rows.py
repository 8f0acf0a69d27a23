"""Answers are restored as they are read: the same rows, of which few are held at a time."""

from __future__ import annotations

import io
import json

import pyoxigraph as ox
import pytest

from trendgraph.endpoint.restoring import restore_cell, restored_triple
from trendgraph.endpoint.rows import restored_results

DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


def answer(values: list[str], indent: int | None = None) -> bytes:
    beside = {"type": "literal", "value": '"[{]}'}
    cells = [{"n": {"type": "literal", "datatype": DECIMAL, "value": value}, "s": beside} for value in values]
    return json.dumps({"head": {"vars": ["s", "n"]}, "results": {"bindings": cells}}, indent=indent).encode()


def restored(body: bytes) -> bytes:
    stream = restored_results(io.BytesIO(body), {"decimals"})
    return b"".join(iter(lambda: stream.read(1000), b""))


@pytest.mark.parametrize("number", [0, 1, 5000])
@pytest.mark.parametrize("indent", [None, 2])
def test_every_row_is_restored(number: int, indent: int | None) -> None:
    found = json.loads(restored(answer([f"{each}.0" for each in range(number)], indent)))
    assert [row["n"]["value"] for row in found["results"]["bindings"]] == [str(each) for each in range(number)]
    assert found["head"]["vars"] == ["s", "n"]


def test_a_cell_larger_than_what_is_read_at_once() -> None:
    body = json.dumps(
        {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "é" * 10**6}}]}}
    )
    assert json.loads(restored(body.encode())) == json.loads(body)
    assert json.loads(restored(json.dumps(json.loads(body), ensure_ascii=False).encode())) == json.loads(body)


@pytest.mark.parametrize(
    ("rewrite", "lexical", "datatype", "before"),
    [
        ("booleans", "1", "boolean", ox.Literal(True)),
        ("decimals", "4.0", "decimal", ox.Literal("4", datatype=ox.NamedNode(DECIMAL))),
        ("doubles", "2.9e+24", "double", ox.Literal(2.9e24)),
        ("doubles", "1.5E-7", "double", ox.Literal(0.00000015)),
        ("doubles", "INF", "double", ox.Literal(float("inf"))),
        ("integers", "4294967296", "decimal", ox.Literal(2**32)),
    ],
)
def test_literals_as_they_were(rewrite: str, lexical: str, datatype: str, before: ox.Literal) -> None:
    came = ox.Literal(lexical, datatype=ox.NamedNode(DECIMAL.replace("decimal", datatype)))
    subject, predicate = ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p")
    triple = ox.Triple(subject, predicate, came)
    assert restored_triple(triple, {rewrite}).object == before
    assert restored_triple(triple, set()).object == came
    cell = {"type": "literal", "value": lexical, "datatype": came.datatype.value}
    restore_cell(cell, {rewrite})
    assert (cell["value"], cell["datatype"]) == (before.value, before.datatype.value)


def test_what_has_no_rows_stays_as_it_is() -> None:
    for body in (
        b'{"head":{},"boolean":true}',
        b"",
        b"no JSON",
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":',
    ):
        assert restored(body) == body


def test_few_rows_are_held() -> None:
    """The first row is there before the second piece of the answer was asked for."""
    whole = answer(["1.0"] * 20_000)

    class Counting(io.BytesIO):
        taken = 0

        def read1(self, size: int | None = -1) -> bytes:
            found = super().read1(-1 if size is None else size)
            self.taken += len(found)
            return found

    body = Counting(whole)
    rows = ox.parse_query_results(restored_results(body, {"decimals"}), format=ox.QueryResultsFormat.JSON)
    assert isinstance(rows, ox.QuerySolutions)
    assert next(rows)["n"] == ox.Literal("1", datatype=ox.NamedNode(DECIMAL))
    assert 0 < body.taken < len(whole) / 4
    assert sum(1 for _ in rows) == 19_999

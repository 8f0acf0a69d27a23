"""Answers are restored as they are read: the same rows, of which few are held at a time."""

from __future__ import annotations

import io
import json

import pyoxigraph as ox
import pytest

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

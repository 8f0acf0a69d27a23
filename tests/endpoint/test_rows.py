"""Answers are restored as they are read: the same rows, of which few are held at a time."""

from __future__ import annotations

import io
import json
from typing import IO

import pyoxigraph as ox
import pytest

from trendgraph.endpoint.restoring import restored_json, restored_triple, restored_xml
from trendgraph.endpoint.rows import restored_results

JSON, XML = ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"


def answer(values: list[str], line: str = "", beside: str = "&lt;/result>") -> bytes:
    text = f'{line}<binding name="s"><literal>{beside}</literal></binding>'
    row = f'{line}<result>{text}{line}<binding name="n">%s</binding></result>'
    rows = "".join(row % f'<literal datatype="{DECIMAL}">{value}</literal>' for value in values)
    head = (
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/><variable name="n"/></head>'
    )
    return f"{head}<results>{rows}</results></sparql>".encode()


def restored(body: bytes) -> bytes:
    stream = restored_results(io.BytesIO(body), XML, {"decimals"})
    return b"".join(iter(lambda: stream.read(1000), b""))


def rows(body: IO[bytes] | bytes) -> ox.QuerySolutions:
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.XML)
    assert isinstance(found, ox.QuerySolutions)
    return found


@pytest.mark.parametrize("number", [0, 1, 5000])
@pytest.mark.parametrize("line", ["", "\n  "])
def test_every_row_is_restored(number: int, line: str) -> None:
    found = rows(restored(answer([f"{each}.0" for each in range(number)], line)))
    assert [tuple(cell.value for cell in row) for row in found] == [("</result>", str(each)) for each in range(number)]


def test_a_cell_larger_than_what_is_read_at_once() -> None:
    (row,) = rows(restored(answer(["7.0"], beside="é" * 10**6)))
    assert [cell.value for cell in row] == ["é" * 10**6, "7"]


@pytest.mark.parametrize(
    ("rewrite", "lexical", "datatype", "before"),
    [
        ("booleans", "1", "boolean", ox.Literal(True)),
        ("decimals", "4.0", "decimal", ox.Literal("4", datatype=ox.NamedNode(DECIMAL))),
        ("doubles", "2.9e+24", "double", ox.Literal(2.9e24)),
        ("doubles", "1.5E-7", "double", ox.Literal(0.00000015)),
        ("doubles", "3.0", "double", ox.Literal(3.0)),
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
    told = f'<literal datatype="{came.datatype.value}">{lexical}</literal>'
    assert restored_xml(told, {rewrite}) == f'<literal datatype="{before.datatype.value}">{before.value}</literal>'
    assert restored_xml(told, set()) == told
    written = f'"datatype": "{DECIMAL.removesuffix("decimal")}{datatype}" , "value": "%s"'
    expected = f'"datatype": "{before.datatype.value}" , "value": "{before.value}"'
    assert restored_json(written % lexical, {rewrite}) == expected


def test_in_json_no_text_is_taken_for_a_number() -> None:
    text = f'"datatype": "{DECIMAL}" , "value": "4.0" }} \\ \x00'
    number = {"type": "literal", "datatype": DECIMAL, "value": "7.0"}
    row = {"s": {"type": "literal", "value": text}, "n": number, "t": {**number, "datatype": DECIMAL + text}}
    told = {"head": {"vars": ["s", "n", "t"]}, "results": {"bindings": [row] * 2000}}
    stream = restored_results(io.BytesIO(json.dumps(told).encode()), JSON, {"decimals"})
    number["value"] = "7"
    row["t"]["value"] = "7.0"
    assert json.loads(stream.read()) == told


def test_blank_nodes_get_names() -> None:
    assert restored_xml("<bnode>nodeID://b10001</bnode>", {"blanks"}) == "<bnode>nodeIDb10001</bnode>"


def test_what_has_no_rows_stays_as_it_is() -> None:
    for body in (b"<sparql><head/><boolean>true</boolean></sparql>", b"", b"no XML", b"<sparql><results><result><bin"):
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
    found = rows(restored_results(body, XML, {"decimals"}))
    assert next(found)["n"] == ox.Literal("1", datatype=ox.NamedNode(DECIMAL))
    assert 0 < body.taken < len(whole) / 4
    assert sum(1 for _ in found) == 19_999

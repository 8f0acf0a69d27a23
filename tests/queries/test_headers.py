"""Question files are found by many names and read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from trendgraph.errors import QueryError
from trendgraph.queries import Binding, Column, find_question, list_questions
from trendgraph.queries.header import read_question

GOOD = """# id: cq900
# question: Which things are there,
#   in two lines?
# bindings: trend (required) Trend = the trend asked about; date (optional) xsd:date = a day
# columns: thing IRI the thing; count integer how many
# ordered: yes by ?thing
# example: trend=trend/x date=2024-01-01
# note: None.

SELECT ?thing ?count
WHERE {
}
ORDER BY ?thing
"""


@pytest.mark.parametrize("name", ["10", "010", "cq10", "cq010", "CQ010", "cq010-trend-phases"])
def test_many_names_of_one_question(name: str) -> None:
    assert find_question(name).identifier == "cq010"


def test_unknown_question_names_the_nearest() -> None:
    with pytest.raises(QueryError) as raised:
        find_question("trend-phase")
    assert raised.value.code == "query.unknown"
    assert "cq010-trend-phases" in raised.value.suggestions
    with pytest.raises(QueryError):
        find_question("999")


def test_questions_come_by_number() -> None:
    identifiers = [question.identifier for question in list_questions()]
    assert identifiers == sorted(set(identifiers))


def test_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cq900-things.rq"
    path.write_text(GOOD, encoding="utf-8")
    question = read_question(path)
    assert question.question == "Which things are there, in two lines?"
    assert question.bindings == (
        Binding("trend", True, "Trend", "the trend asked about"),
        Binding("date", False, "xsd:date", "a day"),
    )
    assert question.columns == (Column("thing", "IRI", "the thing"), Column("count", "integer", "how many"))
    assert question.example == {"trend": "trend/x", "date": "2024-01-01"}
    assert (question.ordered, question.note, question.name) == ("yes by ?thing", "None.", "cq900-things")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# ordered: yes by ?thing\n", "", "lacks ordered"),
        ("# note: None.", "# nota: None.", "no field nota"),
        ("thing IRI the thing", "thing", "'thing' is not in the form"),
        ("(required)", "required", "not in the form"),
    ],
)
def test_broken_headers_are_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "cq900-things.rq"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(QueryError, match=said) as raised:
        read_question(path)
    assert raised.value.where == str(path)

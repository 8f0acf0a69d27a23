from __future__ import annotations

from pathlib import Path

import pytest
from tests.resolution.world import resolver

from trendgraph.errors import SourceError
from trendgraph.resolution import (
    Alias,
    AliasTable,
    Question,
    Resolver,
    Verdict,
    open_questions,
    read_queue,
    write_queue,
)

ASKED = [
    Question("organisation", "Lakeside Labo", "epoch"),
    Question("model", "Swan 2 70B", "epoch"),
    Question("model", "Swans 2 7B", "epoch"),
    Question("model", "Swan 1", "epoch"),
]


def test_only_what_is_open_and_like_something_is_asked() -> None:
    names = [question.name for question, _, _ in open_questions(resolver(), ASKED)]
    assert sorted(names) == ["Lakeside Labo", "Swans 2 7B"]


def test_a_decision_never_comes_back() -> None:
    rows = [
        Alias("organisation", "Lakeside Labo", "organisation/lakeside-lab", Verdict.SAME, "me", "a slip"),
        Alias("model", "Swans 2 7B", "model/swan-2-7b", Verdict.DIFFERENT, "me", "tuned"),
    ]
    decided = Resolver(resolver().catalogue, AliasTable(rows))
    assert [question.name for question, _, _ in open_questions(decided, ASKED)] == []


def test_a_queue_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "queue.tsv"
    assert read_queue(path) == []
    write_queue(path, [*ASKED, *ASKED])
    assert read_queue(path) == sorted(ASKED)


@pytest.mark.parametrize("content", [b"", b"a\tb\n", b"kind\tname\tsource\nmodel\n", b"\xff"])
def test_what_is_no_queue_is_an_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "queue.tsv").write_bytes(content)
    with pytest.raises(SourceError, match="queue"):
        read_queue(tmp_path / "queue.tsv")

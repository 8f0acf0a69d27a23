"""A day is a day: what is longer, or no date, is refused with what may be meant."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2024-02", "2024-02 is a month and not a day, and what holds may change in it; for its end write 2024-02-29"),
        ("2023-Q4", "for its end write 2023-12-31"),
        ("2024", "2024 is a year"),
        ("2024-02-30", "day is out of range"),
        ("yesterday", "write a day as in 2024-06-30"),
    ],
)
def test_what_is_no_day_is_refused(run, text: str, says: str) -> None:
    for command in (["show", "aurora", "--as-of", text], ["trends", "--since", text]):
        done = run(*command)
        assert done.status == 2
        assert says in done.err
    if text != "yesterday":
        compared = run("diff", text, "now")
        assert compared.status == 2
        assert says.rpartition("; ")[2] in compared.err


def test_a_graph_that_is_not_there_names_the_nearest(run, here: Path) -> None:
    (here / "graph.nq").write_text("", encoding="utf-8")
    done = run("diff", "now", "grahp.nq")
    assert done.status == 2
    assert "nearest: graph.nq" in done.err
    assert "a day (2026-11-24), or now" in done.err

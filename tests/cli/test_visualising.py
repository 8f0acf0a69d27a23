"""``trendgraph visualise``: forms, wishes, errors, and what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trendgraph.explorer.door.explorer_bundle", lambda: (b"1;", b"a{}"))


def test_a_page_and_pictures(run: Run, here: Path) -> None:
    page = run("visualise", "out.html")
    assert page.status == 0, page.err
    assert "the whole graph" in page.out
    assert (here / "out.html").read_text().startswith("<!doctype html>")
    picture = run("visualise", "out.svg", "--kind", "LanguageModel", "--json")
    assert picture.status == 0, picture.err
    assert json.loads(picture.out)["path"] == "out.svg"
    assert (here / "out.svg").read_text().startswith("<svg")


def test_a_page_that_begins_where_another_stood(run: Run, here: Path) -> None:
    run("visualise", "one.html")
    assert run("visualise", "two.html", "--like", "one.html").status == 0
    (here / "other.html").write_text("<p>no page of ours</p>")
    wrong = run("visualise", "two.html", "--like", "other.html")
    assert wrong.status == 2
    assert "no page of the explorer" in wrong.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("out.gif",), "says nothing about the form"),
        (("no/out.html",), "does not exist"),
        (("out.html", "--entity", "nobdy"), "there is no 'nobdy'"),
        (("out.html", "--query", "missing.rq"), "cannot be read"),
        (("out.html", "--source", "nothing=missing.md"), "there is no source nothing"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    run: Run, here: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = sorted(here.iterdir())
    outcome = run("visualise", *arguments)
    assert outcome.status == 2
    assert words in outcome.err
    assert sorted(here.iterdir()) == before


def test_it_opens_the_file_only_when_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    run("visualise", "out.html")
    assert opened == []
    run("visualise", "out.html", "--open")
    assert opened == ["out.html"]

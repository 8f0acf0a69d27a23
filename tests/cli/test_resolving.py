"""``trendgraph resolve`` and ``compare`` over the tiny world and a hand-made data set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trendgraph.resolution import AliasTable, read_aliases


@pytest.fixture
def aliases(tmp_path: Path) -> Path:
    path = tmp_path / "aliases.tsv"
    path.write_text(AliasTable().text(), encoding="utf-8")
    return path


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """Two models in the form of models.dev: one that the tiny world knows, one that it nearly knows."""
    folder = tmp_path / "snapshot"
    (folder / "providers").mkdir(parents=True)
    for slug, name in (("aurora", "AURORA"), ("auroras-mini", "Auroras Mini"), ("aurora-9", "Aurora 9")):
        path = folder / "models" / "acme" / f"{slug}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'name = "{name}"\nrelease_date = "2024-01-15"\nopen_weights = true\n'
            '[modalities]\ninput = ["text"]\noutput = ["text"]\n[limit]\ncontext = 8192\n',
            encoding="utf-8",
        )
    (folder / "providers" / "acme").mkdir()
    (folder / "providers" / "acme" / "provider.toml").write_text('name = "Acme"\n', encoding="utf-8")
    return folder


def test_a_name_is_explained(run, tiny_data: Path, aliases: Path) -> None:
    done = run("resolve", "aurora-7b", "--data", tiny_data, "--aliases", aliases)
    assert done.status == 0, done.err
    assert "aurora-7b means tgd:model/aurora" in done.out
    assert "rule: spelling" in done.out
    facts = json.loads(run("resolve", "Aurora 70B", "--data", tiny_data, "--aliases", aliases, "--json").out)
    assert facts["proposed"] is True
    assert facts["candidates"][0]["against"]


def test_an_unknown_kind_and_nothing_to_do_are_errors(run, tiny_data: Path) -> None:
    done = run("resolve", "Aurora", "--kind", "modle", "--data", tiny_data)
    assert done.status == 2
    assert "nearest: model" in done.err
    assert run("resolve").status == 2


def test_a_review_remembers_and_can_be_taken_up_again(
    run, tiny_data: Path, aliases: Path, snapshot: Path, tmp_path: Path
) -> None:
    shared = ("--data", tiny_data, "--aliases", aliases, "--queue", tmp_path / "queue.tsv")
    listed = run("resolve", "--list", "--source", "models_dev", snapshot, *shared)
    assert listed.status == 0, listed.err
    assert "model\tAuroras Mini\t" in listed.out
    assert "Aurora 9" not in listed.out
    skipped = run("resolve", "--review", *shared, stdin="s\n")
    assert "0 decisions" in skipped.out
    questions = json.loads(run("resolve", "--list", "--json", *shared).out)
    assert [question["name"] for question in questions] == ["Auroras Mini"]
    done = run("resolve", "--review", "--reviewer", "a tester", *shared, stdin="1\nthe plural\n")
    assert done.status == 0, done.err
    assert "1 decision in" in done.out
    [row] = read_aliases(aliases).rows
    assert (row.name, row.entity, row.decided_by, row.why) == (
        "Auroras Mini",
        "model/aurora-mini",
        "a tester",
        "the plural",
    )
    assert json.loads(run("resolve", "--list", "--json", *shared).out) == []
    assert "means tgd:model/aurora-mini" in run("resolve", "auroras mini", *shared).out


def test_none_of_these_is_remembered_too(run, tiny_data: Path, aliases: Path, snapshot: Path, tmp_path: Path) -> None:
    shared = ("--data", tiny_data, "--aliases", aliases, "--queue", tmp_path / "queue.tsv")
    done = run("resolve", "--review", "--source", "models_dev", snapshot, *shared, stdin="n\nanother model\n")
    assert done.status == 0, done.err
    assert {str(row.verdict) for row in read_aliases(aliases).rows} == {"different"}
    assert json.loads(run("resolve", "--list", "--json", *shared).out) == []


def test_a_review_that_is_broken_off_keeps_what_was_decided(
    run, tiny_data: Path, aliases: Path, snapshot: Path, tmp_path: Path
) -> None:
    shared = ("--data", tiny_data, "--aliases", aliases, "--queue", tmp_path / "queue.tsv")
    done = run("resolve", "--review", "--source", "models_dev", snapshot, *shared, stdin="1\n")
    assert done.status == 130
    assert read_aliases(aliases).rows == ()


def test_compare(run, tiny_data: Path, snapshot: Path, tmp_path: Path) -> None:
    done = run("compare", "data", "models_dev", snapshot, "--data", tiny_data)
    assert done.status == 0, done.err
    facts = json.loads(run("compare", "data", "models_dev", snapshot, "--data", tiny_data, "--json").out)
    assert any(
        finding["label"] == "Aurora" and finding["field"] == "date" for finding in facts["models_dev"]["findings"]
    )
    page = tmp_path / "page.md"
    assert run("compare", "data", "models_dev", snapshot, "--data", tiny_data, "--markdown", page).status == 0
    assert "## models_dev" in page.read_text(encoding="utf-8")
    one = run("compare", "data", "models_dev", snapshot, "--data", tiny_data, "--entity", "model/aurora")
    assert "Aurora, date" in one.out


def test_coverage(run, tiny_data: Path, snapshot: Path) -> None:
    done = run("compare", "coverage", "models_dev", snapshot, "--data", tiny_data, "--missing")
    assert done.out.splitlines() == [
        "models_dev: 1 of 3 language models since 2018 are here (33%)",
        "  2024     1 of    3",
        "  not here: Aurora 9; Auroras Mini",
    ]
    assert "0 of 0" in run("compare", "coverage", "models_dev", snapshot, "--data", tiny_data, "--since", "2025").out


def test_a_source_without_a_path_is_an_error(run, tiny_data: Path) -> None:
    assert run("compare", "data", "models_dev", "--data", tiny_data).status == 2


def test_compare_with_an_unknown_reader_is_an_error(run, tiny_data: Path, tmp_path: Path) -> None:
    done = run("compare", "data", "modelsdev", tmp_path, "--data", tiny_data)
    assert done.status == 2
    assert "nearest: models_dev" in done.err

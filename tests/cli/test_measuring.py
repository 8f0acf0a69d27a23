"""``trendgraph measure``: over a graph, a data set and supplied tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from trendgraph.cli.measuring import measure


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_supplied_tables_are_taken_as_they_are(tiny_data: Path) -> None:
    ran = CliRunner().invoke(measure, ["--supplied", "--data", str(tiny_data), "small-models-in-titles"])
    assert ran.exit_code == 0, ran.output
    found = rows(ran.stdout)
    assert [row["numerator"] for row in found] == ["10", "14", "18", "22", "26", "30", "34", "38"]
    assert {row["provisional"] for row in found} == {"no"}


def test_the_graph_is_asked_by_its_queries(tiny_store: Path) -> None:
    arguments = ["--graph", "--store", str(tiny_store), "mixture-of-experts-models-in-landscape"]
    ran = CliRunner().invoke(measure, arguments)
    assert ran.exit_code == 0, ran.output
    # Four models were released in 2024-Q1 (two of them variants of Aurora); Ledger alone is a mixture of experts.
    quarter = next(row for row in rows(ran.stdout) if row["period"] == "2024-Q1")
    assert (quarter["numerator"], quarter["denominator"]) == ("1", "4")


def test_a_data_set_is_counted_by_its_reader_alone(tmp_path: Path) -> None:
    path = tmp_path / "devices.csv"
    path.write_text(
        "Date of Final Decision,Submission Number,Device,Company,Panel (Lead),Primary Product Code\n"
        "12/30/2025,K1,One,Maker,Radiology,QIH\n10/01/2025,K2,Two,Maker,Radiology,QIH\n",
        encoding="utf-8",
    )
    ran = CliRunner().invoke(measure, ["--data-set", f"fda-aiml={path}", "--out", str(tmp_path / "out.csv")])
    assert ran.exit_code == 0, ran.output
    found = rows((tmp_path / "out.csv").read_text(encoding="utf-8"))
    assert (found[-1]["period"], found[-1]["value"]) == ("2025-Q4", "2")
    assert {row["value"] for row in found[:-1]} == {"0"}


@pytest.mark.parametrize("arguments", [[], ["--graph", "--supplied"], ["--corpus", "x", "--graph"]])
def test_exactly_one_thing_is_counted_over(arguments: list[str]) -> None:
    ran = CliRunner().invoke(measure, arguments)
    assert ran.exit_code == 2
    assert "give one of" in ran.output

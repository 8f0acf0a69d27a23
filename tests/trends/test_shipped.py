"""What ships: every table is sound, and counting again gives the same bytes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from trendgraph.errors import TrendError
from trendgraph.pipeline import data_set_graph, paths_below
from trendgraph.sources.curated import read_measures
from trendgraph.trends import measure, measure_graph, observations_text, read_measured, supplied_observations

SNAPSHOTS = {
    "arxiv-titles": "arxiv_titles_2022-11_2026-07.parquet",
    "arxiv-abstracts": "arxiv_abstracts_2025-03_2026-07.parquet",
}

READERS = ("epoch", "fda_aiml", "federal_ai_inventory", "fmti", "ml_energy", "models_dev", "vorplabs")


def test_every_indicator_has_observations(root: Path) -> None:
    measured = read_measured(root / "data")
    assert [name for name in measured.indicators if not measured.observations[name]] == []


def test_supplied_tables_give_the_shipped_bytes(root: Path) -> None:
    _, indicators = read_measures(root / "data")
    supplied = [form for form in indicators.values() if form.family == "supplied"]
    found = [one for form in supplied for one in supplied_observations(form, root / "data")]
    assert observations_text(found).encode() == (root / "data/observations/conference-titles.csv").read_bytes()
    tables = {path.name for path in (root / "data/supplied").iterdir()}
    assert tables == {form.table for form in supplied}


def test_observations_of_an_older_pattern_are_refused(root: Path, tmp_path: Path) -> None:
    for folder, name in (("patterns", "agents.yaml"), ("indicators", "agents-in-arxiv-titles.yaml")):
        (tmp_path / folder).mkdir()
        text = (root / "data" / folder / name).read_text(encoding="utf-8")
        (tmp_path / folder / name).write_text(text.replace("  - multi agents?( systems?)?\n", ""), encoding="utf-8")
    (tmp_path / "observations").mkdir()
    lines = (root / "data/observations/arxiv-titles.csv").read_text(encoding="utf-8").splitlines()
    kept = [lines[0], *(line for line in lines if line.startswith("indicator/agents-in"))]
    (tmp_path / "observations/arxiv-titles.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    if (tmp_path / "patterns/agents.yaml").read_text() == (root / "data/patterns/agents.yaml").read_text():
        pytest.fail("the pattern was not changed")
    with pytest.raises(TrendError, match="version"):
        read_measured(tmp_path)


@pytest.mark.snapshots
@pytest.mark.parametrize("kind", sorted(SNAPSHOTS))
def test_counting_the_snapshots_again_gives_the_shipped_bytes(root: Path, snapshots: Path, kind: str) -> None:
    measured = read_measured(root / "data")
    wanted = [form for form in measured.indicators.values() if form.corpus == kind]
    found = measure(wanted, measured.topics, snapshots / "arxiv" / SNAPSHOTS[kind])
    assert observations_text(found).encode() == (root / "data/observations" / f"{kind}.csv").read_bytes()


@pytest.mark.snapshots
def test_supplied_tables_hold_what_the_snapshot_counts(root: Path, snapshots: Path) -> None:
    path = snapshots / "conference-titles/technique_year_title_counts_neurips_icml_panel.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    known = {tuple((row[f"{year}_n"], row[f"{year}_total"]) for year in range(2017, 2025)) for row in rows}
    for table in (root / "data/supplied").glob("*-in-conference-titles.csv"):
        with table.open(encoding="utf-8", newline="") as stream:
            assert tuple((row["numerator"], row["denominator"]) for row in csv.DictReader(stream)) in known, table.name


@pytest.mark.snapshots
@pytest.mark.parametrize("reader", READERS)
def test_counting_a_data_set_again_gives_the_shipped_bytes(root: Path, snapshots: Path, reader: str) -> None:
    _, indicators = read_measures(root / "data")
    wanted = [form for form in indicators.values() if form.reader == reader]
    found = measure_graph(data_set_graph(reader, paths_below(snapshots)[reader]), wanted)
    name = reader.replace("_", "-")
    assert observations_text(found).encode() == (root / f"data/observations/{name}.csv").read_bytes()

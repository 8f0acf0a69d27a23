"""What ships: every table is sound, and counting again gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from trendgraph.errors import TrendError
from trendgraph.trends import measure, observations_text, read_measured

SNAPSHOTS = {
    "arxiv-titles": "arxiv_titles_2022-11_2026-07.parquet",
    "arxiv-abstracts": "arxiv_abstracts_2025-03_2026-07.parquet",
}


def test_every_corpus_indicator_has_observations(root: Path) -> None:
    measured = read_measured(root / "data")
    assert [name for name, form in measured.indicators.items() if form.corpus and not measured.observations[name]] == []


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

"""Tables of estimates: what ships is what computing gives, and what is stale or wrong is refused where it stands."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from trendgraph.cli.measuring import estimate as command
from trendgraph.errors import TrendError
from trendgraph.sources.curated import read_all_tests
from trendgraph.trends import Measured, fresh_estimates, measured_quads, read_measured
from trendgraph.trends.estimates import windows_tested

SLUG = "multimodal-in-arxiv-titles"


@pytest.fixture(scope="module")
def shipped(root: Path) -> Measured:
    return read_measured(root / "data")


@pytest.fixture
def small(root: Path, tmp_path: Path) -> Path:
    """A data folder with one indicator, its observations and its estimates."""
    for folder, name in (("indicators", f"{SLUG}.yaml"), ("patterns", "multimodal.yaml")):
        (tmp_path / folder).mkdir()
        shutil.copy(root / "data" / folder / name, tmp_path / folder)
    for folder in ("observations", "estimates"):
        lines = (root / "data" / folder / "arxiv-titles.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / folder).mkdir()
        kept = [line for line in lines if f"/{SLUG}," in line and ",claim," not in line]
        (tmp_path / folder / "arxiv-titles.csv").write_text("".join([lines[0], *kept]), encoding="utf-8")
    return tmp_path


def test_computing_again_gives_the_shipped_bytes(root: Path) -> None:
    tables = fresh_estimates(root / "data")
    assert {path.name for path in (root / "data/estimates").glob("*.csv")} == set(tables)
    stale = [name for name, text in tables.items() if (root / "data/estimates" / name).read_bytes() != text.encode()]
    assert stale == [], "run: trendgraph estimate"


def test_every_window_of_every_observed_indicator_is_estimated(root: Path, shipped: Measured) -> None:
    tested = windows_tested(read_all_tests(root / "data"))
    missing = []
    for name, form in shipped.indicators.items():
        windows = {one.window for one in shipped.estimates[name]}
        wanted = {one for trend in form.trends for one in tested.get(trend, ())}
        complete = any(not one.provisional for one in shipped.observations[name])
        if complete and ("whole" not in {one.name for one in windows} or not wanted <= windows):
            missing.append(name)
    assert missing == [], "run: trendgraph estimate"


def test_an_estimate_is_read_as_it_was_computed(small: Path) -> None:
    found = read_measured(small).estimates[f"indicator/{SLUG}"]
    assert fresh_estimates(small)["arxiv-titles.csv"] == (small / "estimates/arxiv-titles.csv").read_text("utf-8")
    assert [one.window.name for one in found] == ["recent", "whole"]
    whole = found[1]
    assert (len(whole.used), str(whole.used[0]), str(whole.direction), str(whole.stage)) == (
        39,
        "2023-01",
        "rising",
        "growing",
    )
    assert dict(whole.growth or ())["ceiling"].as_tuple().digits == (7, 4, 5, 6)
    assert "attention is not use" in whole.caveats


@pytest.mark.parametrize(
    ("folder", "old", "new", "where", "words"),
    [
        ("observations", "2023-02,", "2023-Q1,", ":3 (period)", "not a month"),
        ("observations", "2023-02,", "2023-01,", ":3 (period)", "stands twice"),
        ("observations", "2023-02,", "2023-02,9", ":3 (numerator)", "is no share"),
        ("observations", f"{SLUG},2023-02", "multimodl,2023-02", ":3 (indicator)", "no indicator"),
        ("observations", "2023-02,", "2023-02,1", ":3 (value)", "the line gives"),
        ("observations", ",no,arxiv", ",yes,arxiv", ":2 (provisional)", "the line gives"),
        ("estimates", f"{SLUG},recent", "multimodl,recent", ":2 (indicator)", "no indicator"),
        ("estimates", ",recent,2024-04-01", ",recent,2024-05-01", ":2 (digest)", "not those"),
        ("estimates", ",recent,2024-04-01", ",recent,April", ":2 (first)", "no date"),
        ("estimates", ",unclear,", ",sideways,", ":2 (direction)", "no direction"),
        ("estimates", "ceiling=", "ceiling:", ":3 (growth)", "no name=number"),
        ("estimates", ",1\n", ",0\n", ":2 (method)", "version 0 of the method"),
    ],
)
def test_mistakes_name_line_and_column(small: Path, folder: str, old: str, new: str, where: str, words: str) -> None:
    path = small / folder / "arxiv-titles.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TrendError, match=words) as caught:
        read_measured(small)
    assert caught.value.where == f"{path}{where}"


def _other_counts(data: Path) -> None:
    path = data / "observations/arxiv-titles.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")


def _other_minimum(data: Path) -> None:
    path = data / f"indicators/{SLUG}.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(content | {"minimum": 9}, sort_keys=False, allow_unicode=True), encoding="utf-8")


@pytest.mark.parametrize("change", [_other_counts, _other_minimum])
def test_a_stale_estimate_is_refused_and_computing_again_mends_it(small: Path, change: Callable[[Path], None]) -> None:
    change(small)
    with pytest.raises(TrendError, match="not those that it was computed from") as caught:
        read_measured(small)
    assert (caught.value.code, caught.value.hint) == ("trend.stale", "compute it again: trendgraph estimate")
    checked = CliRunner().invoke(command, ["--data", str(small), "--check"], standalone_mode=False)
    assert (checked.return_value, "stale" in checked.stdout) == (1, True)
    (small / "estimates/left.csv").write_text("indicator\n", encoding="utf-8")
    ran = CliRunner().invoke(command, ["--data", str(small)], standalone_mode=False)
    assert (ran.return_value, "written" in ran.stdout, "removed" in ran.stdout) == (0, True, True)
    assert len(read_measured(small).estimates[f"indicator/{SLUG}"]) == 2


def test_without_the_statistics_computing_says_what_to_install(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymannkendall", None)
    assert read_measured(small).estimates
    with pytest.raises(TrendError, match="not installed") as caught:
        fresh_estimates(small)
    assert caught.value.hint == "pip install 'trendgraph[measure]'"


def test_an_estimate_in_the_graph_says_how_large_how_high_and_how_sure(small: Path) -> None:
    measured = read_measured(small)
    quads = list(measured_quads(measured.indicators, *[
        [one for each in part.values() for one in each] for part in (measured.observations, measured.estimates)
    ]))  # fmt: skip
    said: dict[str, list[str]] = {}
    for quad in quads:
        if f"estimate/{SLUG}/whole" in quad.subject.value:
            said.setdefault(quad.predicate.value.rsplit("#")[-1], []).append(quad.object.value.rsplit("#")[-1])
    assert len(said.pop("usedObservation")) == 39
    assert (said["estimateWindow"], said["momentumDirection"], said["momentumStage"]) == (
        ["whole"],
        ["rising"],
        ["growing"],
    )
    assert said["growthMidpoint"] == ["2023-07-01"]
    assert {"pValue", "changePerYear", "changePerYearLow", "changePerYearHigh", "level", "growthCeiling"} <= said.keys()
    assert len(quads) == len(set(quads))

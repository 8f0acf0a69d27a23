"""Plots: what a researcher has to see is there, and the same data gives the same bytes without a network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from trendgraph.claims import PartialDate
from trendgraph.cli.trending import trend as command
from trendgraph.errors import TrendError
from trendgraph.trends import Measured, make_observation, read_measured
from trendgraph.trends.plotting import chart_bytes, pooled, trend_chart, write_chart

NAMES = ("indicator/hybrid-models-in-landscape", "indicator/recurrent-networks-in-arxiv-titles")


@pytest.fixture(scope="module")
def measured(root: Path) -> Measured:
    whole = read_measured(root / "data")
    parts = [{name: part[name] for name in NAMES} for part in (whole.indicators, whole.observations, whole.estimates)]
    return Measured({}, *parts)


@pytest.fixture(scope="module")
def svg(measured: Measured) -> str:
    return chart_bytes(trend_chart("hybrid architectures", measured), ".svg").decode()


def _words(svg: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", svg).split())


def test_a_plot_names_indicators_units_directions_sources_and_days(svg: str) -> None:
    words = _words(svg)
    for said in (
        "Hybrid architectures: what was measured",
        "recurrent networks in arXiv titles",
        "share (%)",
        "↓ falling: −52 % a year (−82 % to −14 %), 2024-04 to 2026-03",
        "95 % Wilson intervals",
        "arxiv-titles-2026 (up to 2026-07-31)",
        "Months are pooled into quarters",
    ):
        assert said in words


def test_a_plot_shows_intervals_what_is_provisional_breaks_and_the_slope(svg: str) -> None:
    assert svg.count('fill-opacity="0.18"') + svg.count('opacity="0.18"') >= 2
    assert 'stroke-dasharray="4,3"' in svg
    assert 'stroke-dasharray="2,2"' in svg
    assert 'stroke="#333333"' in svg
    assert {"#0072b2", "#d55e00"} <= set(re.findall(r"#[0-9a-f]{6}", svg))
    assert 'fill="white"' in svg


def test_the_same_data_gives_the_same_svg_in_another_process_and_time_zone(
    svg: str, root: Path, tmp_path: Path
) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from trendgraph.trends import Measured, read_measured\n"
        "from trendgraph.trends.plotting import trend_chart, write_chart\n"
        f"whole = read_measured(Path({str(root / 'data')!r}))\n"
        f"names = {NAMES!r}\n"
        "parts = [{n: p[n] for n in names} for p in (whole.indicators, whole.observations, whole.estimates)]\n"
        "write_chart(trend_chart('hybrid architectures', Measured({}, *parts)), Path(sys.argv[1]))\n"
    )
    environment = os.environ | {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "again.svg")], check=True, env=environment)
    assert (tmp_path / "again.svg").read_text(encoding="utf-8") == svg


def test_a_page_carries_all_that_it_needs_and_a_png_is_one(measured: Measured, tmp_path: Path) -> None:
    chart = trend_chart("hybrid architectures", measured)
    page = chart_bytes(chart, ".html").decode()
    # Within the scripts stand addresses that are never asked; page and data refer to nothing.
    page_itself = re.sub(r"(<script\b[^>]*>).*?</script>", r"\1", page, flags=re.DOTALL)
    assert not re.search(r"\bsrc=|\bhref=|<link\b|@import|url\(", page_itself)
    assert '"url"' not in chart.to_json()
    assert "recurrent networks in arXiv titles" in page
    write_chart(chart, tmp_path / "a.PNG")
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")


def test_months_are_pooled_into_quarters_and_a_quarter_that_lacks_one_is_provisional(measured: Measured) -> None:
    form = measured.indicators[NAMES[1]]
    months = [PartialDate.parse(f"2024-{month:02}") for month in (1, 2, 3, 4, 5)]
    observed = [
        make_observation(form, month, Decimal(count), Decimal(100), snapshot=PartialDate.parse("2025").first)
        for month, count in zip(months, (1, 2, 3, 4, 5), strict=True)
    ]
    first, second = pooled(form, observed)
    assert (str(first.period), first.numerator, first.denominator, first.value, first.provisional) == (
        "2024-Q1",
        6,
        300,
        Decimal("0.02"),
        False,
    )
    assert first.low is not None
    assert first.low < first.value
    assert (str(second.period), second.provisional) == ("2024-Q2", True)
    yearly = form.model_copy(update={"period": "year"})
    assert pooled(yearly, observed) == observed


def test_what_cannot_be_drawn_says_why(measured: Measured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = replace(measured, observations=dict.fromkeys(NAMES, ()))
    with pytest.raises(TrendError, match="nothing was measured of swans"):
        trend_chart("swans", nothing)
    chart = trend_chart("hybrid architectures", measured)
    with pytest.raises(TrendError, match=r"cannot be written as \.gif") as caught:
        write_chart(chart, tmp_path / "a.gif")
    assert caught.value.suggestions == (".html", ".png", ".svg")
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(TrendError, match="not installed") as caught:
        write_chart(chart, tmp_path / "a.svg")
    assert caught.value.hint == "pip install 'trendgraph[plot]'"
    assert not list(tmp_path.iterdir())


def test_the_command_takes_the_suffix(tmp_path: Path) -> None:
    assert "--plot OUT" in CliRunner().invoke(command, ["--help"]).stdout

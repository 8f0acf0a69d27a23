"""``trendgraph check``: the table, JSON and the printable card say the same."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from trendgraph.cli.judging import check


def test_json_and_html_judge_every_claim(tmp_path: Path) -> None:
    page = tmp_path / "card.html"
    ran = CliRunner().invoke(check, ["llm-report-2024", "--json", "--html", str(page)])
    assert ran.exit_code == 0, ran.output
    judged = json.loads(ran.stdout)
    trends = [one for one in judged if one["test"] != "effect"]
    assert len(trends) == 20
    assert all(one["indicators"] and one["caveats"] and one["words"] for one in trends)
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg ") >= 10
    assert text.count("<h3>") == 20
    assert "http" not in text, "a printable card needs nothing from outside"


def test_a_verdict_is_never_shown_without_what_it_rests_on() -> None:
    ran = CliRunner().invoke(check, ["llm-report-2024"])
    assert "supported by 1 of 10" in ran.output
    assert "not that the claim is shown" in ran.output
    assert "6 of the 8 supported rest on a single indicator" in ran.output

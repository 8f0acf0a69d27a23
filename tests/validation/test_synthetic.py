"""The validator finds exactly the faults that the generator of ``benchmarks/synthetic.py`` planted."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from benchmarks import synthetic

from trendgraph.store import Store
from trendgraph.validation import validate


@pytest.mark.parametrize(("planted", "seed"), [(0, 1), (8, 1), (33, 2)])
def test_exactly_the_planted_faults_are_found(planted: int, seed: int) -> None:
    made = synthetic.generate(3000, planted=planted, seed=seed)
    store = Store(ox.Store())
    store.add(made.quads)
    report = validate(store)
    found = Counter((result.source, result.focus.strip("<>")) for result in report.results)
    assert found == Counter(made.planted)
    assert report.conforms is (planted == 0)


def test_every_kind_of_fault_is_planted() -> None:
    made = synthetic.generate(2000, planted=len(synthetic.FAULTS))
    assert len(made.counts) >= len(synthetic.FAULTS)


def test_the_same_seed_gives_the_same_quads() -> None:
    first, second = (synthetic.generate(2000, planted=5, seed=3) for _ in range(2))
    assert first.quads == second.quads
    assert first.planted == second.planted
    assert synthetic.generate(2000, planted=5, seed=4).quads != first.quads


@pytest.mark.parametrize("triples", [2000, 20000])
def test_about_as_many_quads_as_asked_for(triples: int) -> None:
    assert 0.85 * triples < len(synthetic.generate(triples).quads) < 1.15 * triples


def test_it_runs_as_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "f.nq"
    monkeypatch.setattr(sys, "argv", ["synthetic.py", "--triples", "1000", "--planted", "3", "--out", str(out)])
    synthetic.main()
    lines = out.read_text(encoding="utf-8").splitlines()
    assert f"{len(lines)} quads" in capsys.readouterr().out

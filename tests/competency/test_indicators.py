"""Indicators over the landscape, counted again over the published graph."""

from __future__ import annotations

from pathlib import Path

from trendgraph.sources.curated import read_measures
from trendgraph.store import Store
from trendgraph.trends import measure_graph, observations_text

CURE = "trendgraph measure --graph --out data/observations/landscape.csv, then: trendgraph estimate"


def test_counting_the_graph_again_gives_the_shipped_bytes(root: Path, published_store: Store) -> None:
    _, indicators = read_measures(root / "data")
    wanted = [form for form in indicators.values() if form.family == "graph" and form.reader is None]
    found = observations_text(measure_graph(published_store, wanted))
    assert found == (root / "data/observations/landscape.csv").read_text(encoding="utf-8"), f"mend it: {CURE}"

"""Trends measured: observations of indicators, their momentum, and the stage that follows from both.

The doors, in the order of the work (``docs/method.md`` says what each must do):

- ``measure(indicators, topics, corpus)``: a corpus → observations (needs the extra ``measure`` or ``spark``);
- ``measure_graph(store, indicators)``: the rows of queries → observations of the same type;
- ``supplied_observations``, ``read_supplied`` and ``make_observation``: a table, or any numbers → likewise;
- ``estimate(indicator, observations, window)``: observations → an ``Estimate`` (needs the extra ``measure``);
- ``windows_of``: which windows an indicator has;
- ``fresh_estimates(data)``: the tables of estimates of a data folder, computed again;
- ``read_measured(data)``: what ships (``data/observations/``, ``data/estimates/``), needing no extra;
- ``judge``: the tests of a report, its claims and what was measured → verdicts, which ``markdown_card`` and
  ``html_card`` print;
- ``overview(store)`` and ``TrendView(store, name)``: what a graph says of all trends, and of one;
- ``measured_quads`` and ``verdict_quads``: all that as quads of ``graph/measured``.

A verdict is made of estimates (``direction``, ``change_per_year`` with its interval, ``level`` with its interval,
``stage``, ``caveats``); ``Estimate.reason`` says why there is no direction.
"""

from __future__ import annotations

from trendgraph.trends.card import html_card, markdown_card
from trendgraph.trends.graph import measure_graph, query_version
from trendgraph.trends.measure import make_observation, measure
from trendgraph.trends.momentum import estimate, windows_of
from trendgraph.trends.overview import Line, overview
from trendgraph.trends.quads import estimate_iri, measured_quads, verdict_quads
from trendgraph.trends.selection import select_indicators, select_topics
from trendgraph.trends.shipped import Measured, fresh_estimates, read_measured
from trendgraph.trends.struct import Direction, Estimate, Observation, Stage, Window
from trendgraph.trends.tables import observations_text, read_observations, read_supplied, supplied_observations
from trendgraph.trends.verdicts import Verdict, judge
from trendgraph.trends.view import TrendView

__all__ = [
    "Direction",
    "Estimate",
    "Line",
    "Measured",
    "Observation",
    "Stage",
    "TrendView",
    "Verdict",
    "Window",
    "estimate",
    "estimate_iri",
    "fresh_estimates",
    "html_card",
    "judge",
    "make_observation",
    "markdown_card",
    "measure",
    "measure_graph",
    "measured_quads",
    "observations_text",
    "overview",
    "query_version",
    "read_measured",
    "read_observations",
    "read_supplied",
    "select_indicators",
    "select_topics",
    "supplied_observations",
    "verdict_quads",
    "windows_of",
]

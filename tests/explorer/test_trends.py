"""What a trend brings into the file: phases, series of observations, verdicts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.explorer.world import claim, source, store_of, thing

from trendgraph.claims import PartialDate
from trendgraph.explorer import explorer_html

pytestmark = pytest.mark.usefixtures("bundle")
MEASURED = """
@prefix tg: <https://w3id.org/trendgraph/ontology#> .
@prefix tgd: <https://w3id.org/trendgraph/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
<https://w3id.org/trendgraph/graph/measured> {
  <https://w3id.org/trendgraph/id/indicator/share> tg:measuresTrend <https://w3id.org/trendgraph/id/trend/small> ;
    tg:countsWhat "papers on small models" ; tg:overWhat "all papers" ;
    prov:wasDerivedFrom <https://w3id.org/trendgraph/id/source/paper> .
  <https://w3id.org/trendgraph/id/observation/1> tg:observationOf <https://w3id.org/trendgraph/id/indicator/share> ;
    tg:periodStart "2024-04-01"^^xsd:date ; tg:periodEnd "2024-07-01"^^xsd:date ; tg:observedValue 0.25 ;
    tg:intervalLow 0.2 ; tg:intervalHigh 0.3 ; tg:isProvisional true .
  <https://w3id.org/trendgraph/id/observation/0> tg:observationOf <https://w3id.org/trendgraph/id/indicator/share> ;
    tg:periodStart "2024-01-01"^^xsd:date ; tg:periodEnd "2024-04-01"^^xsd:date ; tg:observedValue 0.125 .
  <https://w3id.org/trendgraph/id/verdict/1> a tg:Verdict ;
    tg:verdictTrend <https://w3id.org/trendgraph/id/trend/small> ;
    tg:verdictOn <CLAIM> ; tg:verdictValue tg:inconclusive ; tg:verdictReason "too few periods" .
}
"""


def test_phases_series_and_verdicts(opened: Callable[[str | bytes | Path], dict[str, Any]]) -> None:
    during = {"valid_from": PartialDate.parse("2024"), "valid_to": PartialDate.parse("2025")}
    store = store_of(
        [
            thing("trend/small", "smaller models", "Trend"),
            thing("phase/small-2024", "smaller models in 2024", "TrendPhase"),
            source(),
            claim("phase/small-2024", "phaseOf", "trend/small", **during),
        ]
    )
    (row,) = store.select("SELECT ?c { ?c tg:claimPredicate tg:phaseOf }")
    store.add(ox.parse(MEASURED.replace("CLAIM", row["c"].value), format=ox.RdfFormat.TRIG))
    data = opened(explorer_html(store))
    (trend,) = data["trends"]
    (phase,) = trend["phases"]
    assert (phase["from"], phase["to"], phase["judged_by"]) == ("2024-01-01", "2025-01-01", "paper")
    assert trend["series"] == [0]
    (series,) = data["series"]
    assert series["source"] == "The paper"
    assert series["points"] == [
        ["2024-01-01", "2024-04-01", 0.125, None, None, True],
        ["2024-04-01", "2024-07-01", 0.25, 0.2, 0.3, False],
    ]
    (verdict,) = trend["verdicts"]
    assert verdict["why"] == "too few periods"
    assert verdict["claim"].startswith("smaller models in 2024 ")

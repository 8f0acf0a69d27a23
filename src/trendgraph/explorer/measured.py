"""What was judged and measured of trends: phases, the observations of indicators, and verdicts.

Reads: claims with ``tg:phaseOf``, ``tg:phaseStage``, ``tg:phaseDirection``; in ``graph/measured`` ``tg:measuresTrend``,
``tg:observationOf`` and ``tg:Verdict`` with what hangs on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from trendgraph.claims import Stance
from trendgraph.explorer.struct import Statement, Trend
from trendgraph.namespaces import TG, compact
from trendgraph.store import Store

__all__ = ["read_trends"]

_DIGITS = 4
_INDICATORS = """
SELECT ?trend ?indicator ?counts ?over ?title WHERE {
  GRAPH <https://w3id.org/trendgraph/graph/measured> {
    ?indicator tg:measuresTrend ?trend ; tg:countsWhat ?counts ; tg:overWhat ?over .
    OPTIONAL { ?indicator prov:wasDerivedFrom ?source }
  }
  OPTIONAL { GRAPH <https://w3id.org/trendgraph/graph/entities> { ?source rdfs:label ?title } }
} ORDER BY ?trend ?indicator ?title
"""
_OBSERVED = """
SELECT DISTINCT ?indicator ?start ?end ?value ?low ?high ?provisional WHERE {
  GRAPH <https://w3id.org/trendgraph/graph/measured> {
    { SELECT DISTINCT ?indicator WHERE { ?indicator tg:measuresTrend ?trend } }
    ?one tg:observationOf ?indicator ; tg:periodStart ?start ; tg:periodEnd ?end ; tg:observedValue ?value .
    OPTIONAL { ?one tg:intervalLow ?low ; tg:intervalHigh ?high }
    OPTIONAL { ?one tg:isProvisional ?provisional }
  }
} ORDER BY ?indicator ?start ?end
"""

_VERDICTS = """
SELECT ?trend ?subject ?predicate ?object ?value ?why WHERE {
  GRAPH <https://w3id.org/trendgraph/graph/measured> {
    ?verdict a tg:Verdict ; tg:verdictTrend ?trend ; tg:verdictOn ?claim ;
      tg:verdictValue ?value ; tg:verdictReason ?why .
  }
  ?claim tg:claimSubject ?subject ; tg:claimPredicate ?predicate ; tg:claimObject ?object .
} ORDER BY ?trend ?claim ?value ?why
"""


def read_trends(
    store: Store, values: Iterable[Statement], edges: Iterable[Statement], labels: Mapping[str, str]
) -> dict[str, Trend]:
    """Gives what is known of each trend that has a phase or an indicator."""
    phases: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    said: dict[str, dict[str, Statement]] = defaultdict(dict)
    for one in values:
        if one.relation in (TG + "phaseStage", TG + "phaseDirection") and _affirmed(one):
            said[one.subject].setdefault(one.relation, one)
    for one in edges:
        if one.relation == TG + "phaseOf" and _affirmed(one):
            phases[str(one.object)].append(_phase(one, said.get(one.subject, {}), labels))
    series, verdicts = _series(store), _verdicts(store, labels)
    return {
        iri: Trend(iri, tuple(phases.get(iri, ())), tuple(series.get(iri, ())), tuple(verdicts.get(iri, ())))
        for iri in sorted(phases.keys() | series.keys() | verdicts.keys())
    }


def _affirmed(one: Statement) -> bool:
    return any(claim.stance is Stance.AFFIRMS for _, claim in one.claims)


def _phase(one: Statement, said: Mapping[str, Statement], labels: Mapping[str, str]) -> Mapping[str, object]:
    claim = one.claims[0][1]
    stage, direction = said.get(TG + "phaseStage"), said.get(TG + "phaseDirection")
    sources = sorted({evidence.source for _, behind in one.claims for evidence in behind.evidence})
    return {
        "stage": labels.get(str(stage.object)) if stage else None,
        "direction": labels.get(str(direction.object)) if direction else None,
        "from": claim.valid_from.first.isoformat() if claim.valid_from else None,
        "to": claim.valid_to.first.isoformat() if claim.valid_to else None,
        "judged_by": sources[0] if sources else None,
    }


def _series(store: Store) -> dict[str, list[Mapping[str, object]]]:
    observed: dict[str, list[list[object]]] = defaultdict(list)
    for line in store.select(_OBSERVED):
        days = [_day(line["start"]), _day(line["end"])]
        numbers = [_number(line[name]) for name in ("value", "low", "high")]
        observed[_text(line["indicator"])].append([*days, *numbers, _text(line["provisional"]) != "true"])
    found: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for row in store.select(_INDICATORS):
        points = observed.get(_text(row["indicator"]))
        if points:
            found[_text(row["trend"])].append(
                {
                    "indicator": _text(row["counts"]),
                    "unit": "share",
                    "denominator": _text(row["over"]),
                    "source": _text(row["title"]) or None,
                    "points": points,
                }
            )
    return dict(found)


def _verdicts(store: Store, labels: Mapping[str, str]) -> dict[str, list[Mapping[str, object]]]:
    found: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for row in store.select(_VERDICTS):
        parts = [_text(row[name]) for name in ("subject", "predicate", "object")]
        words = " ".join(labels.get(part) or compact(part) for part in parts)
        value = _text(row["value"])
        said = {"claim": words, "value": labels.get(value) or compact(value), "why": _text(row["why"])}
        if said not in found[_text(row["trend"])]:
            found[_text(row["trend"])].append(said)
    return dict(found)


def _day(node: object) -> str:
    return _text(node)[:10]


def _number(node: object) -> float | None:
    text = _text(node)
    return round(float(text), _DIGITS) if text else None


def _text(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode | ox.Literal) else ""

"""What was measured, read back from a graph: the same indicators, observations and estimates that were put into it.

Reads: ``?i tg:indicatorUnit … ; tg:measuresTrend ?t``, ``?o tg:observationOf ?i``, ``?e tg:estimateOf ?i``. What the
graph does not say (the topic of an indicator, why no curve fits) is left empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from trendgraph.claims import Precision
from trendgraph.namespaces import ENTITY, TG, expand, graph_iri
from trendgraph.sources.curated import IndicatorFile
from trendgraph.store import Store
from trendgraph.trends.periods import period_of
from trendgraph.trends.shipped import Measured
from trendgraph.trends.struct import Direction, Estimate, Observation, Stage, Window

__all__ = ["measured_in", "trends_in"]

_Facts = Mapping[str, list[str]]


def trends_in(store: Store) -> dict[str, str]:
    """Gives the name of every trend of a graph, by ``trend/slug``."""
    rows = store.select("SELECT ?trend ?label WHERE { ?trend a tg:Trend ; rdfs:label ?label } ORDER BY ?trend")
    return {row["trend"].value.removeprefix(ENTITY): row["label"].value for row in rows}


def measured_in(store: Store) -> Measured:
    """Gives all that a graph holds of what was measured; its topics are not in it."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in store.quads(graph_iri("measured")):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            subjects[quad.subject.value][quad.predicate.value.removeprefix(TG)].append(quad.object.value)
    names = {row["i"].value: row["label"].value for row in store.select(_NAMES)}
    parts: dict[str, dict[str, _Facts]] = {name: {} for name in ("indicatorUnit", "observationOf", "estimateOf")}
    for iri, about in sorted(subjects.items()):
        for name, part in parts.items():
            if name in about:
                part[iri] = about
    observed = {iri: _observation(facts, subjects) for iri, facts in parts["observationOf"].items()}
    ordered = sorted(observed.values(), key=lambda one: one.period.first)
    indicators = {}
    for iri, facts in parts["indicatorUnit"].items():
        own = next((one for one in ordered if ENTITY + one.indicator == iri), None)
        form = _indicator(iri, facts, names.get(iri, iri), own)
        indicators[form.id] = form
    estimates = [_estimate(facts, observed) for facts in parts["estimateOf"].values()]
    return Measured(
        topics={},
        indicators=indicators,
        observations={name: tuple(one for one in ordered if one.indicator == name) for name in indicators},
        estimates={name: tuple(one for one in estimates if one.indicator == name) for name in indicators},
    )


_NAMES = "SELECT ?i ?label WHERE { ?i a tg:Indicator ; rdfs:label ?label }"


def _indicator(iri: str, facts: _Facts, label: str, earliest: Observation | None) -> IndicatorFile:
    sources = facts.get(expand("prov:wasDerivedFrom") or "", [])
    family = _one(facts, "indicatorFamily")
    # Not validated again: the graph says less than the file did.
    return IndicatorFile.model_construct(
        id=iri.removeprefix(ENTITY),
        label=label,
        family=family,
        counts=_one(facts, "countsWhat"),
        over=_one(facts, "overWhat"),
        unit=_one(facts, "indicatorUnit"),
        unit_label=_one(facts, "unitLabel") or None,
        period=_one(facts, "indicatorPeriod").removeprefix(TG),
        source=sources[0].rsplit("/", 1)[-1] if sources else "",
        corpus=_one(facts, "countedIn") or None if family == "corpus" else None,
        attention=family == "supplied" and bool(_one(facts, "countedIn")),
        level=_one(facts, "isLevelMeaningful") != "false",
        trends=sorted(one.removeprefix(ENTITY) for one in facts.get("measuresTrend", [])),
        first=str(earliest.period) if earliest else "",
        breaks=sorted(facts.get("methodBreak", [])),
        minimum=int(_one(facts, "minimumObservations")),
        complete_when="",
        caveats=sorted(facts.get("caveat", [])),
        recorded=next(iter(facts.get(expand("prov:generatedAtTime") or "", [])), "")[:10],
    )


def _observation(facts: _Facts, subjects: Mapping[str, _Facts]) -> Observation:
    about = subjects.get(_one(facts, "observationOf"), {})
    sources = about.get(expand("prov:wasDerivedFrom") or "", [])
    length = Precision(_one(about, "indicatorPeriod").removeprefix(TG))
    return Observation(
        indicator=_one(facts, "observationOf").removeprefix(ENTITY),
        period=period_of(date.fromisoformat(_one(facts, "periodStart")), length),
        numerator=_number(facts, "numerator"),
        denominator=_number(facts, "denominator") or Decimal(1),
        value=_number(facts, "observedValue") or Decimal(0),
        low=_number(facts, "intervalLow"),
        high=_number(facts, "intervalHigh"),
        provisional=_one(facts, "isProvisional") == "true",
        source=sources[0].rsplit("/", 1)[-1] if sources else "",
        snapshot=date.fromisoformat(_one(about, "countedUpTo") or _one(facts, "periodEnd")),
        pattern=_one(about, "countedWith"),
    )


def _estimate(facts: _Facts, observed: Mapping[str, Observation]) -> Estimate:
    used = sorted((observed[iri] for iri in facts.get("usedObservation", [])), key=lambda one: one.period.first)
    days = [date.fromisoformat(_one(facts, name)) for name in ("periodStart", "periodEnd")]
    length = used[0].period.precision
    growth = {name: _number(facts, f"growth{name.title().replace('_', '')}") for name in _GROWTH}
    midpoint = [
        Decimal(step) for step, one in enumerate(used) if str(one.period.first) == _one(facts, "growthMidpoint")
    ]
    growth |= {"midpoint": next(iter(midpoint), None)}
    stage = _one(facts, "momentumStage").removeprefix(TG)
    return Estimate(
        indicator=_one(facts, "estimateOf").removeprefix(ENTITY),
        window=Window(_one(facts, "estimateWindow"), *days),
        used=tuple(one.period for one in used),
        direction=Direction(_one(facts, "momentumDirection").removeprefix(TG)),
        p_value=_number(facts, "pValue"),
        slope=_number(facts, "slope"),
        low=_number(facts, "intervalLow"),
        high=_number(facts, "intervalHigh"),
        change_per_year=_number(facts, "changePerYear"),
        change_low=_number(facts, "changePerYearLow"),
        change_high=_number(facts, "changePerYearHigh"),
        level=_number(facts, "level"),
        level_low=_number(facts, "levelLow"),
        level_high=_number(facts, "levelHigh"),
        total=sum((one.numerator or Decimal(0) for one in used), Decimal(0)),
        stage=Stage(stage) if stage else None,
        changes=tuple(period_of(date.fromisoformat(day), length) for day in sorted(facts.get("changePoint", []))),
        growth=tuple((name, value) for name, value in growth.items() if value is not None) or None,
        caveats=tuple(sorted(facts.get("caveat", []))),
        code=_one(facts, expand("prov:wasGeneratedBy") or "").rsplit("-", 1)[-1],
    )


_GROWTH = ("ceiling", "ceiling_low", "ceiling_high")


def _one(facts: _Facts, name: str) -> str:
    return next(iter(facts.get(name, ())), "")


def _number(facts: _Facts, name: str) -> Decimal | None:
    text = _one(facts, name)
    return Decimal(text) if text else None

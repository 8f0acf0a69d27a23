"""What was measured, as quads of ``graph/measured``.

Adds: ``?i tg:countsWhat …`` of each indicator (its kind and name stand in the register of names); ``?o a
tg:Observation ; tg:observationOf ?i …``; ``?e a tg:MomentumEstimate ; tg:estimateOf ?i ; tg:usedObservation ?o …`` for
each estimate that has a direction or says that none was shown; ``?a a prov:Activity`` for each version of the method;
``?v a tg:Verdict ; tg:verdictOn ?claim ; tg:restsOn ?e …`` for each verdict. Indicators and verdicts say by
``prov:generatedAtTime`` since when the graph has them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from trendgraph.claims import PartialDate, canonical_decimal
from trendgraph.namespaces import ENTITY, TG, entity_iri, expand, graph_iri
from trendgraph.sources.curated import IndicatorFile
from trendgraph.terms import XSD
from trendgraph.trends.struct import Estimate, Observation
from trendgraph.trends.verdicts import Verdict

__all__ = ["estimate_iri", "measured_quads", "observation_iri", "verdict_iri", "verdict_quads"]

_GRAPH = ox.NamedNode(graph_iri("measured"))


def observation_iri(indicator: str, period: PartialDate) -> str:
    """Gives the IRI of an observation.

    >>> observation_iri("indicator/share", PartialDate.parse("2024-Q1"))
    'https://w3id.org/trendgraph/id/observation/share/2024-q1'
    """
    return f"{ENTITY}observation/{indicator.partition('/')[2]}/{str(period).lower()}"


def estimate_iri(estimate: Estimate) -> str:
    """Gives the IRI of an estimate: indicator, window, and the window's days."""
    window = estimate.window
    slug = estimate.indicator.partition("/")[2]
    return f"{ENTITY}estimate/{slug}/{window.name}-{window.first.isoformat()}-{window.end.isoformat()}"


def verdict_iri(verdict: Verdict) -> str:
    """Gives the IRI of a verdict: the hash of its claim, and the test."""
    return f"{ENTITY}verdict/{verdict.claim.rsplit('/', 1)[-1]}/{verdict.test}"


def measured_quads(
    indicators: Mapping[str, IndicatorFile],
    observations: Iterable[Observation],
    estimates: Iterable[Estimate] = (),
    *,
    without: Collection[str] = (),
) -> Iterator[ox.Quad]:
    """Yields the quads of indicators, their observations and estimates, in a fixed order.

    Args:
        indicators: by identifier.
        observations: of these indicators.
        estimates: of these indicators, from these observations.
        without: identifiers of sources that are not to be named.
    """
    observations = list(observations)
    newest = {one.indicator: one for one in sorted(observations, key=lambda one: (one.snapshot, one.period.first))}
    for name in sorted(indicators):
        yield from _indicator(indicators[name], newest.get(name), without)
    for observation in observations:
        yield from _observation(observation)
    activities = set()
    for estimate in estimates:
        if estimate.slope is None:
            continue
        if estimate.code not in activities:
            activities.add(estimate.code)
            yield from _facts(_activity(estimate.code), {"rdf:type": [_term("prov:Activity")]})
            label = ox.Literal(f"momentum computed by version {estimate.code} of the method", language="en")
            yield from _facts(_activity(estimate.code), {"rdfs:label": [label]})
        yield from _estimate(estimate)


def _indicator(form: IndicatorFile, newest: Observation | None, without: Collection[str]) -> Iterator[ox.Quad]:
    yield from _facts(
        entity_iri(form.id),
        {
            "tg:indicatorFamily": [ox.Literal(form.family)],
            "tg:countedIn": [
                ox.Literal(text) for text in (form.corpus or ("titles" if form.attention else None),) if text
            ],
            "tg:isLevelMeaningful": [_truth(form.level)],
            "tg:indicatorUnit": [ox.Literal(form.unit)],
            "tg:unitLabel": [ox.Literal(form.unit_label)] if form.unit_label else [],
            "tg:countedUpTo": [_day(newest.snapshot)] if newest else [],
            "tg:countedWith": [ox.Literal(newest.pattern)] if newest and newest.pattern else [],
            "tg:countsWhat": [ox.Literal(form.counts)],
            "tg:overWhat": [ox.Literal(form.over)],
            "tg:indicatorPeriod": [_term(f"tg:{form.period}")],
            "tg:minimumObservations": [_number(Decimal(form.minimum), "integer")],
            "tg:methodBreak": [_day(PartialDate.parse(text).first) for text in form.breaks],
            "tg:measuresTrend": [ox.NamedNode(entity_iri(trend)) for trend in form.trends],
            "tg:caveat": [ox.Literal(text) for text in form.caveats],
            "prov:generatedAtTime": _learned(form.recorded),
            "prov:wasDerivedFrom": [
                ox.NamedNode(entity_iri(f"source/{name}")) for name in (form.source,) if name not in without
            ],
        },
    )


def _observation(one: Observation) -> Iterator[ox.Quad]:
    numbers = {
        "tg:numerator": one.numerator,
        "tg:denominator": one.denominator,
        "tg:observedValue": one.value,
        "tg:intervalLow": one.low,
        "tg:intervalHigh": one.high,
    }
    yield from _facts(
        observation_iri(one.indicator, one.period),
        {
            "rdf:type": [_term("tg:Observation")],
            "tg:observationOf": [ox.NamedNode(entity_iri(one.indicator))],
            "tg:periodStart": [_day(one.period.first)],
            "tg:periodEnd": [_day(one.period.end())],
            **{name: [_number(number)] for name, number in numbers.items() if number is not None},
            "tg:isProvisional": [_truth(one.provisional)],
        },
    )


def _estimate(one: Estimate) -> Iterator[ox.Quad]:
    growth = dict(one.growth or ())
    numbers = {
        "tg:slope": one.slope,
        "tg:intervalLow": one.low,
        "tg:intervalHigh": one.high,
        "tg:pValue": one.p_value,
        "tg:changePerYear": one.change_per_year,
        "tg:changePerYearLow": one.change_low,
        "tg:changePerYearHigh": one.change_high,
        "tg:level": one.level,
        "tg:levelLow": one.level_low,
        "tg:levelHigh": one.level_high,
        "tg:growthCeiling": growth.get("ceiling"),
        "tg:growthCeilingLow": growth.get("ceiling_low"),
        "tg:growthCeilingHigh": growth.get("ceiling_high"),
    }
    yield from _facts(
        estimate_iri(one),
        {
            "rdf:type": [_term("tg:MomentumEstimate")],
            "tg:estimateOf": [ox.NamedNode(entity_iri(one.indicator))],
            "tg:usedObservation": [ox.NamedNode(observation_iri(one.indicator, period)) for period in one.used],
            "tg:momentumDirection": [_term(f"tg:{one.direction}")],
            "tg:momentumStage": [_term(f"tg:{one.stage}")] if one.stage else [],
            "tg:estimateWindow": [ox.Literal(one.window.name)],
            "tg:changePoint": [_day(period.first) for period in one.changes],
            "tg:growthMidpoint": [_day(one.used[round(growth["midpoint"])].first)] if growth else [],
            **{name: [_number(number)] for name, number in numbers.items() if number is not None},
            "tg:periodStart": [_day(one.window.first)],
            "tg:periodEnd": [_day(one.window.end)],
            "tg:caveat": [ox.Literal(text) for text in one.caveats],
            "prov:wasGeneratedBy": [ox.NamedNode(_activity(one.code))],
        },
    )


def verdict_quads(verdicts: Iterable[Verdict]) -> Iterator[ox.Quad]:
    """Yields the quads of verdicts, in their order.

    A verdict rests on every estimate that was heard, silent ones too; what speaks for the claim bears it out, what
    speaks against it opposes it.
    """
    for one in verdicts:
        heard = [voice for voice in one.voices if voice.estimate.slope is not None]
        sides = {
            name: [ox.NamedNode(estimate_iri(voice.estimate)) for voice in heard if voice.says in words]
            for name, words in (("borneOutBy", ("supports", "partly")), ("opposedBy", ("contradicts",)))
        }
        yield from _facts(
            verdict_iri(one),
            {
                "rdf:type": [_term("tg:Verdict")],
                "tg:verdictOn": [ox.NamedNode(one.claim)],
                "tg:verdictValue": [_term(f"tg:{one.value}")],
                "tg:verdictTest": [ox.Literal(one.test)],
                "tg:verdictReason": [ox.Literal(one.why)],
                "tg:verdictTrend": [ox.NamedNode(entity_iri(one.trend))] if one.trend else [],
                "tg:periodStart": [_day(one.window.first)] if one.window else [],
                "tg:periodEnd": [_day(one.window.end)] if one.window else [],
                "tg:restsOn": [ox.NamedNode(estimate_iri(voice.estimate)) for voice in heard],
                **{f"tg:{name}": found for name, found in sides.items()},
                "tg:caveat": [ox.Literal(text) for text in one.caveats],
                "prov:generatedAtTime": _learned(one.recorded),
            },
        )


def _facts(subject: str, facts: Mapping[str, list[ox.NamedNode] | list[ox.Literal]]) -> Iterator[ox.Quad]:
    for predicate, values in facts.items():
        for value in values:
            yield ox.Quad(ox.NamedNode(subject), _term(predicate), value, _GRAPH)


def _activity(code: str) -> str:
    return f"{ENTITY}activity/momentum-{code}"


def _term(curie: str) -> ox.NamedNode:
    iri = expand(curie)
    return ox.NamedNode(TG + curie if iri is None else iri)


def _datatype(name: str) -> ox.NamedNode:
    return ox.NamedNode(XSD + name)


def _number(number: Decimal, datatype: str = "decimal") -> ox.Literal:
    return ox.Literal(canonical_decimal(number), datatype=_datatype(datatype))


def _truth(said: bool) -> ox.Literal:
    return ox.Literal("true" if said else "false", datatype=_datatype("boolean"))


def _learned(day: str) -> list[ox.Literal]:
    return [ox.Literal(f"{day}T00:00:00Z", datatype=_datatype("dateTime"))] if day else []


def _day(day: date) -> ox.Literal:
    return ox.Literal(day.isoformat(), datatype=_datatype("date"))

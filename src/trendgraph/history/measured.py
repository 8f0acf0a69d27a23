"""What had been measured by a day: observations, the estimates that rest on them alone, and the verdicts on those.

Nothing is computed anew. What a graph holds about later days is left out, and with it all that rests on it: on a day
before an estimate's last observation there was no such estimate, and no verdict that heard it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from trendgraph.namespaces import graph_iri
from trendgraph.store import Store

__all__ = ["measured_of", "not_measured_yet", "verdicts_of"]

_MEASURED = graph_iri("measured")
_Links = Mapping[str, list[str]]


def measured_of(store: Store) -> dict[str, dict[str, str]]:
    """Gives the IRI of each indicator with its observations and their values."""
    values = _links(store, "tg:observedValue")
    found: dict[str, dict[str, str]] = {iri: {} for iri in _links(store, "tg:indicatorUnit")}
    for observation, about in _links(store, "tg:observationOf").items():
        for indicator in about:
            found.setdefault(indicator, {})[observation] = min(values.get(observation, [""]))
    return found


def not_measured_yet(
    store: Store, claims: Collection[str], *, as_of: date | None = None, as_known_on: date | None = None
) -> set[str]:
    """Gives the IRIs of the indicators, observations, estimates and verdicts that are not part of a past day's graph.

    Reads: ``graph/measured``: ``?o tg:observationOf ?i ; tg:periodEnd ?d``, ``?i tg:countedUpTo ?d ;
    prov:generatedAtTime ?t``, ``?e tg:estimateOf ?i ; tg:usedObservation ?o``, ``?v tg:verdictOn ?claim ; tg:restsOn
    ?e ; prov:generatedAtTime ?t``.

    Args:
        store: the graph as it stands.
        claims: IRIs of the claims that are part of that day's graph; a verdict on another is not.
        as_of: the day by which what is counted must be over, or counted as far as it went.
        as_known_on: the day by which indicator and verdict must have been recorded.
    """
    observations, estimates = _links(store, "tg:observationOf"), _links(store, "tg:estimateOf")
    verdicts = _links(store, "tg:verdictOn")
    gone: set[str] = set()
    if as_known_on is not None:
        learned = {iri: min(days)[:10] for iri, days in _links(store, "prov:generatedAtTime").items()}
        recorded = (*_links(store, "tg:indicatorUnit"), *verdicts)
        # What does not say when it was recorded comes from before that was said, and is taken to be old.
        gone |= {iri for iri in recorded if learned.get(iri, "") > as_known_on.isoformat()}
        gone |= {iri for iri, about in (*observations.items(), *estimates.items()) if gone.intersection(about)}
    if as_of is not None:
        counted, ends = _links(store, "tg:countedUpTo"), _links(store, "tg:periodEnd")
        for iri, about in observations.items():
            covered = [date.fromisoformat(end) - timedelta(days=1) for end in ends.get(iri, ())]
            covered += [date.fromisoformat(day) for indicator in about for day in counted.get(indicator, ())]
            if covered and min(covered) > as_of:
                gone.add(iri)
    gone |= {iri for iri, used in _links(store, "tg:usedObservation").items() if not gone.isdisjoint(used)}
    rests = _links(store, "tg:restsOn")
    for iri, about in verdicts.items():
        if any(claim not in claims for claim in about) or not gone.isdisjoint(rests.get(iri, ())):
            gone.add(iri)
    return gone


def verdicts_of(store: Store) -> dict[str, tuple[str, str, str]]:
    """Gives the IRI of each verdict with its claim, its test and its outcome (a local name)."""
    outcomes, tests = _links(store, "tg:verdictValue"), _links(store, "tg:verdictTest")
    return {
        iri: (min(about), min(tests.get(iri, [""])), min(outcomes.get(iri, [""])).rpartition("#")[2])
        for iri, about in sorted(_links(store, "tg:verdictOn").items())
    }


def _links(store: Store, predicate: str) -> _Links:
    found: dict[str, list[str]] = defaultdict(list)
    text = f"SELECT ?s ?o WHERE {{ GRAPH <{_MEASURED}> {{ ?s {predicate} ?o }} }}"
    for subject, thing in store.select(text):
        found[_text(subject)].append(_text(thing))
    return found


def _text(node: object) -> str:
    return str(getattr(node, "value", node))

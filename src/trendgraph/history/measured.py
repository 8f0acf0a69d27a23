"""What had been measured by a day: observations, the estimates that rest on them alone, and the verdicts on those.

Nothing is computed anew. What a graph holds about later days is left out, and with it all that rests on it: on a day
before an estimate's last observation there was no such estimate, and no verdict that heard it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from trendgraph.namespaces import TG, graph_iri
from trendgraph.records import read_subjects
from trendgraph.store import Store

__all__ = ["Measured"]

_MEASURED = graph_iri("measured")
_RECORDED = "http://www.w3.org/ns/prov#generatedAtTime"


class Measured:
    """What the graph ``measured`` holds, read when it is first needed.

    Reads: ``graph/measured``: ``?o tg:observationOf ?i ; tg:observedValue ?v ; tg:periodEnd ?d``, ``?i tg:indicatorUnit
    ?u ; tg:countedUpTo ?d ; prov:generatedAtTime ?t``, ``?e tg:estimateOf ?i ; tg:usedObservation ?o``, ``?v
    tg:verdictOn ?claim ; tg:verdictTest ?t ; tg:verdictValue ?o ; tg:restsOn ?e ; prov:generatedAtTime ?t``.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._said: dict[str, Mapping[str, list[str]]] = {}
        self._groups: dict[str, list[tuple[object, list[str]]]] = {}

    def after(self, claims: Collection[str], *, as_of: date | None = None, as_known_on: date | None = None) -> set[str]:
        """Gives the IRIs of indicators, observations, estimates and verdicts that are not part of a past day's graph.

        Args:
            claims: IRIs of the claims that are part of that day's graph; a verdict on another is not.
            as_of: the day by which what is counted must be over, or counted as far as it went.
            as_known_on: the day by which indicator and verdict must have been recorded.
        """
        observations, estimates, verdicts = (self._of(name) for name in ("observationOf", "estimateOf", "verdictOn"))
        gone: set[str] = set()
        if as_known_on is not None:
            learned = {iri: min(days)[:10] for iri, days in self._of(_RECORDED).items()}
            # What does not say when it was recorded comes from before that was said, and is taken to be old.
            recorded = (*self._of("indicatorUnit"), *verdicts)
            gone |= {iri for iri in recorded if learned.get(iri, "") > as_known_on.isoformat()}
            gone |= {iri for iri, about in (*observations.items(), *estimates.items()) if not gone.isdisjoint(about)}
        if as_of is not None:
            gone |= {iri for iri, about in observations.items() if not self._is_over(iri, about, as_of)}
        gone |= {iri for iri, used in self._of("usedObservation").items() if not gone.isdisjoint(used)}
        for iri, about in verdicts.items():
            heard = self._of("restsOn").get(iri, ())
            if any(claim not in claims for claim in about) or not gone.isdisjoint(heard):
                gone.add(iri)
        return gone

    def observed(self, without: Collection[str] = ()) -> dict[str, dict[str, str]]:
        """Gives the IRI of each indicator with its observations and their values, as text."""
        found: dict[str, dict[str, str]] = {iri: {} for iri in self._of("indicatorUnit") if iri not in without}
        for observation, about in self._of("observationOf").items():
            for indicator in about:
                if indicator in found and observation not in without:
                    found[indicator][observation] = min(self._of("observedValue").get(observation, [""]))
        return found

    def verdicts(self, without: Collection[str] = ()) -> dict[str, tuple[str, str, str]]:
        """Gives the IRI of each verdict with its claim, its test and its outcome (a local name)."""
        tests, outcomes = self._of("verdictTest"), self._of("verdictValue")
        return {
            iri: (min(about), min(tests.get(iri, [""])), min(outcomes.get(iri, [""])).removeprefix(TG))
            for iri, about in self._of("verdictOn").items()
            if iri not in without
        }

    def to_ntriples(self, without: Collection[str] = ()) -> str:
        """Gives the whole graph as N-Triples, in no order, without what is said of some things."""
        things = ("indicatorUnit", "observationOf", "estimateOf", "verdictOn")
        if without and all(iri in without for name in things for iri in self._of(name)):
            return ""  # nothing is left but how it was computed: the rest need not be read
        rows = self._store.select(f"SELECT DISTINCT ?p WHERE {{ GRAPH <{_MEASURED}> {{ ?s ?p ?o }} }}")
        lines = []
        for predicate in [getattr(row[0], "value", "") for row in rows]:
            for thing, subjects in self._read(predicate):
                end = f"> <{predicate}> {thing} .\n"
                lines += ["<" + subject + end for subject in subjects if subject not in without]
        return "".join(lines)

    def _is_over(self, observation: str, indicators: Iterable[str], day: date) -> bool:
        ends = (date.fromisoformat(end) - timedelta(days=1) for end in self._of("periodEnd").get(observation, ()))
        counted = self._of("countedUpTo")
        lasts = (date.fromisoformat(last) for one in indicators for last in counted.get(one, ()))
        return min((*ends, *lasts), default=date.min) <= day

    def _of(self, name: str) -> Mapping[str, list[str]]:
        """Gives what is said with a predicate (an IRI, or the local name of a term): subject to values."""
        iri = name if ":" in name else TG + name
        if iri not in self._said:
            found: dict[str, list[str]] = defaultdict(list)
            for thing, subjects in self._read(iri):
                value = str(getattr(thing, "value", thing))
                for subject in subjects:
                    found[subject].append(value)
            self._said[iri] = found
        return self._said[iri]

    def _read(self, iri: str) -> list[tuple[object, list[str]]]:
        if iri not in self._groups:
            self._groups[iri] = list(read_subjects(self._store, iri, _MEASURED))
        return self._groups[iri]

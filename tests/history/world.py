"""A small graph made by hand, in which something is measured and judged."""

from __future__ import annotations

from datetime import date

from trendgraph.claims import (
    Claim,
    Directness,
    Entity,
    Evidence,
    PartialDate,
    Place,
    Source,
    Value,
    claim_iri,
    merge_claims,
)
from trendgraph.graph import build_graph, vocabulary_quads
from trendgraph.namespaces import TG, entity_iri, graph_iri
from trendgraph.store import Store, open_store
from trendgraph.terms import XSD

EARLY, LATE = date(2026, 1, 10), date(2026, 2, 10)
SWAN, TREND, PHASE = entity_iri("model/swan"), entity_iri("trend/swans"), entity_iri("phase/swans-2024")
ENTITIES = (Entity(SWAN, TG + "LanguageModel", "Swan"), Entity(TREND, TG + "Trend", "swans"))
PHASES = (Entity(PHASE, TG + "TrendPhase", "swans in 2024"),)


def paper(identifier: str = "paper", accessed: date = EARLY) -> Source:
    return Source(identifier, TG + "Publication", identifier, TG + "undisclosed", None, accessed, TG + "undisclosed")


def evidence(source: str = "paper", place: str = "abstract") -> Evidence:
    return Evidence(source, Place(place), Directness.FIRST_PARTY)


def claim(subject: str, predicate: str, stated: str | Value, **more) -> Claim:
    return Claim(
        subject, TG + predicate, stated, more.pop("evidence", (evidence(),)), more.pop("recorded", EARLY), **more
    )


def day(text: str) -> Value:
    when = PartialDate.parse(text)
    return Value(when.first.isoformat(), XSD + "date", when.precision)


def store_of(*records: Claim | Entity | Source) -> Store:
    store = open_store()
    store.add(vocabulary_quads())
    store.add(build_graph(merge_claims(records, single_valued=frozenset())))
    return store


IN_2024 = {"valid_from": PartialDate.parse("2024"), "valid_to": PartialDate.parse("2025")}
STAGE = claim(PHASE, "phaseStage", TG + "growing", **IN_2024)
MEASURED = f"""
PREFIX i: <https://w3id.org/trendgraph/id/indicator/>
PREFIX o: <https://w3id.org/trendgraph/id/observation/share/>
PREFIX e: <https://w3id.org/trendgraph/id/estimate/share/>
PREFIX v: <https://w3id.org/trendgraph/id/verdict/>
INSERT DATA {{ GRAPH <{graph_iri("measured")}> {{
  i:share tg:indicatorUnit "share" ; tg:countedUpTo "2025-03-15"^^xsd:date ;
    prov:generatedAtTime "2026-01-20T00:00:00Z"^^xsd:dateTime .
  o:2023 tg:observationOf i:share ; tg:periodEnd "2024-01-01"^^xsd:date ; tg:observedValue 0.1 .
  o:2024 tg:observationOf i:share ; tg:periodEnd "2025-01-01"^^xsd:date ; tg:observedValue 0.2 .
  o:2025 tg:observationOf i:share ; tg:periodEnd "2026-01-01"^^xsd:date ; tg:observedValue 0.3 .
  e:early tg:estimateOf i:share ; tg:usedObservation o:2023, o:2024 .
  e:whole tg:estimateOf i:share ; tg:usedObservation o:2023, o:2024, o:2025 .
  v:early tg:verdictOn <{claim_iri(STAGE)}> ; tg:verdictTest "direction" ; tg:verdictValue tg:supported ;
    tg:restsOn e:early ; prov:generatedAtTime "2026-01-25T00:00:00Z"^^xsd:dateTime .
  v:whole tg:verdictOn <{claim_iri(STAGE)}> ; tg:verdictTest "level" ; tg:verdictValue tg:inconclusive ;
    tg:restsOn e:whole ; prov:generatedAtTime "2026-01-25T00:00:00Z"^^xsd:dateTime .
}} }}
"""


def measured_store(*records: Claim | Entity | Source) -> Store:
    store = store_of(paper(), *ENTITIES, *PHASES, STAGE, *records)
    store.update(MEASURED)
    return store

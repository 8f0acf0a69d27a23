"""A few curated entities, and the records of a reader that knows them by other names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from trendgraph.claims import Claim, Directness, Entity, Evidence, Place, Precision, Record, Value
from trendgraph.namespaces import TG, entity_iri
from trendgraph.resolution import Catalogue, Resolver
from trendgraph.sources.struct import provisional_iri
from trendgraph.terms import XSD

DAY = date(2026, 11, 27)
HERE = (Evidence("epoch-notable", Place("row 1"), Directness.SECONDARY),)
MODEL, ORGANISATION = TG + "LanguageModel", TG + "Company"


def claim(subject: str, predicate: str, stated: str | Value) -> Claim:
    return Claim(subject, TG + predicate, stated, HERE, DAY)


def released(iri: str, day: str) -> Claim:
    return claim(iri, "releasedOn", Value(day, XSD + "date", Precision.DAY))


def parameters(iri: str, count: object) -> Claim:
    return claim(iri, "parameterCount", Value(str(Decimal(str(count))), XSD + "decimal"))


def curated() -> list[Record]:
    """Lakeside Lab's Swan models, and a Heron of somebody else's."""
    lake, shore = entity_iri("organisation/lakeside-lab"), entity_iri("organisation/shore")
    swan, big, heron, eagle = (entity_iri(f"model/{slug}") for slug in ("swan", "swan-2-7b", "heron", "eagle-1.5b"))
    return [
        Entity(lake, ORGANISATION, "Lakeside Lab", ("Lakeside",)),
        Entity(shore, ORGANISATION, "Shore"),
        Entity(swan, MODEL, "Swan 1"),
        released(swan, "2024-05-13"),
        claim(swan, "developedBy", lake),
        parameters(swan, 6_900_000_000),
        Entity(big, MODEL, "Swan 2 7B", ("Swan-2 (7B)",)),
        claim(big, "developedBy", lake),
        Entity(heron, MODEL, "Heron"),
        claim(heron, "developedBy", shore),
        Entity(eagle, MODEL, "Eagle 1.5B"),
    ]


def resolver() -> Resolver:
    return Resolver(Catalogue.of(curated()))


def row(name: str, organisation: str, **facts: object) -> list[Record]:
    """What a reader yields for one row."""
    model, maker = provisional_iri("epoch", "model", name), provisional_iri("epoch", "organisation", organisation)
    records: list[Record] = [
        Entity(model, MODEL, name),
        Entity(maker, ORGANISATION, organisation),
        claim(model, "developedBy", maker),
    ]
    return [*records, *(parameters(model, value) for key, value in facts.items() if key == "parameters")]

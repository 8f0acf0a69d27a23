"""Small graphs made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from trendgraph.claims import Claim, Directness, Entity, Evidence, Place, Record, Source, Value, merge_claims
from trendgraph.graph import claim_quads
from trendgraph.namespaces import ENTITY, TG
from trendgraph.store import Store, open_store

DAY = date(2026, 11, 23)


def thing(name: str, label: str, kind: str = "LanguageModel") -> Entity:
    return Entity(ENTITY + name, TG + kind, label)


def claim(subject: str, predicate: str, stated: str | Value, source: str = "paper", **more: Any) -> Claim:
    return Claim(
        subject=ENTITY + subject,
        predicate=TG + predicate,
        object=ENTITY + stated if isinstance(stated, str) else stated,
        evidence=(Evidence(source, Place("abstract"), Directness.FIRST_PARTY),),
        recorded=DAY,
        **more,
    )


def source(identifier: str = "paper", **more: Any) -> Source:
    said = {"kind": TG + "Publication", "title": "The paper", "publisher": TG + "undisclosed", "issued": None}
    return Source(identifier=identifier, **{**said, "accessed": DAY, "licence": TG + "undisclosed", **more})


def store_of(records: Iterable[Record]) -> Store:
    store = open_store()
    store.add(claim_quads(merge_claims(list(records))))
    return store

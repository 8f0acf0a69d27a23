"""A reader for tests: a CSV of models with a developer and a number of parameters."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from trendgraph.claims import Claim, Directness, Entity, Evidence, Place, Record, Source, Value
from trendgraph.namespaces import TG
from trendgraph.sources import ReadLog, SourceInfo
from trendgraph.sources.struct import provisional_iri
from trendgraph.sources.tabular import read_table

__all__ = ["INFO", "read"]

INFO = SourceInfo(
    name="swans",
    title="Swans",
    publisher="The Lake",
    licence="https://w3id.org/trendgraph/id/licence/cc-by-nc-4.0",
    url=None,
    form="swans.csv",
    fills="models and their sizes",
)
_DAY = date(2025, 3, 1)


def read(path: Path, log: ReadLog) -> Iterator[Record]:
    """Yields a source, models and claims; waits between rows where a test wants to interrupt it."""
    publisher = provisional_iri("swans", "organisation", "The Lake")
    yield Entity(publisher, TG + "Organisation", "The Lake")
    yield Source("swans.table", TG + "Source", "Swans", publisher, None, _DAY, INFO.licence)
    for row in read_table(path, log, required=["Model", "Developer", "Parameters"]):
        time.sleep(float(os.environ.get("SWANS_PAUSE", "0")))
        size = row.integer("Parameters")
        model = provisional_iri("swans", "model", row.text("Model"))
        maker = provisional_iri("swans", "organisation", row.text("Developer"))
        yield Entity(model, TG + "LanguageModel", row.text("Model"))
        yield Entity(maker, TG + "Organisation", row.text("Developer"))
        yield _claim(model, "developedBy", maker, row.line, "Developer")
        if size:
            yield _claim(model, "parameterCount", size, row.line, "Parameters")


def _claim(subject: str, predicate: str, stated: str | Value, line: int, column: str) -> Claim:
    evidence = Evidence("swans.table", Place(f"swans.csv, row {line}, column {column}"), Directness.SECONDARY)
    return Claim(subject, TG + predicate, stated, (evidence,), _DAY, confidence=Decimal("0.9"))

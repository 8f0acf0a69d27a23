"""The Python face: ``build()`` or ``open()`` gives a ``Graph``; everything else is a method on it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from trendgraph.errors import ClaimError
from trendgraph.pipeline import BuildConfig
from trendgraph.pipeline import build as run_pipeline
from trendgraph.store import Store, open_store

if TYPE_CHECKING:
    import networkx
    import rdflib

    from trendgraph.exporters import ExportResult
    from trendgraph.materialisation import Derivation
    from trendgraph.pipeline import Built
    from trendgraph.queries import EntityView, Graphs, Table
    from trendgraph.validation import Report

__all__ = ["Graph", "GraphClaim", "build", "open"]


@dataclass(frozen=True, slots=True)
class GraphClaim:
    """A claim as the graph holds it; IRIs as CURIE-free strings, literals as text."""

    iri: str
    subject: str
    predicate: str
    object: str
    stance: str
    status: str
    confidence: float
    valid_from: str | None
    valid_to: str | None
    sources: tuple[str, ...]

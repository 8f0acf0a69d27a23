"""``context.jsonld``: the JSON-LD context that exports refer to."""

from __future__ import annotations

from trendgraph.exporters import context_document

__all__ = ["pages"]


def pages() -> dict[str, str]:
    """Gives the context."""
    return {"context.jsonld": context_document()}

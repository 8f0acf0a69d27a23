"""Framed JSON-LD: one entity with its claims, their evidence and sources nested inside it.

Source: JSON-LD 1.1 Framing, https://www.w3.org/TR/json-ld11-framing/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from trendgraph.errors import ExportError
from trendgraph.exporters.blanks import Blanks
from trendgraph.exporters.jsonld import NodeWriter
from trendgraph.exporters.jsonld_context import context
from trendgraph.exporters.struct import Content, ExportFormat

__all__ = ["FORMAT", "frame", "refuse_documents", "render"]

_EVIDENCE: dict[str, Any] = {"hasEvidence": {"hasSource": {}, "hasSelector": {}}}


def refuse_documents(url: str, _options: object = None) -> dict[str, Any]:
    """Refuses to load any document: a JSON-LD processor here never goes to the network.

    Raises:
        ExportError: always.
    """
    raise ExportError("a JSON-LD document asks for another one, and nothing is fetched", code="export.fetch", where=url)


def frame(content: Content) -> dict[str, Any]:
    """Gives the framed document of the entity that the content is about.

    Raises:
        ExportError: the content is not about one entity.
    """
    from pyld import jsonld

    if content.entity is None:
        raise ExportError(
            "a framed document is about one entity, and none is chosen",
            code="export.entity",
            hint="choose one: --entity clip; in Python selection=Selection(entity='tgd:model/clip')",
        )
    shape = {
        "@context": context(),
        "@id": content.entity,
        "claims": _EVIDENCE,
        "namedInClaims": _EVIDENCE,
    }
    document = {"@context": context(), "@graph": list(NodeWriter(Blanks()).nodes(content.lines))}
    options = {"documentLoader": refuse_documents, "embed": "@always", "omitGraph": True, "omitDefault": True}
    framed: dict[str, Any] = jsonld.frame(document, shape, options)
    return framed


def render(content: Content) -> Iterator[str]:
    """Yields the text of the framed document."""
    yield json.dumps(frame(content), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


FORMAT = ExportFormat(
    "jsonld-framed",
    "JSON-LD, framed",
    (".framed.jsonld",),
    "application/ld+json",
    keeps_graphs=False,
    render=render,
)

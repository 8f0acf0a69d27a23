"""IRIs, prefixes and CURIEs.

The prefix map is read from ``ontology/prefixes.ttl``; the constants below are the few IRIs that code has to name, and
a test holds them against that file.
"""

from __future__ import annotations

import re
from functools import cache

from trendgraph.resources import read_text

__all__ = [
    "ENTITY",
    "GRAPH",
    "GRAPHS",
    "ONTOLOGY",
    "SCHEME",
    "TG",
    "compact",
    "entity_iri",
    "expand",
    "graph_iri",
    "prefixes",
    "source_graph",
    "split_entity_iri",
]

ONTOLOGY = "https://w3id.org/trendgraph/ontology"
TG = ONTOLOGY + "#"
ENTITY = "https://w3id.org/trendgraph/id/"
SCHEME = "https://w3id.org/trendgraph/scheme/"
GRAPH = "https://w3id.org/trendgraph/graph/"
GRAPHS = ("ontology", "schemes", "mappings", "entities", "shared", "asserted", "inferred", "measured", "provenance")

_DECLARATION = re.compile(r'sh:prefix\s+"([^"]+)"\s*;\s*sh:namespace\s+"([^"]+)"')


@cache
def prefixes() -> dict[str, str]:
    """Gives the prefix map of the project, prefix to namespace, in alphabetical order."""
    return dict(sorted(_DECLARATION.findall(read_text("ontology/prefixes.ttl"))))


def graph_iri(name: str) -> str:
    """Gives the IRI of a named graph.

    >>> graph_iri("asserted")
    'https://w3id.org/trendgraph/graph/asserted'
    """
    return GRAPH + name


def source_graph(source_id: str) -> str:
    """Gives the IRI of the graph that holds what one source says."""
    return f"{GRAPH}source/{source_id}"


def entity_iri(reference: str) -> str:
    """Gives the IRI of ``segment/slug``.

    >>> entity_iri("model/clip")
    'https://w3id.org/trendgraph/id/model/clip'
    """
    return ENTITY + reference


def split_entity_iri(iri: str) -> tuple[str, str] | None:
    """Gives the segment and the slug of an entity's IRI, or None for any other IRI."""
    if not iri.startswith(ENTITY):
        return None
    segment, _, slug = iri[len(ENTITY) :].partition("/")
    return (segment, slug) if slug else None


def compact(iri: str) -> str:
    """Gives the CURIE of an IRI, or the IRI itself where no prefix fits.

    >>> compact("https://w3id.org/trendgraph/ontology#Trend")
    'tg:Trend'
    >>> compact("https://w3id.org/trendgraph/id/model/clip")
    'tgd:model/clip'
    """
    found = _spaces().match(iri)
    if found is None or found.end() == len(iri):
        return iri
    return f"{_by_space()[found.group()]}:{iri[found.end() :]}"


@cache
def _by_space() -> dict[str, str]:
    return {space: prefix for prefix, space in reversed(prefixes().items())}


@cache
def _spaces() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_by_space(), key=len, reverse=True))))


def expand(text: str) -> str | None:
    """Gives the IRI that a CURIE, an IRI or ``<IRI>`` stands for, or None.

    >>> expand("tgd:model/clip")
    'https://w3id.org/trendgraph/id/model/clip'
    >>> expand("CLIP") is None
    True
    """
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if text.startswith(("http://", "https://", "urn:")):
        return text
    prefix, colon, local = text.partition(":")
    space = prefixes().get(prefix) if colon else None
    return space + local if space is not None else None

"""Identifiers in the file: a slug that a label gives is left out, which is three out of four."""

from __future__ import annotations

import re

from trendgraph.namespaces import ENTITY

__all__ = ["restored", "shortened"]


def shortened(iri: str, label: str) -> str:
    """Gives ``segment/slug``; ``segment/`` where the label gives the slug; the IRI where it is not ours.

    >>> shortened(ENTITY + "model/gpt-4o", "GPT-4o"), shortened(ENTITY + "model/gpt-4o", "Omni")
    ('model/', 'model/gpt-4o')
    """
    if not iri.startswith(ENTITY):
        return iri
    segment, slash, slug = iri.removeprefix(ENTITY).rpartition("/")
    return segment + slash if slash and label.isascii() and slug == _slug(label) else segment + slash + slug


def restored(identifier: str, label: str) -> str:
    """Gives the IRI again.

    >>> restored("model/", "GPT-4o") == ENTITY + "model/gpt-4o"
    True
    """
    if ":" in identifier:
        return identifier
    return ENTITY + identifier + (_slug(label) if identifier.endswith("/") else "")


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", label.lower()).strip("-.")

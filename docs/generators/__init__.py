"""The generated pages: one module a page, each with ``pages()``, which gives paths below ``docs/`` and their texts."""

from __future__ import annotations

from generators import (
    checks,
    commands,
    context,
    errors,
    landscape,
    loading,
    ontology,
    python_api,
    questions,
    rules,
    schemas,
    schemes,
)

__all__ = ["make_pages"]

_MAKERS = (
    ontology,
    schemes,
    questions,
    checks,
    rules,
    commands,
    python_api,
    schemas,
    errors,
    context,
    landscape,
    loading,
)


def make_pages() -> dict[str, str]:
    """Gives every generated file, path below ``docs/`` to text."""
    return {name: text for maker in _MAKERS for name, text in maker.pages().items()}

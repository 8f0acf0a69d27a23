"""Libraries that are no part of every installation."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from trendgraph.errors import ExportError

__all__ = ["needed"]


def needed(name: str, hint: str = 'install it: pip install "trendgraph[tables]"') -> Any:
    """Gives a library.

    Raises:
        ExportError: it is not installed; ``hint`` says how to.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise ExportError(f"this needs the package {name}", code="export.library", hint=hint) from error

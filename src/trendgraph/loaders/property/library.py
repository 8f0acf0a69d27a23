"""Drivers and engines that are no part of every installation."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from trendgraph.errors import LoadError

__all__ = ["needed"]


def needed(name: str, *others: str, extra: str) -> Any:
    """Gives a library, once it and the others that it works with are there.

    Raises:
        LoadError: one of them is not installed.
    """
    try:
        wanted, *_ = [import_module(each) for each in (name, *others)]
    except ModuleNotFoundError as error:
        raise LoadError(
            f"loading into this database needs the package {error.name}",
            code="load.library",
            hint=f'install it: pip install "trendgraph[{extra}]"',
        ) from error
    return wanted

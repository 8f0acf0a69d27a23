"""Drivers and engines that are no part of every installation, and what they say when they refuse."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from trendgraph.errors import LoadError

__all__ = ["needed", "refused"]

_NO_ROOM = ("no space left", "file too large", "not write", "cannot write", "maxmemory", "memory.transaction")


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


def refused(words: str, where: str) -> LoadError:
    """Gives the error for what an engine said: that it has no more room, or anything else.

    >>> refused("IO Error: No space left on device", "graph.duckdb").code
    'load.full'
    """
    if any(sign in words.casefold() for sign in _NO_ROOM):
        return LoadError(
            f"the target has no more room: {words}",
            code="load.full",
            where=where,
            hint="what stood there is as it was; make room and load again",
        )
    return LoadError(f"the database refused: {words}", code="load.refused", where=where)

"""Days on the command line: ``--as-of`` and ``--as-known-on``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import click

__all__ = ["day_given", "read_day", "time_options"]

_Function = TypeVar("_Function", bound=Callable[..., Any])


def day_given(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Gives the day that an option names: a callback."""
    from trendgraph.errors import GraphError

    try:
        return None if value is None else read_day(value)
    except GraphError as error:
        raise click.BadParameter(f"{error.message}; {error.hint}") from error


def read_day(text: str) -> date:
    """Gives the day that a text names.

    Raises:
        GraphError: it names none, or a longer period.
    """
    from trendgraph.claims import PartialDate, Precision
    from trendgraph.errors import ClaimError, GraphError

    try:
        found = PartialDate.parse(text)
    except ClaimError as error:
        raise GraphError(error.message, code="graph.day", hint="write a day as in 2024-06-30") from error
    if found.precision is Precision.DAY:
        return found.first
    last = found.end() - timedelta(days=1)
    raise GraphError(
        f"{text} is a {found.precision.value} and not a day, and what holds may change in it",
        code="graph.day",
        hint=f"for its end write {last}",
    )


def time_options(function: _Function) -> _Function:
    """Adds ``--as-of`` and ``--as-known-on`` to a command."""
    known = click.option("--as-known-on", callback=day_given, metavar="DATE", help="What the graph said on that day.")
    return click.option("--as-of", callback=day_given, metavar="DATE", help="What was true on that day.")(
        known(function)
    )

"""The one tree of errors: what went wrong, where, the nearest valid value and what to do.

``TrendgraphError`` is the root; the edge (the command line, later the web) turns any of it into a message, an exit
status and one JSON envelope ``{error, code, hint, status}``. Nothing else is caught there.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar

__all__ = [
    "ClaimError",
    "ExportError",
    "FetchError",
    "GraphError",
    "LoadError",
    "QueryError",
    "ReasonerError",
    "ResourceError",
    "RuleError",
    "ShapesError",
    "SourceError",
    "StoreError",
    "TrendError",
    "TrendgraphError",
    "nearest",
]


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Gives the known words most like a mistyped one, best first.

    >>> nearest("modle", ["model", "product"])
    ['model']
    """
    pool = sorted(set(known))
    folded: dict[str, str] = {}
    for candidate in pool:
        folded.setdefault(candidate.casefold(), candidate)
    return [folded[match] for match in difflib.get_close_matches(word.casefold(), folded, n=count, cutoff=0.55)]


class TrendgraphError(Exception):
    """Something the user can mend: ``where`` says where it is, ``hint`` what to do, ``suggestions`` what is close.

    Attributes:
        code: stable machine-readable name, ``room.reason``.
        where: file, line and field, or whatever names the place.
        suggestions: the nearest valid values, best first.
        problems: the single mistakes, where one error stands for several.
        exit_status: what the command line exits with.
    """

    exit_status: ClassVar[int] = 2
    default_code: ClassVar[str] = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        where: str | None = None,
        hint: str | None = None,
        suggestions: Iterable[str] = (),
        problems: Iterable[TrendgraphError] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.where = where
        self.hint = hint
        self.suggestions = tuple(suggestions)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.message}" if self.where else self.message]
        lines.extend(str(problem) for problem in self.problems)
        if self.suggestions:
            lines.append("nearest: " + ", ".join(self.suggestions))
        if self.hint:
            lines.append("hint: " + self.hint)
        return "\n".join(lines)

    def envelope(self) -> dict[str, object]:
        """Gives the error as the JSON object that every face shows."""
        return {
            "error": self.message,
            "code": self.code,
            "where": self.where,
            "nearest": list(self.suggestions),
            "hint": self.hint,
            "status": self.exit_status,
            **({"problems": [problem.envelope() for problem in self.problems]} if self.problems else {}),
        }


class ResourceError(TrendgraphError):
    """A file that ships with the project is missing or cannot be read."""

    default_code = "resource.missing"


class SourceError(TrendgraphError):
    """A source or a curated file is not in the form it should have."""

    default_code = "source.invalid"


class ClaimError(TrendgraphError):
    """A claim contradicts the model: unknown predicate, dangling reference, impossible date."""

    default_code = "claim.invalid"


class GraphError(TrendgraphError):
    """RDF that cannot be read or written."""

    default_code = "graph.invalid"


class RuleError(TrendgraphError):
    """A rule file that is not a usable CONSTRUCT rule."""

    default_code = "rule.invalid"


class ReasonerError(TrendgraphError):
    """The description-logic reasoner is missing or failed."""

    default_code = "reasoner.failed"


class ShapesError(TrendgraphError):
    """Validation could not run: a shape is broken or the engine failed. Not the same as a violation."""

    default_code = "shapes.failed"


class FetchError(TrendgraphError):
    """A file cannot be had from elsewhere: refused, too large, not what it should be, or out of reach."""

    default_code = "fetch.failed"


class StoreError(TrendgraphError):
    """A store cannot be opened, read or written."""

    default_code = "store.failed"


class QueryError(TrendgraphError):
    """A query is unknown, wrongly bound or not valid SPARQL."""

    default_code = "query.invalid"


class TrendError(TrendgraphError):
    """An indicator, a corpus or a table of observations that nothing can be measured with."""

    default_code = "trend.invalid"


class ExportError(TrendgraphError):
    """A file cannot be written in the format asked for."""

    default_code = "export.failed"


class LoadError(TrendgraphError):
    """A running database cannot be reached, refuses, or does not hold what was sent to it."""

    default_code = "load.failed"

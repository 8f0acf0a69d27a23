"""What validation finds: results with a severity, and the report that holds them in a fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["SEVERITIES", "Report", "Result", "Severity"]

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Result:
    """One place where the graph does not keep a rule.

    Attributes:
        severity: ``violation``, ``warning`` or ``info``.
        focus: the node, as an N-Triples term.
        path: the SPARQL property path that was looked at, with full IRIs; empty if none.
        value: the offending value, as an N-Triples term; empty if none.
        message: the rule that is not kept, in one sentence.
        hint: how to mend it.
        source: the CURIE of the shape (``tgs:claim-subject``) or the name of the check (``qc-lineage-cycle``).
    """

    severity: Severity
    focus: str
    path: str
    value: str
    message: str
    hint: str
    source: str

    @property
    def order(self) -> tuple[int, str, str, str, str, str, str]:
        """The key by which results are sorted: gravest first, then by node, path, value, rule."""
        rank = SEVERITIES.index(self.severity)
        return rank, self.focus, self.path, self.value, self.source, self.message, self.hint


@dataclass(frozen=True, slots=True)
class Report:
    """All results, each once, sorted.

    Attributes:
        results: sorted by severity, focus node, path, value and rule.
        shapes: how many shapes were held against the graph.
        checks: how many quality queries ran.
    """

    results: tuple[Result, ...]
    shapes: int = 0
    checks: int = 0

    @classmethod
    def of(cls, results: Iterable[Result], *, shapes: int = 0, checks: int = 0) -> Report:
        """Gives the report of results that come in any order and perhaps twice.

        >>> Report.of([]).conforms
        True
        """
        return cls(tuple(sorted(set(results), key=lambda result: result.order)), shapes, checks)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos do not count."""
        return not any(result.severity == "violation" for result in self.results)

    @property
    def counts(self) -> dict[Severity, int]:
        """The number of results of each severity."""
        found = Counter(result.severity for result in self.results)
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def counts_by_source(self) -> dict[str, int]:
        """The number of results of each shape or check that found any, by name."""
        return dict(sorted(Counter(result.source for result in self.results).items()))

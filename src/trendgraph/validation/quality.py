"""Checks over the whole graph at once: one query, one sentence, one severity; no row means that all is well.

A file ``queries/quality/qc-….rq`` carries its own record in the comments at its head: ``# id``, ``# title`` (the rule),
``# severity``, ``# hint`` (how to mend) and, for a check that makes sense only where the project's named graphs are
apart, ``# needs: named graphs``. Its columns are some of ``?focus ?path ?value ?message``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from trendgraph.errors import QueryError, ShapesError, nearest
from trendgraph.resources import resource_files
from trendgraph.store import Store
from trendgraph.validation.struct import Result, Severity

__all__ = ["Check", "list_checks", "read_check", "run_checks"]

_FIELD = re.compile(r"# ([a-z]+): (.*)")
_REQUIRED = ("id", "title", "severity", "hint")
_FIELDS = (*_REQUIRED, "needs")
_COLUMNS = ("focus", "path", "value", "message")


@dataclass(frozen=True, slots=True)
class Check:
    """One quality query.

    Attributes:
        identifier: ``qc-lineage-cycle``, also the name of its file.
        title: the rule, in one sentence.
        severity: what a row of its answer is.
        hint: how to mend it.
        needs_graphs: whether it needs the project's named graphs.
        text: the SPARQL.
    """

    identifier: str
    title: str
    severity: Severity
    hint: str
    needs_graphs: bool
    text: str


@cache
def list_checks() -> tuple[Check, ...]:
    """Gives the shipped checks, by name."""
    return tuple(read_check(path) for path in resource_files("queries/quality", "*.rq"))


def read_check(path: Path) -> Check:
    """Reads a check's file.

    Raises:
        ShapesError: the header lacks a field or has an unknown one, or the name is not that of the file.
    """
    text = path.read_text(encoding="utf-8")
    fields: dict[str, str] = {}
    for line in text.splitlines():
        found = _FIELD.fullmatch(line)
        if not found:
            break
        fields[found[1]] = found[2].strip()
    for name in fields:
        if name not in _FIELDS:
            raise _wrong(path, f"there is no header field {name!r}", nearest(name, _FIELDS))
    for name in _REQUIRED:
        if not fields.get(name):
            raise _wrong(path, f"the header lacks `# {name}: …`")
    if fields["severity"] not in get_args(Severity):
        raise _wrong(path, f"{fields['severity']!r} is no severity", get_args(Severity))
    if fields["id"] != path.stem:
        raise _wrong(path, f"the id {fields['id']!r} is not the name of the file")
    return Check(
        identifier=fields["id"],
        title=fields["title"],
        severity=fields["severity"],  # type: ignore[arg-type]  # held against the three just above
        hint=fields["hint"],
        needs_graphs="needs" in fields,
        text=text,
    )


def run_checks(store: Store, checks: Sequence[Check] | None = None, *, named_graphs: bool = True) -> list[Result]:
    """Runs checks over a store; the results are in the order of the checks, then of what they found.

    Args:
        store: the graph; it is only read.
        checks: the checks, the shipped ones by default.
        named_graphs: whether the store has the project's named graphs; without them some checks make no sense.

    Raises:
        ShapesError: a check cannot run.
    """
    chosen = [check for check in (checks or list_checks()) if named_graphs or not check.needs_graphs]
    return [result for check in chosen for result in _run(store, check)]


def _run(store: Store, check: Check) -> list[Result]:
    try:
        solutions = store.select(check.text)
        names = [variable.value for variable in solutions.variables]
        rows = [dict(zip(names, row, strict=True)) for row in solutions]
    except QueryError as error:
        raise ShapesError(
            f"the check cannot run: {error.message}", code="shapes.query", where=error.where or check.identifier
        ) from error
    unknown = sorted(set(names) - set(_COLUMNS))
    if unknown or "focus" not in names:
        raise ShapesError(
            f"the columns of a check are ?focus and some of ?path ?value ?message, not {names}",
            code="shapes.columns",
            where=check.identifier,
        )
    found = [_result(check, row) for row in rows if row["focus"] is not None]
    return sorted(found, key=lambda result: (result.focus, result.path, result.value, result.message))


def _result(check: Check, row: dict[str, object]) -> Result:
    def text(name: str) -> str:
        return "" if row.get(name) is None else str(row[name])

    message = getattr(row.get("message"), "value", "")
    return Result(
        severity=check.severity,
        focus=text("focus"),
        path=text("path"),
        value=text("value"),
        message=f"{check.title}: {message}" if message else check.title,
        hint=check.hint,
        source=check.identifier,
    )


def _wrong(path: Path, message: str, suggestions: Sequence[str] = ()) -> ShapesError:
    return ShapesError(message, code="shapes.header", where=str(path), suggestions=suggestions)

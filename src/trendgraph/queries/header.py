"""Reading the questions: a ``.rq`` file carries its own record in the comments at its head.

A line ``# key: value`` begins a field, a line ``#   more`` goes on with it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from trendgraph.errors import QueryError, nearest
from trendgraph.queries.struct import Binding, Column, Question
from trendgraph.resources import resource_files

__all__ = ["find_question", "list_questions", "read_question"]

FIELDS = ("id", "question", "bindings", "columns", "ordered", "example", "note")
_REQUIRED = ("id", "question", "bindings", "columns", "ordered")
_FIELD = re.compile(r"# ([a-z]+): (.*)")
_MORE = re.compile(r"#   +(.*)")
_BINDING = re.compile(r"(\w+) \((required|optional)\) ([\w:]+) = (.+)")
_COLUMN = re.compile(r"(\w+) (\w+) (.+)")
_NUMBER = re.compile(r"(?:cq)?0*(\d{1,3})(?:-.*)?", re.IGNORECASE)


@cache
def list_questions() -> list[Question]:
    """Gives the competency questions that ship with the project, by number."""
    return [read_question(path) for path in resource_files("queries/competency", "*.rq")]


def find_question(name: str) -> Question:
    """Gives a question by number, identifier or file name: ``10``, ``cq010``, ``cq010-trend-phases``.

    Raises:
        QueryError: there is no such question.
    """
    questions = list_questions()
    number = _NUMBER.fullmatch(name.strip())
    wanted = f"cq{int(number[1]):03}" if number else name
    for question in questions:
        if wanted in (question.identifier, question.name):
            return question
    known = [name for question in questions for name in (question.identifier, question.name)]
    raise QueryError(
        f"there is no question {name!r}",
        code="query.unknown",
        suggestions=nearest(name, known),
        hint="list them: trendgraph questions",
    )


def read_question(path: Path) -> Question:
    """Reads a question's file.

    Raises:
        QueryError: the header lacks a field, or a field has another form.
    """
    text = path.read_text(encoding="utf-8")
    fields = _fields(text)
    missing = [name for name in _REQUIRED if name not in fields]
    unknown = [name for name in fields if name not in FIELDS]
    if missing or unknown:
        problem = f"the header lacks {', '.join(missing)}" if missing else f"the header has no field {unknown[0]}"
        raise QueryError(problem, code="query.header", where=str(path), suggestions=FIELDS if unknown else ())
    return Question(
        identifier=fields["id"],
        name=path.stem,
        question=fields["question"],
        bindings=tuple(
            Binding(name=name, required=need == "required", kind=kind, meaning=meaning)
            for name, need, kind, meaning in _parts(fields["bindings"], _BINDING, path)
        ),
        columns=tuple(Column(*found) for found in _parts(fields["columns"], _COLUMN, path)),
        ordered=fields["ordered"],
        text=text,
        example=dict(part.split("=", 1) for part in fields.get("example", "").split()),
        note=fields.get("note", ""),
    )


def _fields(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if begun := _FIELD.fullmatch(line):
            last = begun[1]
            fields[last] = begun[2].strip()
        elif (more := _MORE.fullmatch(line)) and last:
            fields[last] += " " + more[1].strip()
    return fields


def _parts(value: str, form: re.Pattern[str], path: Path) -> list[tuple[str, ...]]:
    if value == "none":
        return []
    found = []
    for part in value.split("; "):
        match = form.fullmatch(part.strip().removesuffix(";"))
        if match is None:
            raise QueryError(f"{part!r} is not in the form of its field", code="query.header", where=str(path))
        found.append(match.groups())
    return found

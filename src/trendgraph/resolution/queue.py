"""The review queue: names that nobody has decided, each with the entities that it might mean.

The queue is a file that a snapshot fills and decisions empty; what the alias table already says never comes back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trendgraph.errors import SourceError
from trendgraph.files import write_atomically
from trendgraph.resolution.match import Resolver
from trendgraph.resolution.model_names import read_model_name
from trendgraph.resolution.rules import model_rules
from trendgraph.resolution.struct import Candidate, Decision

__all__ = ["Question", "open_questions", "read_queue", "write_queue"]

_COLUMNS = ("kind", "name", "source")


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A name to decide about.

    Attributes:
        source: reader that found it.
    """

    kind: str
    name: str
    source: str


def open_questions(
    resolver: Resolver, questions: Iterable[Question]
) -> list[tuple[Question, Decision, list[Candidate]]]:
    """Gives the questions that are still open and have a candidate worth a look, likeliest first.

    A model whose size, version or snapshot differs is no candidate: the rules have decided that.
    """
    found = []
    for question in sorted(set(questions)):
        decision = resolver.decide(question.name, question.kind)
        if not decision.proposed or decision.rule == "alias":
            continue
        likely = [c for c in decision.candidates if c.score >= resolver.thresholds.review]
        worth = [c for c in likely if not _is_decided(question, c, resolver)]
        if worth:
            found.append((question, decision, worth))
    return sorted(found, key=lambda item: (-item[2][0].score, item[0]))


def read_queue(path: Path) -> list[Question]:
    """Reads a queue; a file that is not there is an empty one.

    Raises:
        SourceError: the file is no queue.
    """
    if not path.exists():
        return []
    try:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot read the queue: {error}", code="queue.read", where=str(path)) from error
    if not rows or tuple(rows[0]) != _COLUMNS or any(len(row) != len(_COLUMNS) for row in rows):
        raise SourceError(
            f"this is no queue: its columns are {', '.join(_COLUMNS)}",
            code="queue.form",
            where=str(path),
            hint="choose another --queue, or fill it again with --source",
        )
    return [Question(*row) for row in rows[1:]]


def write_queue(path: Path, questions: Iterable[Question]) -> None:
    """Writes a queue, whole or not at all."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    writer.writerow(_COLUMNS)
    writer.writerows((q.kind, q.name, q.source) for q in sorted(set(questions)))
    write_atomically(path, stream.getvalue().encode())


def _is_decided(question: Question, candidate: Candidate, resolver: Resolver) -> bool:
    """Says whether a reviewer or a rule has told the two apart, so that nobody need be asked."""
    if candidate.against.startswith("reviewed"):
        return True
    if question.kind != "model" or not candidate.against:
        return False
    ours, theirs = read_model_name(question.name), read_model_name(candidate.name)
    apart = set(ours.words) ^ set(theirs.words)
    numbered = any(letter.isdigit() for word in apart for letter in word)
    sized = bool(ours.sizes and theirs.sizes and not set(ours.sizes) & set(theirs.sizes))
    # A date in one name alone is decided where the day of the release is known.
    known = bool(theirs.snapshot or resolver.catalogue.entries[candidate.iri].dates)
    dated = bool(ours.snapshot and ours.snapshot != theirs.snapshot and known)
    return numbered or sized or dated or bool(apart & model_rules().variants)

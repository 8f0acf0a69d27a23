"""What every reader of a public data set shares: what it says of itself, its log, and the names it gives.

A reader does not know the graph. It names an entity with a *provisional* IRI made of its own name and of the name that
the source uses (``tgd:model/epoch.gpt-4``); the resolution room replaces it by the IRI of the entity that is meant.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from trendgraph.namespaces import entity_iri

__all__ = ["ReadLog", "Reject", "SourceInfo", "provisional_iri", "slug_of"]


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What a reader reads, for lists and for licences.

    Attributes:
        name: key in ``READERS``.
        title: name of the data set.
        publisher: who publishes it.
        licence: IRI of the licence concept, or of ``tg:undisclosed``.
        url: page from which to get it, if there is one.
        form: the files it takes, in words.
        fills: what it adds to the graph, in words.
        may_redistribute: whether claims made from it may be published.
    """

    name: str
    title: str
    publisher: str
    licence: str
    url: str | None
    form: str
    fills: str
    may_redistribute: bool = True


@dataclass(frozen=True, slots=True)
class Reject:
    """A row, or a field of it, that made no claim.

    Attributes:
        file: name of the file below the path that was read.
        row: line number, key or name by which to find the row.
        reason: a short stable code, such as ``date.future``.
        detail: what was found, in words.
    """

    file: str
    row: str
    reason: str
    detail: str


@dataclass(slots=True)
class ReadLog:
    """Counts what a reader did; memory stays bounded because rejects go to a callback.

    Attributes:
        rows: rows read so far.
        skipped: rejects by reason.
        on_reject: takes every reject, for ``--rejects FILE``.
        on_progress: takes the number of rows read, now and then.
    """

    rows: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    on_reject: Callable[[Reject], None] | None = None
    on_progress: Callable[[int], None] | None = None

    def row(self) -> None:
        """Counts one row."""
        self.rows += 1
        if self.on_progress is not None and self.rows % 256 == 0:
            self.on_progress(self.rows)

    def reject(self, file: str, row: object, reason: str, detail: str) -> None:
        """Counts one row or field that is left out, and says why."""
        self.skipped[reason] += 1
        if self.on_reject is not None:
            self.on_reject(Reject(file, str(row), reason, detail))


def slug_of(name: str) -> str:
    """Gives a name in the form of a slug: lower case, ASCII, words joined by hyphens, dots between digits kept.

    Where letters would be lost, as of a Chinese name, a few digits of a hash keep two names apart.

    >>> slug_of("Llama 3.1-70B (Instruct)"), slug_of("Göteborg"), slug_of("文心 4.5")
    ('llama-3.1-70b-instruct', 'goteborg', '4.5-e06d80f3')
    """
    letters = "".join(
        c for c in unicodedata.normalize("NFKD", name.replace("+", " plus ")) if not unicodedata.combining(c)
    )
    plain = letters.encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"(?<!\d)\.|\.(?!\d)", "-", re.sub(r"[^a-z0-9.]+", "-", plain))
    slug = re.sub(r"-+", "-", slug).strip("-")
    if slug and not any(c.isalnum() for c in letters if not c.isascii()):
        return slug
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else f"x-{digest}"


def provisional_iri(reader: str, segment: str, name: str) -> str:
    """Gives the IRI under which a reader speaks of something that it knows by name only.

    >>> provisional_iri("epoch", "model", "GPT-4")
    'https://w3id.org/trendgraph/id/model/epoch.gpt-4'
    """
    return entity_iri(f"{segment}/{reader.replace('_', '-')}.{slug_of(name)}")

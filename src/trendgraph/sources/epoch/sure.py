"""How sure Epoch AI is, in the words and marks it uses, as a confidence and a status."""

from __future__ import annotations

import re
from decimal import Decimal

from trendgraph.claims import Status
from trendgraph.sources.tabular import Row

__all__ = ["CONFIDENCE", "marked_names", "split_names", "sureness"]

CONFIDENCE = {
    "confident": Decimal("0.9"),
    "likely": Decimal("0.7"),
    "unknown": Decimal("0.5"),
    "unverified": Decimal("0.5"),
    "": Decimal("0.5"),
    "speculative": Decimal("0.4"),
    "high": Decimal("0.9"),
    "medium": Decimal("0.7"),
    "low": Decimal("0.4"),
}
"""Word of Epoch AI, in small letters, to confidence."""
_GUESSED = Decimal("0.4")
_COMMA = re.compile(r",(?![^()]*\))")
_MARK = re.compile(r"\s*#(\w+)\s*$")


def sureness(row: Row, word: str) -> tuple[Decimal, Status]:
    """Gives confidence and status for a word; one that is not known counts as unknown, and is logged."""
    known = CONFIDENCE.get(word.casefold())
    if known is None:
        row.reject("confidence.unknown", f"{word!r} is no word for how sure one is; taken as unknown")
        known = CONFIDENCE["unknown"]
    return known, Status.PROPOSED if known <= _GUESSED else Status.ACCEPTED


def split_names(text: str) -> list[str]:
    """Gives names that commas join, each once; a comma in brackets belongs to a name.

    >>> split_names("BookCorpus (BooksCorpus, Toronto Book Corpus),C4,C4")
    ['BookCorpus (BooksCorpus, Toronto Book Corpus)', 'C4']
    """
    return list(dict.fromkeys(part.strip() for part in _COMMA.split(text) if part.strip()))


def marked_names(text: str) -> list[tuple[str, str]]:
    """Gives names with the mark behind each.

    >>> marked_names("OpenAI #likely, Microsoft")
    [('OpenAI', 'likely'), ('Microsoft', 'unknown')]
    """
    found = []
    for name in split_names(text):
        mark = _MARK.search(name)
        found.append((_MARK.sub("", name), mark[1] if mark else "unknown"))
    return found

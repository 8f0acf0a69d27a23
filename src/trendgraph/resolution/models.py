"""Matching models' names: the same words; sizes and dates that agree, with each other or with known facts."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from trendgraph.claims import PartialDate, Precision
from trendgraph.resolution.catalogue import Catalogue
from trendgraph.resolution.model_names import ModelName, read_model_name
from trendgraph.resolution.struct import Context, Named

__all__ = ["difference", "is_generic", "match_model"]

_SNAPSHOT_OF_RELEASE = timedelta(days=31)
_SIZE_TOLERANCE = Decimal("0.06")


def match_model(name: str, context: Context, catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """Gives the curated models that a name fits: IRI, rule and reason; the best rule's only."""
    read = read_model_name(name)
    if not read.words:
        return []
    found: dict[str, tuple[int, str, str]] = {}
    for key in sorted(read.keys | read.bare_keys):
        for iri, other, other_read in catalogue.models.get(key, ()):
            entry = catalogue.entries[iri]
            if difference(read, other_read, entry, context, catalogue):
                continue
            rank, rule, why = _rule(name, read, other, other_read, entry)
            if iri not in found or rank < found[iri][0]:
                found[iri] = (rank, rule, why)
    best = min((rank for rank, _, _ in found.values()), default=0)
    return [(iri, rule, why) for iri, (rank, rule, why) in sorted(found.items()) if rank == best]


def difference(read: ModelName, other: ModelName, entry: Named, context: Context, catalogue: Catalogue) -> str:
    """Says why two names do not mean the same model, or gives an empty text."""
    if not read.keys & other.keys and not _is_first_version(read, other):
        return _words_apart(read, other)
    return (
        _sizes_apart(read, other, entry, context)
        or _dates_apart(read, other, entry)
        or _developers_apart(read, entry, context, catalogue)
    )


def is_generic(read: ModelName) -> bool:
    """Says whether a name is so short or common that two developers may well use it."""
    if len(read.words) != 1:
        return False
    only = read.words[0]
    return len(only) <= 4 or (only.isalpha() and not read.sizes)


def _rule(name: str, read: ModelName, other: str, other_read: ModelName, entry: Named) -> tuple[int, str, str]:
    if name == entry.names[0]:
        return 0, "label", "it is the label"
    if name == other:
        return 1, "name", f"it is also called {other!r}"
    if not read.keys & other_read.keys:
        return 5, "first-version", f"{other!r}, of which one name says that it is the first version"
    snapshot = read.snapshot != other_read.snapshot
    sizes = set(read.sizes) != set(other_read.sizes)
    if snapshot and not (read.snapshot and other_read.snapshot):
        return 4, "first-snapshot", f"{other!r} with the date of the release"
    if sizes:
        return 3, "stated-size", f"{other!r}, whose stated number of parameters is that size"
    return 2, "spelling", f"another way of writing {other!r}"


def _is_first_version(read: ModelName, other: ModelName) -> bool:
    return bool(read.bare_keys & other.keys or read.keys & other.bare_keys)


def _words_apart(read: ModelName, other: ModelName) -> str:
    ours, theirs = set(read.words), set(other.words)
    more = ", ".join(sorted(ours - theirs)) or "nothing more"
    less = ", ".join(sorted(theirs - ours)) or "nothing more"
    return f"other words: {more} here, {less} there"


def _sizes_apart(read: ModelName, other: ModelName, entry: Named, context: Context) -> str:
    if read.active is not None and other.active is not None and read.active != other.active:
        return "other number of active parameters"
    ours, theirs = set(read.sizes), set(other.sizes)
    if ours == theirs:
        return ""
    if ours and theirs:
        return "" if ours < theirs or theirs < ours else "another size"
    named, known = (ours, entry.sizes) if ours else (theirs, context.sizes)
    if known and all(any(_near(size, fact) for fact in known) for size in named):
        return ""
    return "a size on one side only"


def _near(size: Decimal, fact: Decimal) -> bool:
    return abs(size - fact) <= _SIZE_TOLERANCE * max(size, fact)


def _dates_apart(read: ModelName, other: ModelName, entry: Named) -> str:
    ours, theirs = read.snapshot, other.snapshot
    if ours == theirs:
        return ""
    if ours and theirs:
        return "" if _compatible(ours, theirs) else "another snapshot"
    if ours and any(_is_release(ours, day) for day in entry.dates):
        return ""
    return "a dated snapshot on one side only, and not that of the release"


def _compatible(one: str, other: str) -> bool:
    """Says whether two dates in names can be the same, where one may lack its year or its day."""
    if one.startswith("----") or other.startswith("----"):
        one, other = one.removeprefix("----")[-5:], other.removeprefix("----")[-5:]
        return one == other or one[:2] == other[-2:]
    return one.startswith(other) or other.startswith(one)


def _is_release(snapshot: str, day: PartialDate) -> bool:
    if snapshot.startswith("----"):
        return day.precision is Precision.DAY and day.first.strftime("%m-%d") == snapshot[-5:]
    stated = PartialDate.parse(snapshot)
    if stated.precision is Precision.DAY and day.precision is Precision.DAY:
        return abs(stated.first - day.first) <= _SNAPSHOT_OF_RELEASE
    if day.precision in (Precision.DAY, Precision.MONTH):
        return stated.first < day.end() and day.first < stated.end()
    return False


def _developers_apart(read: ModelName, entry: Named, context: Context, catalogue: Catalogue) -> str:
    if not (is_generic(read) and context.developers and entry.developers):
        return ""
    return "" if catalogue.related(context.developers, entry.developers) else "a common name of another developer"

"""Which indicators and topics somebody means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trendgraph.errors import TrendError, nearest
from trendgraph.sources.curated import IndicatorFile, PatternFile

__all__ = ["select_indicators", "select_topics"]


def select_indicators(
    known: Mapping[str, IndicatorFile], names: Iterable[str], kind: str | None = None
) -> list[IndicatorFile]:
    """Gives the indicators named, with or without ``indicator/``, and all of one kind of corpus.

    Raises:
        TrendError: there is no such indicator, or none was asked for.
    """
    wanted = [name if name.startswith("indicator/") else f"indicator/{name}" for name in names]
    for name in wanted:
        if name not in known:
            raise TrendError(f"there is no indicator {name}", code="trend.indicator", suggestions=nearest(name, known))
    chosen = set(wanted) | {one.id for one in known.values() if kind is not None and one.corpus == kind}
    if not chosen:
        raise TrendError("no indicator was asked for", code="trend.indicator", hint="name some, or give --kind")
    return [known[name] for name in sorted(chosen)]


def select_topics(known: Mapping[str, PatternFile], names: Iterable[str]) -> list[PatternFile]:
    """Gives the topics named, or all.

    Raises:
        TrendError: there is no such topic.
    """
    wanted = list(names)
    for name in wanted:
        if name not in known:
            raise TrendError(f"there is no topic {name}", code="trend.topic", suggestions=nearest(name, known))
    return [known[name] for name in sorted(wanted or known)]

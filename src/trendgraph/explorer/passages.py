"""The text of passages: only of sources whose file is at hand, unchanged, and whose licence lets it be passed on."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

from trendgraph.claims import Evidence, TextPosition
from trendgraph.errors import SourceError, nearest
from trendgraph.evidence import read_text_file
from trendgraph.explorer.columns import Passages
from trendgraph.explorer.struct import World
from trendgraph.namespaces import compact
from trendgraph.sharing import licence_ranks

__all__ = ["read_passages"]

_MOST = "cc-by-sa-4.0"


def read_passages(
    world: World, evidence: Collection[Evidence], sources: Mapping[str, Path]
) -> tuple[Passages, dict[str, str]]:
    """Gives the text of every piece of evidence that may be shown, and why the others of the same sources may not.

    Args:
        world: the graph.
        evidence: pieces with a position in a text.
        sources: files, by the identifier of the source.

    Raises:
        SourceError: a source is unknown, or its file cannot be read.
    """
    texts: dict[Evidence, str] = {}
    withheld: dict[str, str] = {}
    ranks = licence_ranks()
    for identifier, path in sources.items():
        source = world.sources.get(identifier)
        if source is None:
            raise SourceError(
                f"there is no source {identifier}",
                code="source.unknown",
                where=str(path),
                suggestions=nearest(identifier, world.sources),
                hint="write --source IDENTIFIER=FILE",
            )
        text = read_text_file(path)
        licence = compact(source.licence).rpartition("/")[2]
        if ranks.get(licence, 1_000) > ranks[_MOST]:
            withheld[identifier] = f"its licence ({licence.removeprefix('tg:')}) does not let its text be passed on"
            continue
        changed = 0
        for one in evidence:
            if one.source == identifier and isinstance(one.selector, TextPosition):
                passage = text[one.selector.start : one.selector.end]
                if hashlib.sha256(passage.encode()).hexdigest() == one.selector.sha256:
                    texts[one] = passage
                else:
                    changed += 1
        if changed:
            withheld[identifier] = f"{changed} passages are not what was read (trendgraph evidence verify)"
    return texts, withheld

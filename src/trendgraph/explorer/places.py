"""Places of a cut, and the places that an earlier page holds."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path

from trendgraph.errors import ExportError
from trendgraph.explorer.identifiers import restored
from trendgraph.explorer.layout import RANGE, Layout, lay_out
from trendgraph.explorer.struct import Cut

__all__ = ["Places", "place", "read_places"]

Places = Mapping[str, tuple[int, int]]
"""IRI to where a thing stands."""
_LIMIT = 20_000
"""Up to so many nodes places are computed here; beyond, the browser does it, with progress and a stop."""
_DATA = re.compile(rb'id="trendgraph-data">([A-Za-z0-9+/=]*)<')


def place(cut: Cut, like: Places | None = None) -> Layout:
    """Gives places for the things of a cut; none for a graph that the browser had better lay out."""
    if len(cut.things) > _LIMIT:
        return Layout(name="none")
    links = [(one.subject, str(one.object)) for one in cut.edges if one.origin != "inferred"]
    return lay_out([thing.iri for thing in cut.things], links, like)


def read_places(path: Path) -> Places:
    """Gives where an earlier page has its things.

    Raises:
        ExportError: it cannot be read, or is no page of the explorer with places.
    """
    try:
        found = _DATA.search(path.read_bytes())
        data = json.loads(gzip.decompress(base64.b64decode(found[1]))) if found else {}
        table = data.get("entities", {})
        scale = RANGE / data["layout"]["range"]
        names = list(map(restored, table["id"], table["label"]))
        rows = list(zip(names, table["x"], table["y"], strict=True))
        places = {name: (round(x * scale), round(y * scale)) for name, x, y in rows if x is not None}
    except OSError as error:
        raise ExportError(f"cannot be read: {error.strerror}", code="export.like", where=str(path)) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ExportError(
            "this is no page of the explorer with places in it",
            code="export.like",
            where=str(path),
            hint="give a file that `trendgraph visualise out.html` made",
        ) from error
    return places

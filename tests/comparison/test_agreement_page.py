"""The page on the agreement with the public snapshots is what the data says now."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from trendgraph.comparison import compare_records, markdown_page
from trendgraph.pipeline import BuildConfig, paths_below, read_claims
from trendgraph.resolution import make_resolver, resolve_records
from trendgraph.sources import read_source, source_info

PAGE = Path("docs") / "landscape" / "agreement.md"


@pytest.mark.snapshots
def test_the_page_is_fresh(root: Path, snapshots: Path) -> None:
    text = (root / PAGE).read_text(encoding="utf-8")
    names = re.findall(r"^## (\w+)$", text, re.MULTILINE)
    paths = paths_below(snapshots)
    curated = read_claims(BuildConfig())
    resolver = make_resolver([*curated.entities.values(), *curated.claims.values()])
    found = {}
    for name in names:
        read = partial(read_source, name, paths[name])
        found[name] = compare_records(curated, resolve_records(read, resolver, reader=name))
    closed = frozenset(name for name in names if not source_info(name).may_redistribute)
    pairs = " ".join(f"{name} ../shared/sources/{paths[name].name}" for name in names)
    assert names
    assert markdown_page(found, closed) == text, f"mend it: trendgraph compare data {pairs} --markdown {PAGE}"

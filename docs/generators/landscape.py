"""``landscape/index.md``: what the shipped data holds of the landscape, counted by query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import yaml

from generators.markdown import details, page, prose, table
from trendgraph.explorer import Scope
from trendgraph.figures import draw
from trendgraph.graph import claim_quads, vocabulary_quads
from trendgraph.pipeline import BuildConfig, read_claims
from trendgraph.store import Store, open_store

__all__ = ["Counted", "Target", "count_targets", "pages", "read_targets"]

TARGETS = Path(__file__).with_name("landscape_targets.yaml")
_COUNTS = "?claim tg:stance tg:affirms . FILTER NOT EXISTS { ?claim tg:claimStatus tg:retracted }"
_INTRO = (
    "What the bundled data holds of each thing that a landscape of language models must have, counted over the graph "
    "by the queries below whenever these pages are made. A thing counts when a claim says what makes it count. "
    "*Secondary only* is how many of them rest, for that, on secondary sources alone: a catalogue, a review, the press."
)


@dataclass(frozen=True, slots=True)
class Target:
    """What there should be of something: its name, the least number, and the query that finds it."""

    name: str
    least: int
    query: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What there is of a target, and how much of that rests on secondary sources alone."""

    target: Target
    found: int
    secondary: int


def read_targets(path: Path = TARGETS) -> list[Target]:
    """Gives the targets, in the order of the file."""
    return [
        Target(
            each["name"],
            each["least"],
            f"SELECT DISTINCT ?thing ?claim WHERE {{\n{_COUNTS}\n{each['where'].strip()}\n}}",
        )
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def count_targets(store: Store, targets: Iterable[Target]) -> Iterator[Counted]:
    """Yields for each target what a graph holds; nothing need have been inferred in it."""
    near = {
        row["claim"].value
        for row in store.select(
            "SELECT ?claim WHERE { ?claim tg:hasEvidence ?e . ?e tg:evidenceStance tg:supports ; "
            "tg:directness ?d . FILTER (?d != tg:secondary) }"
        )
    }
    for target in targets:
        claims: dict[ox.NamedNode, list[str]] = defaultdict(list)
        for row in store.select(target.query):
            claims[row["thing"]].append(row["claim"].value)
        yield Counted(target, len(claims), sum(near.isdisjoint(each) for each in claims.values()))


def pages() -> dict[str, str]:
    """Gives the page, and a picture of a part of the same graph: that of its claims alone."""
    store = open_store("memory:")
    store.add(vocabulary_quads())
    store.add(claim_quads(read_claims(BuildConfig())))
    counted = list(count_targets(store, read_targets()))
    rows = [
        (prose(each.target.name), str(each.target.least), str(each.found), f"{each.secondary or '–'}")
        for each in counted
    ]
    counts = table(("what", "at least", "there are", "secondary only"), rows)
    queries = (details(prose(each.target.name), "sparql", each.target.query) for each in counted)
    more = (
        "Five [answers](answers.md) show what this is good for; [agreement](agreement.md) holds it against other data."
    )
    return {
        "landscape/index.md": page("The landscape", _INTRO, counts, more, "## The queries", *queries),
        "guides/clip.svg": draw(store, Scope(entities=("model/clip",))),
    }

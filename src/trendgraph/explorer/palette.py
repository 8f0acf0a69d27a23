"""Colours and shapes of kinds: ten groups that stay apart for colour-blind eyes, and shapes within a group.

``web/src`` holds the same ten colours; a kind's group and shape go into the file.
"""

from __future__ import annotations

from collections.abc import Iterable

from trendgraph.namespaces import TG
from trendgraph.terms import load_terms

__all__ = ["COLOURS", "SHAPES", "looks_of"]

COLOURS = (
    "#2166ac",
    "#b2560d",
    "#1b7f5c",
    "#c2332d",
    "#7b3fa0",
    "#0f8ea3",
    "#8a6d00",
    "#c05a9c",
    "#4f5d75",
    "#7a7a7a",
)
"""Dark enough on white (contrast of 3 and more) and told apart with any common colour blindness, or by their shapes."""
SHAPES = ("circle", "square", "diamond", "triangle")

_GROUPS = (
    ("LanguageModel", "ModelFamily"),
    ("Organisation", "StakeholderGroup", "Jurisdiction"),
    ("Technique", "Component", "Practice"),
    ("Trend", "TrendPhase"),
    ("Concern", "Incident"),
    ("Product", "ProductFeature", "SystemKind", "Offering"),
    ("Regulation", "Provision", "Obligation", "Principle"),
    ("Corpus", "Evaluation", "Hardware", "Source"),
    ("Capability", "Task", "Modality", "Sector", "Outcome"),
)


def looks_of(kinds: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Gives a colour's number and a shape for each kind (IRIs): the group of the nearest class that has one."""
    classes = load_terms().classes
    groups = {TG + name: (number, place) for number, names in enumerate(_GROUPS) for place, name in enumerate(names)}
    found = {}
    for kind in kinds:
        own = [groups[kind]] if kind in groups else [groups[each] for each in classes.get(kind, ()) if each in groups]
        number, place = min(own, default=(len(_GROUPS), 0))
        found[kind] = (number, SHAPES[place % len(SHAPES)])
    return found

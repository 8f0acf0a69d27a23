"""Normalisation rules, read from ``data/resolution/*.tsv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from trendgraph.errors import ResourceError
from trendgraph.resources import read_text

__all__ = ["ModelRules", "NameRow", "model_rules", "name_rows", "organisation_words"]

_TREATMENTS = ("drop", "developer", "same", "variant")


@dataclass(frozen=True, slots=True)
class ModelRules:
    """How the words of a model's name are treated.

    Attributes:
        drop: words that say how the weights are packed or are mere fillers.
        developers: words dropped where they begin a name of several words.
        same: word to the word that stands for it.
        variants: words that tell two models of one series apart, so that nobody need be asked.
    """

    drop: frozenset[str]
    developers: frozenset[str]
    same: dict[str, str]
    variants: frozenset[str]


@dataclass(frozen=True, slots=True)
class NameRow:
    """One more name of an entity: a former name, a part of an organisation, an account, a code."""

    kind: str
    name: str
    entity: str
    relation: str


@cache
def model_rules() -> ModelRules:
    """Gives the rules for the words of models' names.

    Raises:
        ResourceError: a row names no known treatment.
    """
    rows = _rows("data/resolution/model-words.tsv", ("word", "treatment", "becomes", "why"))
    for row in rows:
        if row["treatment"] not in _TREATMENTS:
            raise ResourceError(
                f"{row['treatment']!r} is no treatment of a word: {', '.join(_TREATMENTS)}",
                code="resource.rules",
                where=f"data/resolution/model-words.tsv, {row['word']}",
            )
    return ModelRules(
        drop=frozenset(row["word"] for row in rows if row["treatment"] == "drop"),
        developers=frozenset(row["word"] for row in rows if row["treatment"] == "developer"),
        same={row["word"]: row["becomes"] for row in rows if row["treatment"] == "same"},
        variants=frozenset(row["word"] for row in rows if row["treatment"] == "variant"),
    )


@cache
def organisation_words() -> dict[str, str]:
    """Gives what the words of organisations' names become; an empty text drops the word."""
    rows = _rows("data/resolution/organisation-words.tsv", ("word", "becomes", "why"))
    return {row["word"]: row["becomes"] for row in rows}


@cache
def name_rows() -> tuple[NameRow, ...]:
    """Gives the further names of organisations and jurisdictions."""
    rows = _rows("data/resolution/names.tsv", ("kind", "name", "entity", "relation", "why"))
    return tuple(NameRow(row["kind"], row["name"], row["entity"], row["relation"]) for row in rows)


def _rows(relative: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    reader = csv.DictReader(read_text(relative).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(reader.fieldnames or ()) != columns:
        raise ResourceError(f"its columns must be {', '.join(columns)}", code="resource.rules", where=relative)
    rows = list(reader)
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ResourceError(
                "a row has too few or too many cells", code="resource.rules", where=f"{relative}:{number}"
            )
    return rows

"""A reader of SSSOM tables, strict enough to check them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from .tree import ONTOLOGY

COLUMNS = [
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label"),
    *("mapping_justification", "confidence", "mapping_date", "author_label", "comment"),
]


@dataclass(frozen=True)
class MappingSet:
    """One file of mappings: its metadata, its columns and its rows."""

    path: Path
    metadata: dict[str, object]
    curie_map: dict[str, str]
    columns: list[str]
    rows: list[list[str]]

    def records(self) -> list[dict[str, str]]:
        """Return the rows by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def read_mapping_set(path: Path) -> MappingSet:
    """Read one SSSOM table: a YAML head in comment lines, then tab-separated values."""
    lines = path.read_text("utf-8").splitlines()
    head = [line.removeprefix("#") for line in lines if line.startswith("#")]
    table = [line for line in lines if not line.startswith("#")]
    metadata = yaml.safe_load("\n".join(head))
    columns, *rows = csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    return MappingSet(path, metadata, metadata.get("curie_map", {}), columns, rows)


@cache
def read_mapping_sets() -> tuple[MappingSet, ...]:
    """Read every mapping set of the ontology."""
    return tuple(read_mapping_set(path) for path in sorted((ONTOLOGY / "mappings").glob("*.sssom.tsv")))

"""Every prefix in the tree means what the one prefix map says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .sssom import MappingSet, read_mapping_sets
from .tree import ROOT, prefix_map

FOLDERS = ("ontology", "shapes", "queries", "docs", "data", "tests", "src")
SUFFIXES = (".ttl", ".rq", ".trig", ".md")
DECLARATION = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


def prefix_faults(text: str, allowed: dict[str, str]) -> Iterator[str]:
    """Yield declarations in a text that the prefix map does not know or gives another meaning."""
    for name, iri in DECLARATION.findall(text):
        if name not in allowed:
            yield f"{name}: not in ontology/prefixes.ttl"
        elif allowed[name] != iri:
            yield f"{name}: is <{allowed[name]}>, not <{iri}>"


def curie_map_faults(curie_map: dict[str, str], allowed: dict[str, str]) -> Iterator[str]:
    """Yield prefixes of a mapping set that the prefix map does not know or gives another meaning."""
    yield from prefix_faults("".join(f"prefix {name}: <{iri}>\n" for name, iri in curie_map.items()), allowed)


def written_files() -> list[Path]:
    """Return the files of the tree that may declare prefixes."""
    files = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in SUFFIXES)
    return sorted(path for path in files if "node_modules" not in path.parts)


def test_prefixes_of_the_tree_agree_with_the_map() -> None:
    faults = {
        str(path.relative_to(ROOT)): found
        for path in written_files()
        if (found := list(prefix_faults(path.read_text("utf-8"), prefix_map())))
    }
    assert faults == {}


def test_declarations_are_found_where_they_are_expected() -> None:
    modules = [path for path in written_files() if path.parent.name == "modules"]
    assert len(modules) == 9
    assert all(DECLARATION.search(path.read_text("utf-8")) for path in modules)


@pytest.mark.parametrize("mapping_set", read_mapping_sets(), ids=lambda found: found.path.name)
def test_mapping_sets_agree_with_the_map(mapping_set: MappingSet) -> None:
    assert list(curie_map_faults(mapping_set.curie_map, prefix_map())) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@prefix schema: <http://schema.org/> .", "schema: is <https://schema.org/>"),
        ("PREFIX foo: <http://example.org/>", "foo: not in ontology/prefixes.ttl"),
        ("prefix : <http://example.org/>", ": not in ontology/prefixes.ttl"),
    ],
)
def test_planted_prefix_is_found(text: str, expected: str) -> None:
    assert [fault for fault in prefix_faults(text, prefix_map()) if expected in fault]


def test_planted_curie_map_is_found() -> None:
    planted = {"prov": "http://example.org/", "provo": "http://www.w3.org/ns/prov#"}
    assert len(list(curie_map_faults(planted, prefix_map()))) == 2

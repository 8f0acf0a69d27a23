"""Places are kept with a built store, the same in every page of a graph, and made anew where they do not fit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trendgraph.explorer import Scope, explorer_html
from trendgraph.pipeline import BuildConfig, build
from trendgraph.store import Store, open_store

Opened = Callable[[str | bytes | Path], dict[str, Any]]
AURORA = "<https://w3id.org/trendgraph/id/model/aurora>"
Where = dict[str, tuple[int, int]]
pytestmark = pytest.mark.usefixtures("bundle")


@pytest.fixture
def folder(tiny_store: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_store, tmp_path / "store")


def where(opened: Opened, store: Store, scope: Scope | None = None) -> Where:
    table = opened(explorer_html(store, scope))["entities"]
    return {
        f"{name} {label}": (x, y)
        for name, label, x, y in zip(table["id"], table["label"], table["x"], table["y"], strict=True)
    }


def test_two_builds_keep_the_same_bytes(folder: Path, tiny_data: Path, tmp_path: Path) -> None:
    build(BuildConfig(data=tiny_data, out=tmp_path / "again", check=False))
    assert (folder / "places.json").read_bytes() == (tmp_path / "again" / "places.json").read_bytes()


def test_what_is_kept_is_taken_and_not_computed(folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("places were computed")

    monkeypatch.setattr("trendgraph.explorer.places.lay_out", refuse)
    whole = where(opened, open_store(folder, read_only=True))
    assert None not in {x for x, _ in whole.values()}


def test_a_store_in_memory_has_the_same_places_as_one_in_a_folder(folder: Path, opened: Opened, tiny: Any) -> None:
    assert where(opened, open_store(folder, read_only=True)) == where(opened, tiny.store)


def test_a_page_of_a_part_agrees_with_that_of_the_whole(folder: Path, opened: Opened) -> None:
    store = open_store(folder, read_only=True)
    whole, part = where(opened, store), where(opened, store, Scope(entities=("aurora",)))
    assert 1 < len(part) < len(whole)
    assert part.items() <= whole.items()


def test_damaged_or_foreign_places_are_made_anew(folder: Path, opened: Opened) -> None:
    with open_store(folder, read_only=True) as store:
        before = where(opened, store)
        for text in ("[]", '{"digest": "0"}', "{"):
            (folder / "places.json").write_text(text)
            assert where(opened, store) == before


def test_places_of_another_graph_are_not_taken(folder: Path, opened: Opened) -> None:
    told = json.loads((folder / "places.json").read_bytes())
    for name in told["places"]:
        told["places"][name] = [7, 7]
    (folder / "places.json").write_text(json.dumps(told))
    with open_store(folder) as store:
        assert set(where(opened, store).values()) == {(7, 7)}, "they fit"
        asserted = "<https://w3id.org/trendgraph/graph/asserted>"
        store.update(f"INSERT DATA {{ GRAPH {asserted} {{ {AURORA} rdfs:seeAlso {AURORA} }} }}")
        assert set(where(opened, store).values()) == {(7, 7)}, "what is no claim changes no place"
        said = f"GRAPH ?graph {{ ?claim tg:claimSubject {AURORA} }}"
        store.update(f"DELETE {{ {said} }} WHERE {{ {said} }}")
        assert len(set(where(opened, store).values())) > 9

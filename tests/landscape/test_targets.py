"""The shipped data holds what a landscape must hold, and the count can fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from trendgraph.graph import claim_quads, vocabulary_quads
from trendgraph.pipeline import BuildConfig, read_claims
from trendgraph.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))

from generators.landscape import Target, count_targets, read_targets  # noqa: E402


def store_of(data: Path | None) -> Store:
    store = open_store("memory:")
    store.add(vocabulary_quads())
    store.add(claim_quads(read_claims(BuildConfig(data=data))))
    return store


@pytest.fixture(scope="module")
def shipped() -> Store:
    return store_of(None)


@pytest.mark.parametrize("target", read_targets(), ids=lambda target: target.name.replace(" ", "-"))
def test_the_shipped_data_meets_the_target(target: Target, shipped: Store) -> None:
    (counted,) = count_targets(shipped, [target])
    assert counted.found >= target.least
    assert counted.secondary <= counted.found


def test_what_there_is_in_the_tiny_world(tiny_data: Path) -> None:
    found = {counted.target.name: counted for counted in count_targets(store_of(tiny_data), read_targets())}
    assert found["language models"].found == len(list((tiny_data / "models").glob("*.yaml")))
    assert found["incidents"].found == 1
    assert found["incidents"].secondary == 1
    assert all(counted.found < counted.target.least for counted in found.values())

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from trendgraph.store import Store, open_store

WORLD = Path(__file__).with_name("world.trig")


@pytest.fixture
def world() -> Store:
    """A small graph with everything the exporters must handle; see the head of the file."""
    store = open_store()
    store.add(ox.parse(path=str(WORLD)))
    return store

"""The stores that queries run on."""

from __future__ import annotations

from pathlib import Path

import pytest

from trendgraph.pipeline import BuildConfig, build
from trendgraph.store import Store


@pytest.fixture(scope="session")
def tiny_store(tiny_data: Path) -> Store:
    return build(BuildConfig(data=tiny_data, check=False)).store

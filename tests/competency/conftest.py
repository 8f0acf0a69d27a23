"""The two worlds that questions are put to."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.shipped import Shipped

from trendgraph.pipeline import BuildConfig, build
from trendgraph.store import Store


@pytest.fixture(scope="session")
def tiny_store(tiny_data: Path) -> Store:
    return build(BuildConfig(data=tiny_data, check=False)).store


@pytest.fixture(scope="session")
def published_store(real: Shipped) -> Store:
    return real.store

"""One store for all pages, and a way to run what they show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.shipped import Ran, Shipped, run_line


@pytest.fixture
def run(real: Shipped, tmp_path: Path) -> Callable[[str], Ran]:
    """Runs a command line in a folder of its own, in which the graph has been built."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "trendgraph").symlink_to(real.folder, target_is_directory=True)
    return lambda line: real.ran if line == "trendgraph build" else run_line(line, tmp_path)

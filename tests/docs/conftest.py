"""One store for all pages, and a way to run what they show."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Ran:
    """What a command printed, on standard error first, and its exit status."""

    text: str
    status: int


def run_line(line: str, folder: Path) -> Ran:
    """Runs one documented command line in a shell, with the ``trendgraph`` of this environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    drop = ("COLUMNS", "TRENDGRAPH_STORE", "TRENDGRAPH_DEBUG", "FORCE_COLOR")
    environment = {key: value for key, value in os.environ.items() if key not in drop} | {"PATH": path}
    done = subprocess.run(
        line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    return Ran(done.stderr + done.stdout, done.returncode)


@pytest.fixture(scope="session")
def first_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """Runs ``trendgraph build`` once in an empty folder; gives the store and what the command said."""
    folder = tmp_path_factory.mktemp("docs")
    ran = run_line("trendgraph build", folder)
    return folder / "build" / "trendgraph", ran


@pytest.fixture
def run(first_build: tuple[Path, Ran], tmp_path: Path) -> Callable[[str], Ran]:
    """Runs a command line in a folder of its own, in which the graph has been built."""
    store, built = first_build
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "trendgraph").symlink_to(store, target_is_directory=True)
    return lambda line: built if line == "trendgraph build" else run_line(line, tmp_path)

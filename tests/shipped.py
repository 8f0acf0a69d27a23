"""The shipped graph, built once for all workers of a run, as ``trendgraph build`` builds it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from trendgraph.store import Store, open_store

__all__ = ["Ran", "Shipped", "once", "run_line", "shipped"]


@dataclass(frozen=True)
class Ran:
    """What a command printed, on standard error first, and its exit status."""

    text: str
    status: int


@dataclass(frozen=True)
class Shipped:
    """The shipped data, built: the folder, its quads in memory (which answer faster), and what the build said."""

    folder: Path
    store: Store
    ran: Ran


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Gives a folder that ``make`` fills: the worker that first asks makes it, and all only read it."""
    base = factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    folder, part = base / name, base / f"{name}.part"
    with (base / f"{name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir()
            make(part)
            part.rename(folder)
    return folder


def run_line(line: str, folder: Path) -> Ran:
    """Runs one documented command line in a shell, with the ``trendgraph`` of this environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    drop = ("COLUMNS", "TRENDGRAPH_STORE", "TRENDGRAPH_DEBUG", "FORCE_COLOR")
    environment = {key: value for key, value in os.environ.items() if key not in drop} | {"PATH": path}
    done = subprocess.run(
        line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    return Ran(done.stderr + done.stdout, done.returncode)


def shipped(factory: pytest.TempPathFactory) -> Shipped:
    """Gives the shipped graph."""
    folder = once(factory, "shipped", _build)
    ran = Ran(**json.loads((folder / "ran.json").read_text("utf-8")))
    built = folder / "build" / "trendgraph"
    store = open_store(built, read_only=True)
    copy = Store(ox.Store(), store.manifest)
    copy.raw.extend(store.raw)
    return Shipped(built, copy, ran)


def _build(folder: Path) -> None:
    ran = run_line("trendgraph build", folder)
    (folder / "ran.json").write_text(json.dumps(asdict(ran)), encoding="utf-8")

"""The explorer's own tests: lint, types and units with Node, and the page itself in a real Chromium."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from trendgraph.explorer import write_explorer
from trendgraph.exporters import export_graph

REQUIRED = bool(os.environ.get("TRENDGRAPH_REQUIRE_WEB"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

pytestmark = pytest.mark.web


def _absent(reason: str) -> None:
    """Fails on the build server, where nothing may be missing, and skips elsewhere."""
    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


def _run(web: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["npm", *command],
        cwd=web,
        text=True,
        capture_output=True,
        check=False,
        timeout=600,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="session")
def web(root: Path) -> Path:
    """The folder of the explorer with the packages of its lock file, installed by whoever comes first."""
    folder = root / "web"
    if shutil.which("npm") is None:
        _absent("the explorer's tests need Node and npm, and there is no npm on the PATH")
    stamp = folder / "node_modules" / ".lock-file"
    lock = (folder / "package-lock.json").read_bytes()
    build = folder / "build"
    build.mkdir(exist_ok=True)
    with (build / "install.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not stamp.is_file() or stamp.read_bytes() != lock:
            done = _run(folder, "ci", "--no-audit", "--no-fund")
            if done.returncode:
                _absent(f"npm ci did not succeed: {done.stderr[-400:]}")
            stamp.write_bytes(lock)
    return folder


@pytest.mark.parametrize("script", ["lint", "types", "unit", "licences"])
def test_the_script(web: Path, script: str) -> None:
    done = _run(web, "run", script)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::ResourceWarning")
def test_what_is_taken_away_is_a_part_of_the_graph(web: Path, tiny: Any, tmp_path: Path) -> None:
    assert _run(web, "run", "build").returncode == 0
    write_explorer(tiny.store, tmp_path / "graph.html")
    names = {"TRENDGRAPH_FILE": str(tmp_path / "graph.html"), "TRENDGRAPH_AWAY": str(tmp_path)}
    done = _run(web, "run", "e2e", "test/away.ts", **names)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    export_graph(tiny.store, tmp_path / "all.nt")
    whole = set(ox.parse(path=tmp_path / "all.nt"))
    for name, form in (("away.ttl", "turtle"), ("away.jsonld", "json-ld")):
        away = {quad.triple for quad in ox.parse(path=tmp_path / name)}
        assert away <= {quad.triple for quad in whole}, name
        claims = {triple.subject.value for triple in away if triple.predicate.value.endswith("#claimSubject")}
        assert claims == tiny.claims.claims.keys(), "every claim under its own name"
        assert len(rdflib.Graph().parse(tmp_path / name, format=form)) == len(away)


def _needs_a_browser() -> None:
    if not any(shutil.which(name) for name in BROWSERS):
        _absent("the page is tested in Chromium, and there is none on the PATH (apt-get install chromium)")


@pytest.mark.parametrize("part", ["access", "input", "smoke"])
def test_the_page_in_a_browser(web: Path, part: str) -> None:
    _needs_a_browser()
    done = _run(web, "run", "e2e", f"test/e2e/{part}.ts")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-4000:]


def test_a_file_that_visualise_makes(web: Path, tmp_path: Path) -> None:
    _needs_a_browser()
    assert _run(web, "run", "build").returncode == 0
    made = subprocess.run(
        [sys.executable, "-m", "trendgraph", "visualise", str(tmp_path / "graph.html"), "--entity", "model/clip"],
        text=True,
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert made.returncode == 0, made.stderr
    done = _run(web, "run", "e2e", "test/e2e-real/real.ts", TRENDGRAPH_FILE=str(tmp_path / "graph.html"))
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-4000:]

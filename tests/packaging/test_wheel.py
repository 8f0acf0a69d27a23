"""The built wheel, installed in a clean environment: what a user gets."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

FOLDERS = ("ontology", "shapes", "queries", "data")


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONPATH": ""},
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    # Through the sdist, as a release is built; isolation is not needed, hatchling is a test dependency.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, root, cwd=root)
    (built,) = out.glob("*.whl")
    return built


@pytest.mark.wheel
def test_wheel_holds_every_shipped_file_and_no_other(wheel: Path, root: Path) -> None:
    prefix = "trendgraph/_resources/"
    inside = {name.removeprefix(prefix) for name in zipfile.ZipFile(wheel).namelist() if name.startswith(prefix)}
    tracked = set(run("git", "ls-files", *FOLDERS, cwd=root).split())
    assert inside == tracked


@pytest.mark.wheel
def test_wheel_runs_the_main_job_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    binary = environment / "bin"
    run(binary / "python", "-m", "pip", "install", "-q", wheel, cwd=tmp_path)
    assert run(binary / "trendgraph", "--version", cwd=tmp_path).startswith("trendgraph ")
    summary = run(binary / "trendgraph", "build", cwd=tmp_path)
    assert "10 trends" in summary
    assert "conforms" in summary
    answer = run(binary / "trendgraph", "query", "cq010", "--trend", "parameter-efficiency", cwd=tmp_path)
    assert "2024" in answer
    installed = run(binary / "python", "-c", "import trendgraph; print(trendgraph.__file__)", cwd=tmp_path)
    assert str(environment) in installed

"""The built wheel, installed in a clean environment: what a user gets."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
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
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel made from it; without the explorer's script where there is no Node."""
    if shutil.which("npm") is None and not os.environ.get("TRENDGRAPH_REQUIRE_WEB"):
        os.environ["TRENDGRAPH_NO_WEB"] = "1"
    out = tmp_path_factory.mktemp("dist")
    # Through the sdist, as a release is built; isolation is not needed: hatchling and Node are here.
    run(sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check", "--outdir", out, root, cwd=root)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (made,) = built.glob("*.whl")
    return made


@pytest.mark.wheel
def test_sdist_holds_what_the_explorer_is_made_from(built: Path, root: Path) -> None:
    (made,) = built.glob("*.tar.gz")
    with tarfile.open(made) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    tracked = set(run("git", "ls-files", "web", "hatch_build.py", cwd=root).split())
    assert {name for name in inside if name.startswith("web/")} == {name for name in tracked if name.startswith("web/")}
    assert "hatch_build.py" in inside


@pytest.mark.wheel
def test_wheel_holds_the_explorer(wheel: Path) -> None:
    if os.environ.get("TRENDGRAPH_NO_WEB"):
        pytest.skip("the explorer's script is made with Node, and there is no npm on the PATH")
    inside = zipfile.ZipFile(wheel).namelist()
    assert {"trendgraph/_web/explorer.js", "trendgraph/_web/explorer.css"} <= set(inside)


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
    assert re.match(r"\d+ trends, [\d,]+ claims about ", summary)
    assert "conforms" in summary
    answer = run(binary / "trendgraph", "query", "cq010", "--trend", "parameter-efficiency", cwd=tmp_path)
    assert "2024" in answer
    if not os.environ.get("TRENDGRAPH_NO_WEB"):
        run(binary / "trendgraph", "visualise", "clip.html", "--entity", "clip", cwd=tmp_path)
        assert "trendgraph-data" in (tmp_path / "clip.html").read_text()
    installed = run(binary / "python", "-c", "import trendgraph; print(trendgraph.__file__)", cwd=tmp_path)
    assert str(environment) in installed

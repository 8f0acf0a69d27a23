"""The colours of a page and of a picture are the same ten."""

from __future__ import annotations

import re
from pathlib import Path

from trendgraph.explorer import COLOURS


def test_the_script_holds_the_same_colours(root: Path) -> None:
    style = (root / "web" / "src" / "render" / "style.ts").read_text(encoding="utf-8")
    light, dark = (re.findall(r'"(#[0-9a-f]{6})"', part) for part in re.findall(r"const \w+ = \[(.*?)\]", style, re.S))
    assert tuple(light) == COLOURS
    assert len(dark) == len(COLOURS)

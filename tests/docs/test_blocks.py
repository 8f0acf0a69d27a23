"""What the pages show, happens: commands exit and print as shown, Python examples give what is shown.

With TRENDGRAPH_UPDATE_DOCS=1 the output shown for a command is replaced by what it prints now; read the difference.
"""

from __future__ import annotations

import doctest
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.shipped import Ran, Shipped

from .pages import Block, Command, blocks, name, written_pages

PAGES = [path for path in written_pages() if any(block.language in ("console", "python") for block in blocks(path))]
# What may differ from one build to the next: how many there are of something, and how long it took.
_COUNT = re.compile(r"(?<![\w.#/-])\d+(?:\.\d+ s)?(?![\w/-]|\.\d)")
CURE = "mend it: TRENDGRAPH_UPDATE_DOCS=1 python -m pytest tests/docs/test_blocks.py   (then read the difference)"
_HASH = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{8,64}\b")


@pytest.mark.parametrize("page", PAGES, ids=[name(path) for path in PAGES])
def test_blocks_do_what_they_show(
    page: Path, run: Callable[[str], Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(page):
        if block.language == "console":
            for command in block.commands():
                if command.line.startswith(("trendgraph ", "echo ")):
                    ran = run(command.line)
                    if os.environ.get("TRENDGRAPH_UPDATE_DOCS"):
                        update(page, command, ran)
                    else:
                        check_command(block, command, ran)
        elif block.language == "python" and ">>>" in block.text:
            check_python(block, names)
        elif block.title and "exit status" not in block.title:
            target = tmp_path / block.title
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")


def check_command(block: Block, command: Command, ran: Ran) -> None:
    told = f"{block.place}: $ {command.line}\n--- it printed (exit status {ran.status})\n{ran.text}\n{CURE}"
    assert ran.status == command.status, told
    if command.output.strip():
        assert shows(command.output, ran.text), told


def shows(expected: str, actual: str) -> bool:
    """Says whether every line shown was printed, in that order; a line ``…`` stands for any lines."""
    pattern, loose = "", False
    for line in plain(expected):
        if line == "…":
            loose = True
        else:
            pattern += (r"(?:.*\n)*?" if loose else "") + re.escape(line).replace("…", ".*") + r"\n"
            loose = False
    return bool(re.fullmatch(pattern + (r"(?:.*\n)*" if loose else ""), "".join(f"{line}\n" for line in plain(actual))))


def plain(text: str) -> list[str]:
    """Gives the lines that say something, without what may differ: counts, times, hashes, the width of columns."""
    lines = (" ".join(_COUNT.sub("#", _HASH.sub("#", re.sub("─+", "─", line))).split()) for line in text.splitlines())
    return [line for line in lines if line]


def update(page: Path, command: Command, ran: Ran) -> None:
    """Replaces a command's output on its page; of a shortened one, as many lines as were shown before the cut."""
    if not command.output.strip() or shows(command.output, ran.text):
        return
    lines = ran.text.rstrip("\n").splitlines()
    shown = command.output.rstrip("\n").splitlines()
    if "…" in shown:
        lines = [*lines[: max(shown.index("…"), 1)], "…"]
    new = "\n".join(lines) + "\n" + ("\n" if command.output.endswith("\n\n") else "")
    text = page.read_text(encoding="utf-8")
    old = f"$ {command.line}\n{command.output}"
    assert text.count(old) == 1, f"{page}: {command.line} does not stand there once"
    page.write_text(text.replace(old, f"$ {command.line}\n{new}"), encoding="utf-8")


def check_python(block: Block, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, names, block.place, block.place, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE, verbose=False)
    said: list[str] = []
    outcome = runner.run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert outcome.failed == 0, "".join(said)


def test_what_a_build_suggests_works(real: Shipped, run: Callable[[str], Ran]) -> None:
    suggested = re.findall(r"^ {2}(trendgraph \S.*)$", real.ran.text, re.MULTILINE)
    assert len(suggested) == 3
    for line in suggested:
        ran = run(line)
        assert ran.status == 0, f"$ {line}\n{ran.text}"


def test_the_comparison_can_fail() -> None:
    assert shows("a 3\n…\nz\n", "a 4\nb\nz\n")
    assert not shows("a 3\nz\n", "a 4\nb\nz\n")
    assert not shows("released 2021-01-05\n", "released 2021-01-06\n")
    assert not shows("CLIP\n", "CLAP\n")

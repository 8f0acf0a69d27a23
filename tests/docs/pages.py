"""What the written pages hold: fenced blocks, commands with their output, anchors and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(r"^(`{3,})(\w*)([^\n]*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')
_STATUS = re.compile(r"exit status (\d+)")
_ID = re.compile(r'<a id="([^"]+)">')
_HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+(?:\([^()]*\))?[^()\s]*)\)")


@dataclass(frozen=True)
class Command:
    """A line ``$ …`` of a console block, and what the block says it prints and exits with."""

    line: str
    output: str
    status: int


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its title, its text, and where it begins."""

    language: str
    title: str
    text: str
    place: str

    def commands(self) -> Iterator[Command]:
        """Yields the commands of a console block; ``title="exit status 1"`` says how its last one exits."""
        found = [part.split("\n", 1) for part in re.split(r"^\$ ", self.text, flags=re.MULTILINE)[1:]]
        status = int(match[1]) if (match := _STATUS.search(self.title)) else 0
        for number, (line, *rest) in enumerate(found, start=1):
            yield Command(line.strip(), "".join(rest), status if number == len(found) else 0)


def written_pages() -> list[Path]:
    """Gives the pages that people write, the README among them."""
    own = [path for path in sorted(DOCS.rglob("*.md")) if "reference" not in path.parts]
    return [*own, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md"))]


def all_pages() -> list[Path]:
    """Gives every page, the generated ones too."""
    return [*sorted(DOCS.rglob("*.md")), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))]


def name(path: Path) -> str:
    """Gives a page's path as people write it."""
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path) -> list[Block]:
    """Gives the fenced blocks of a page, in its order."""
    text = path.read_text(encoding="utf-8")
    return [
        Block(
            match[2],
            title[1] if (title := _TITLE.search(match[3])) else "",
            match[4],
            f"{name(path)}:{text.count(chr(10), 0, match.start()) + 1}",
        )
        for match in _FENCE.finditer(text)
    ]


def prose(path: Path) -> str:
    """Gives a page without its fenced blocks and code spans."""
    return re.sub(r"`[^`\n]+`", "", _FENCE.sub("", path.read_text(encoding="utf-8")))


def links(path: Path) -> list[str]:
    """Gives where the links of a page lead."""
    return _LINK.findall(re.sub(r"(?<=\[)`([^`\n]+)`(?=\])", r"\1", prose(path)))


def anchors(path: Path) -> list[str]:
    """Gives what links can name on a page: explicit anchors, and headings as the site and code hosts name them."""
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    found = _ID.findall(text)
    for heading in _HEADING.findall(text):
        words = re.sub(r"[^\w\s-]", "", re.sub(r"<[^>]*>", "", heading)).strip().lower()
        found.append(re.sub(r"[-\s]+", "-", words))
    return found

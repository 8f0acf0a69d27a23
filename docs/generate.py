"""Writes the reference pages of the documentation from the code, the ontology, the shapes and the queries.

``python docs/generate.py`` writes what is stale and removes what is no longer made; ``--check`` writes nothing, lists
what is stale and exits 1. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from generators import make_pages

__all__ = ["main", "outdated"]

DOCS = Path(__file__).resolve().parent
CURE = "python docs/generate.py"


def outdated(docs: Path) -> dict[str, str | None]:
    """Gives the stale files below ``docs``, path to the text it should have, or to None where it should not be."""
    pages = make_pages()
    stale: dict[str, str | None] = {name: text for name, text in pages.items() if _read(docs / name) != text}
    present = (path for path in (docs / "reference").rglob("*") if path.is_file())
    stale |= {name: None for path in present if (name := path.relative_to(docs).as_posix()) not in pages}
    return dict(sorted(stale.items()))


def main(arguments: list[str] | None = None) -> int:
    """Writes or checks; gives the exit status."""
    parser = argparse.ArgumentParser(description="Write the generated pages of the documentation.")
    parser.add_argument("--check", action="store_true", help="write nothing; list what is stale and exit 1")
    checking = parser.parse_args(arguments).check
    stale = outdated(DOCS)
    for name, text in stale.items():
        path = DOCS / name
        if checking:
            print(f"stale: docs/{name}")
        elif text is None:
            path.unlink()
            print(f"removed docs/{name}")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote docs/{name}")
    if checking and stale:
        print(f"mend them: {CURE}", file=sys.stderr)
        return 1
    return 0


def _read(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)  # the pages do not depend on the width of a terminal
    sys.exit(main())

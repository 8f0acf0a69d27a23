"""Where the project's own files are: inside an installed wheel, or in the checkout of an editable install.

Nothing else in the package knows a path of ``ontology/``, ``shapes/``, ``queries/`` or ``data/``, or of the script and
style sheet of the explorer, which are made from ``web/`` when the wheel is built.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from trendgraph.errors import ResourceError

__all__ = ["RESOURCE_FOLDERS", "explorer_bundle", "read_text", "resource_files", "resource_path"]

RESOURCE_FOLDERS = ("ontology", "shapes", "queries", "data")


@cache
def _root() -> Path:
    here = Path(__file__).resolve().parent
    for candidate in (here / "_resources", here.parent.parent):
        if all((candidate / folder).is_dir() for folder in RESOURCE_FOLDERS):
            return candidate
    raise ResourceError(
        "the folders ontology/, shapes/, queries/ and data/ are not beside the package",
        where=str(here),
        hint="install trendgraph again; the files belong to it",
    )


def resource_path(relative: str = "") -> Path:
    """Gives the path of a shipped file or folder.

    Raises:
        ResourceError: there is no such file or folder.
    """
    path = _root() / relative
    if not path.exists():
        raise ResourceError(f"{relative} does not exist", where=str(path), hint="install trendgraph again")
    return path


def resource_files(folder: str, pattern: str) -> list[Path]:
    """Gives the shipped files below ``folder`` that match ``pattern``, sorted by path."""
    return sorted(path for path in resource_path(folder).rglob(pattern) if path.is_file())


def read_text(relative: str) -> str:
    """Gives a shipped file's text."""
    return resource_path(relative).read_text(encoding="utf-8")


def explorer_bundle() -> tuple[bytes, bytes]:
    """Gives the explorer's script and its style sheet.

    Raises:
        ResourceError: this installation was made without them.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_web", here.parent.parent / "web" / "dist"):
        script, style = folder / "explorer.js", folder / "explorer.css"
        if script.is_file() and style.is_file():
            return script.read_bytes(), style.read_bytes()
    raise ResourceError(
        "the explorer's script is not in this installation",
        code="resource.web",
        where=str(here / "_web"),
        hint="in a checkout run `make bundle`; otherwise install trendgraph again without TRENDGRAPH_NO_WEB set. "
        "Pictures (out.svg, out.png, out.pdf) and every export work without it",
    )

"""``reference/loading.md``: databases that can be loaded into, and what each makes of unusual statements."""

from __future__ import annotations

from generators.markdown import page, prose, table
from trendgraph.loaders import KINDS, fates

__all__ = ["pages"]


def pages() -> dict[str, str]:
    """Gives the page."""
    intro = (
        "`trendgraph load TARGET` brings the graph into a running database: see "
        "[load a database](../guides/load-a-database.md). These are the forms of a target. What is marked *not run "
        "here* has a recipe and no test."
    )
    measured = (
        "One statement of each kind was sent to each engine, and read back. *Kept* means the same characters; *same "
        "value* means written otherwise, which `load` counts and says; what is *changed* or *refused* makes `load` "
        "stop before anything is switched. The bundled graph holds no form whose value changes in any of them; a test "
        "looks at every statement. Numbers are written otherwise by all three: no form of the decimal 1 and of a large "
        "double is kept everywhere, the embedded store included."
    )
    found = fates()
    engines = sorted(found)
    cases = sorted({case for fate in found.values() for case in fate})
    rows = [[prose(case), *(_cell(found[engine][case]) for engine in engines)] for case in cases]
    return {
        "reference/loading.md": page(
            "Loading",
            intro,
            table(
                ["database", "target", "tests"],
                [
                    [kind.title, f"`{kind.form}`", "run" if kind.runs_here else "not run here"]
                    for kind in KINDS.values()
                ],
            ),
            "## What engines keep",
            measured,
            table(["statement with", *(KINDS[engine].title for engine in engines)], rows),
        )
    }


def _cell(fate: str) -> str:
    word, _, become = fate.partition(": ")
    return f"{word}: `{become}`" if become else word

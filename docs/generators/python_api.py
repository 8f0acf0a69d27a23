"""``reference/python.md``: the Python interface, from its docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator
from types import FunctionType

import trendgraph
from generators.markdown import heading, page
from trendgraph.api import Graph
from trendgraph.evidence import SourceCheck
from trendgraph.exporters import ExportResult
from trendgraph.materialisation import ClaimGround, Derivation, Passage
from trendgraph.queries import Binding, Column, EntityView, EvidenceView, Question, Row, Support, Table, Triples
from trendgraph.validation import Report, Result

__all__ = ["pages"]

_FUNCTIONS: tuple[Callable[..., object], ...] = (trendgraph.build, trendgraph.open)
_RESULTS = (
    Table, Row, Triples, Question, Binding, Column, EntityView, Support, EvidenceView,
    Derivation, ClaimGround, Passage, Report, Result, ExportResult, SourceCheck,
)  # fmt: skip
_SECTION = re.compile(r"^(Args|Returns|Yields|Raises|Attributes|Source|Reads|Adds|Note):$")
_ENTRY = re.compile(r"^(\*{0,2}\w+(?:, \w+)*): (.*)$")


def pages() -> dict[str, str]:
    """Gives the page."""
    intro = (
        "```python\nimport trendgraph as tg\n\ng = tg.build()\n"
        'for row in g.query("cq010", trend="parameter-efficiency"):\n    print(row.phase, row.value)\n```\n\n'
        "`trendgraph.build`, `trendgraph.open`, `trendgraph.Graph` and `trendgraph.TrendgraphError` are the whole "
        "public interface; what their methods give back is described below. Importing the package loads nothing heavy. "
        "The [guide](../guides/python.md) shows it at work; errors are in their [own list](errors.md)."
    )
    blocks = [*(_function(function, "trendgraph.", 2) for function in _FUNCTIONS), _class(Graph, "trendgraph.")]
    blocks += ["## What the methods give back", *(_class(kind, "", 3) for kind in _RESULTS)]
    return {"reference/python.md": page("Python", intro, *blocks)}


def _function(function: Callable[..., object], owner: str, level: int) -> str:
    short = getattr(function, "__name__", "")
    name = f"{owner}{short}"
    return "\n\n".join(
        [
            heading(level, short, name),
            f"```python\n{name}{_signature(function)}\n```",
            _docstring(function),
        ]
    )


def _signature(function: Callable[..., object]) -> str:
    signature = inspect.signature(function)
    parameters = [p for name, p in signature.parameters.items() if name not in ("self", "cls")]
    return re.sub(r"'([^']*)'", r"\1", str(signature.replace(parameters=parameters)))


def _class(kind: type, owner: str, level: int = 2) -> str:
    blocks = [heading(level, f"{owner}{kind.__name__}", kind.__name__), _docstring(kind)]
    if dataclasses.is_dataclass(kind):
        names = [f"`{field.name}`" for field in dataclasses.fields(kind)]
        blocks.insert(2, f"Fields: {', '.join(names)}.")
    members = list(_members(kind))
    if kind is Graph:
        blocks += [_function(member, "Graph.", level + 1) for _, member in members if isinstance(member, FunctionType)]
    elif members:
        blocks.append("**Methods and properties**\n\n" + "\n".join(_line(name, member) for name, member in members))
    return "\n\n".join(block for block in blocks if block)


def _members(kind: type) -> Iterator[tuple[str, object]]:
    """Yields a class's own public methods and properties, in the order of its source."""
    for name, member in vars(kind).items():
        inner = getattr(member, "__func__", member)
        if not name.startswith("_") and isinstance(inner, FunctionType | property) and inspect.getdoc(inner):
            yield name, inner


def _line(name: str, member: object) -> str:
    first = (inspect.getdoc(member) or "").partition("\n\n")[0]
    call = f"{name}{_signature(member)}" if isinstance(member, FunctionType) else name
    return f"- `{call}`: {_inline(first)}"


def _docstring(thing: object) -> str:
    """Gives a Google docstring in Markdown: sections as lists, examples as code."""
    lines: list[str] = []
    listing = False
    for line in (inspect.getdoc(thing) or "").splitlines():
        words = line.strip()
        if section := _SECTION.match(line):
            listing = True
            lines.append(f"**{section[1]}**\n")
        elif listing and (entry := _ENTRY.match(words)) and line.startswith("    ") and line[4] != " ":
            lines.append(f"- `{entry[1]}`: {_inline(entry[2])}")
        elif listing and words:
            lines.append(f"  {_inline(words)}")
        else:
            listing = listing and not words
            lines.append(line if words.startswith((">>>", "...")) else _inline(line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _inline(text: str) -> str:
    """Gives reStructuredText's double backticks as Markdown's single ones."""
    return " ".join(text.split()).replace("``", "`")

"""``reference/errors.md``: every error code, found in the source by its syntax."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import trendgraph.errors
from generators.markdown import anchor, heading, page, prose, table
from trendgraph.errors import TrendgraphError

__all__ = ["Raised", "find_codes", "pages"]

_SOURCE = Path(trendgraph.errors.__file__).parent
_CODE = re.compile(r"[a-z]+\.[a-z_]+")


@dataclass(frozen=True, slots=True, order=True)
class Raised:
    """A place that raises an error: its code, the room, and the message with its variable parts left out."""

    code: str
    room: str
    message: str


def pages() -> dict[str, str]:
    """Gives the page."""
    intro = (
        "Every error says what went wrong, where, what is nearest to what you wrote, and what to do. Its code stays "
        "the same from release to release. On the command line an error makes the exit status that the table names; "
        "with `--json` it is one object with `error`, `code`, `where`, `nearest`, `hint` and `status`. In Python every "
        "error is a `trendgraph.TrendgraphError` with these as attributes. A violation that validation finds is no "
        "error: see [checks](checks.md)."
    )
    return {"reference/errors.md": page("Errors", intro, *(_family(family) for family in families()))}


def families() -> list[type[TrendgraphError]]:
    """Gives the root of the tree and the classes below it."""
    return [TrendgraphError, *TrendgraphError.__subclasses__()]


@cache  # every file is parsed for it, and each family of errors asks
def find_codes() -> list[Raised]:
    """Gives every code in the source with its messages, sorted."""
    found: set[Raised] = set()
    for path in sorted(_SOURCE.rglob("*.py")):
        room = path.relative_to(_SOURCE).parts[0].removesuffix(".py")
        module = ast.parse(path.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            codes = _codes(call)
            messages = _messages(call.args[0], module) if codes and call.args else []
            pairs = (
                zip(codes, messages, strict=True)
                if len(codes) > 1
                else ((c, m) for c in codes for m in messages or [""])
            )
            found |= {Raised(code, room, message) for code, message in pairs}
    return sorted(found)


def _codes(call: ast.Call) -> list[str]:
    """Gives the codes that a call names: as ``code=``, in a helper's arguments, or by the class of the error."""
    name = _name(call.func)
    values = [word.value for word in call.keywords if word.arg == "code"]
    if re.search("error|wrong|mistake|problem", name, re.IGNORECASE):
        values += call.args[1:]
    parts = [part for value in values for part in _branches(value)]
    codes = [str(part.value) for part in parts if isinstance(part, ast.Constant) and _CODE.fullmatch(str(part.value))]
    by_class = {family.__name__: family.default_code for family in families()}
    return codes or ([by_class[name]] if name in by_class and not values else [])


def _messages(node: ast.expr, module: ast.Module) -> list[str]:
    """Gives what a message can be; one that a helper is called with is looked up where it is called."""
    if isinstance(node, ast.IfExp):
        return [message for part in _branches(node) for message in _messages(part, module)]
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)]
    if not isinstance(node, ast.Name):
        return []
    return [message for value in _values(node, module) for message in _messages(value, module)]


def _values(name: ast.Name, module: ast.Module) -> Iterator[ast.expr]:
    """Yields what a name stands for in the function that uses it: what is assigned to it, or what callers give."""
    for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
        inside = list(ast.walk(function))
        if name not in inside:
            continue
        yield from (n.value for n in inside if isinstance(n, ast.Assign) and name.id in map(_name, n.targets))
        parameters = [argument.arg for argument in function.args.args if argument.arg not in ("self", "cls")]
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            if name.id in parameters and _name(call.func) == function.name:
                yield from call.args[parameters.index(name.id) :][:1]


def _branches(node: ast.expr) -> list[ast.expr]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _family(family: type[TrendgraphError]) -> str:
    room = family.default_code.partition(".")[0]
    others = {kind.default_code.partition(".")[0] for kind in families()}
    codes: dict[str, list[Raised]] = {}
    for raised in find_codes():
        first = raised.code.partition(".")[0]
        if first == room or (family is TrendgraphError and first not in others):
            codes.setdefault(raised.code, []).append(raised)
    rows = [
        (f"{anchor(code)}`{code}`", _rooms(places), _said(places), str(family.exit_status))
        for code, places in sorted(codes.items())
    ]
    about = " ".join((family.__doc__ or "").partition("\n\n")[0].split()).replace("``", "`")
    body = table(("code", "room", "says", "exit status"), rows)
    return f"{heading(2, family.__name__, family.__name__)}\n\n{about}\n\n{body}"


def _rooms(places: list[Raised]) -> str:
    return ", ".join(sorted({f"`{place.room}`" for place in places}))


def _said(places: list[Raised]) -> str:
    return "; ".join(prose(message) for message in dict.fromkeys(place.message for place in places) if message)

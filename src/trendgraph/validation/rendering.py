"""A report as a table, JSON, Turtle (``sh:ValidationReport``) or a page of HTML that needs no other file."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from io import StringIO

import pyoxigraph as ox

from trendgraph.errors import ShapesError, nearest
from trendgraph.namespaces import compact, expand, prefixes
from trendgraph.validation.struct import Report, Result, Severity

__all__ = ["REPORT_FORMATS", "render_report"]

_IRI = re.compile(r"<([^<>]*)>")
_COLOURS = {"violation": "bold red", "warning": "yellow", "info": "cyan"}
_SHACL_SEVERITY = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}


def render_report(
    report: Report, form: str = "table", *, width: int = 100, colour: bool = False, limit: int = 200
) -> str:
    """Gives a report as text.

    Args:
        report: the report.
        form: ``table``, ``json``, ``turtle`` or ``html``.
        width: columns of the table.
        colour: whether the table has terminal colours.
        limit: how many results the table shows; the other forms show all.

    Raises:
        ShapesError: there is no such form.
    """
    if form == "table":
        return _table(report, width, colour, limit)
    if form not in _WRITERS:
        raise ShapesError(
            f"there is no report format {form!r}", code="shapes.format", suggestions=nearest(form, REPORT_FORMATS)
        )
    return _WRITERS[form](report)


def short(text: str) -> str:
    """Gives a term or path with CURIEs in place of IRIs.

    >>> short("^<https://w3id.org/trendgraph/ontology#phaseOf>")
    '^tg:phaseOf'
    """
    end = text.rfind('"') + 1 if text.startswith('"') else 0  # what stands inside a literal stays as it is
    return text[:end] + _IRI.sub(lambda found: compact(found[1]), text[end:])


def summary(report: Report) -> str:
    """Gives the report in one sentence."""
    counts = ", ".join(f"{number} {_plural(severity, number)}" for severity, number in report.counts.items())
    verdict = "The graph conforms" if report.conforms else "The graph does not conform"
    return f"{verdict}: {counts} ({report.shapes} shapes, {report.checks} checks)."


def _plural(word: str, number: int) -> str:
    return word if number == 1 else word + "s"


def _table(report: Report, width: int, colour: bool, limit: int) -> str:
    """Groups results by what is wrong: the rule once, with how to mend it, then the places."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    stream = StringIO()
    console = Console(file=stream, width=width, force_terminal=colour, no_color=not colour, highlight=False)
    groups: dict[tuple[Severity, str, str, str], list[Result]] = defaultdict(list)
    for result in report.results:
        groups[result.severity, result.source, result.message, result.hint].append(result)
    left = limit
    for (severity, source, message, hint), results in groups.items():
        if left <= 0:
            break
        number = f" ({len(results)})" if len(results) > 1 else ""
        console.print(f"[{_COLOURS[severity]}]{severity}[/] {escape(message)}{number}  [dim]{escape(source)}[/]")
        console.print(f"  → {escape(hint)}")
        places = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        for result in results[:left]:
            found = (short(result.path), "" if result.value == result.focus else short(result.value))
            places.add_row("   ", *(escape(text) for text in (short(result.focus), *found)))
        left -= len(results)
        console.print(places)
        console.print()
    if len(report.results) > limit:
        console.print(f"… and {len(report.results) - limit} more; --format json shows all.")
    console.print(escape(summary(report)))
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def _json(report: Report) -> str:
    content = {
        "conforms": report.conforms,
        "counts": report.counts,
        "counts_by_source": report.counts_by_source,
        "shapes": report.shapes,
        "checks": report.checks,
        "results": [
            {
                "severity": result.severity,
                "focus": result.focus,
                "path": result.path,
                "value": result.value,
                "message": result.message,
                "hint": result.hint,
                "source": result.source,
            }
            for result in report.results
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _turtle(report: Report) -> str:
    used = ("sh", "tgs", "xsd")
    lines = [f"@prefix {prefix}: <{prefixes()[prefix]}> ." for prefix in used]
    lines += ["", "[] a sh:ValidationReport ;", f"    sh:conforms {str(report.conforms).lower()}"]
    blocks = [_turtle_result(result) for result in report.results]
    if blocks:
        lines[-1] += " ;"
        lines.append("    sh:result " + " ,\n        ".join(blocks))
    lines[-1] += " ."
    return "\n".join(lines) + "\n"


def _turtle_result(result: Result) -> str:
    shape = expand(result.source) if result.source.startswith("tgs:") else f"{prefixes()['tgs']}{result.source}"
    parts = [
        "a sh:ValidationResult",
        f"sh:resultSeverity {_SHACL_SEVERITY[result.severity]}",
        f"sh:focusNode {result.focus}",
        f"sh:resultMessage {ox.Literal(f'{result.message}: {result.hint}', language='en')}",
        f"sh:sourceShape <{shape}>",
    ]
    if path := _turtle_path(result.path):
        parts.insert(3, f"sh:resultPath {path}")
    if result.value:
        parts.insert(3, f"sh:value {result.value}")
    return "[ " + " ;\n            ".join(parts) + " ]"


def _turtle_path(path: str) -> str:
    """Gives a path in SHACL's own form; alternatives and deeper paths than the project uses are left out."""
    if re.fullmatch(r"<[^<>]*>", path):
        return path
    if re.fullmatch(r"\^<[^<>]*>", path):
        return f"[ sh:inversePath {path[1:]} ]"
    return ""


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Validation report</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border-bottom: 1px solid #ccc; padding: .4rem; text-align: left; vertical-align: top; }}
td {{ overflow-wrap: anywhere; }}
.violation {{ color: #a30d11; font-weight: 600; }} .warning {{ color: #7a4d00; }} .info {{ color: #0b5a8a; }}
.hint {{ color: #444; }} code {{ font-size: .9em; }}
@media (prefers-color-scheme: dark) {{
body {{ background: #181818; color: #ddd; }} .hint {{ color: #bbb; }}
.violation {{ color: #ff8f8f; }} .warning {{ color: #ffd27a; }} .info {{ color: #8fd0ff; }} }}
</style></head><body>
<h1>Validation report</h1>
<p>{summary}</p>
{table}
</body></html>
"""


def _html(report: Report) -> str:
    rows = "\n".join(_html_row(result) for result in report.results)
    head = "".join(f"<th>{heading}</th>" for heading in ("Severity", "Node", "Path", "Value", "Rule", "Source"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>" if rows else ""
    return _PAGE.format(summary=html.escape(summary(report)), table=table)


def _html_row(result: Result) -> str:
    def code(text: str) -> str:
        return f"<code>{html.escape(short(text))}</code>" if text else ""

    rule = f'{html.escape(result.message)}<br><span class="hint">→ {html.escape(result.hint)}</span>'
    cells = (code(result.focus), code(result.path), code(result.value), rule, code(result.source))
    severity = f'<td class="{result.severity}">{result.severity}</td>'
    return "<tr>" + severity + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


_WRITERS = {"json": _json, "turtle": _turtle, "html": _html}
REPORT_FORMATS = ("table", *_WRITERS)

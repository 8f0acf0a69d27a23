"""One HTML file: the data, the script, a policy that lets nothing else run, a table for those without JavaScript."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

__all__ = ["page_of"]

_ROWS = 100
_START = """(async () => {
const app = document.getElementById("trendgraph-app");
try {
const text = document.getElementById("trendgraph-code").textContent;
const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
const script = document.createElement("script");
script.textContent = await new Response(stream).text();
document.head.append(script);
} catch (error) {
app.textContent = "This file needs a browser of 2023 or later (" + error + "). " +
"The same graph can be had as tables: trendgraph export --format csv.";
}
})();"""
_EPOCH = date(1970, 1, 1)
_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="generator" content="trendgraph {release}">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<div id="trendgraph-app"></div>
<noscript>
{table}
</noscript>
"""


def page_of(data: Mapping[str, Any], script: bytes, style: bytes) -> bytes:
    """Gives the bytes of the file.

    Args:
        data: as ``web/FORMAT.md`` describes it.
        script: ``explorer.js``.
        style: ``explorer.css``.
    """
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(_START.encode())} {_hash(script)}",
            f"style-src {_hash(style)}",
            "img-src data: blob:",
            "worker-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    head = _HEAD.format(
        policy=policy,
        release=html.escape(str(data["release"])),
        title=html.escape(str(data["title"])),
        style=style.decode(),
        table="\n".join(_table(data)),
    )
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")
    body = "".join(
        f'<script type="application/gzip;base64" id="{name}">{_packed(content)}</script>\n'
        for name, content in (("trendgraph-data", packed), ("trendgraph-code", script))
    )
    return f"{head}{body}<script>{_START}</script>\n</body>\n</html>\n".encode("utf-8", "replace")


def _hash(content: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}'"


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _table(data: Mapping[str, Any]) -> Iterator[str]:
    """Yields what a reader sees without JavaScript: what this is, and the statements about what comes first."""
    entities, edges = data["entities"], data["edges"]
    rows = list(_statements(data))
    shown = rows[:_ROWS]
    yield f"<h1>{html.escape(str(data['title']))}</h1>"
    yield (
        f"<p>{html.escape(str(data['selection']))}: {entities['length']} entities, {edges['length']} links, "
        f"evidence up to {html.escape(str(data['evidence_up_to'] or 'no day'))}. To explore it, open this file with "
        "JavaScript on; nothing is fetched from anywhere.</p>"
    )
    yield f"<table><caption>{len(shown)} of {len(rows)} statements with their sources</caption>"
    yield "<tr><th>subject</th><th>relation</th><th>object</th><th>since</th><th>source</th></tr>"
    for row in shown:
        yield "<tr>" + "".join(f"<td>{html.escape(cell[:300])}</td>" for cell in row) + "</tr>"
    yield "</table>"
    yield f"<p>{html.escape(str(data['cite']))}</p>"


def _statements(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    labels, relations = data["entities"]["label"], data["relations"]["label"]
    edges, evidence, titles = data["edges"], data["evidence"], data["sources"]["title"]
    owned = _rows(data["claims"], "evidence_count")
    starts = _rows(data["claims"], "from")
    claim = passage = subject = 0
    columns = [_rows(edges, name) for name in ("subject_delta", "relation", "object", "claim_count")]
    source_of = _rows(evidence, "source")
    for step, relation, target, count in zip(*columns, strict=True):
        subject += step
        since, source = None, ""
        for number in range(claim, claim + count):
            since = starts[number] if since is None else since
            if owned[number] and not source:
                source = _row(titles, source_of[passage])
            passage += owned[number]
        claim += count
        if count:
            said = _row(relations, relation)
            yield _row(labels, subject), said, _row(labels, target), _day(since), source


def _rows(table: Mapping[str, Any], name: str) -> list[Any]:
    column = table[name]
    return column if isinstance(column, list) else [column] * int(table["length"])


def _row(column: Any, number: int) -> str:
    return str(column[number] if isinstance(column, list) else column)


def _day(days: int | None) -> str:
    return "" if days is None else (_EPOCH + timedelta(days=days)).isoformat()

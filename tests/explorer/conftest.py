from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SCRIPT, STYLE = b'document.title = "explorer";\n', b"body { margin: 0 }\n"


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script and a style sheet in the place of those that `make web` makes: what is written around them is tested."""
    monkeypatch.setattr("trendgraph.explorer.door.explorer_bundle", lambda: (SCRIPT, STYLE))


@pytest.fixture
def opened() -> Callable[[str | bytes | Path], dict[str, Any]]:
    """Reads a file as the explorer does, and gives its data with every column as long as its table."""

    def read(page: str | bytes | Path) -> dict[str, Any]:
        text = page.read_text() if isinstance(page, Path) else page.decode() if isinstance(page, bytes) else page
        (packed,) = re.findall(r'<script type="application/gzip;base64" id="trendgraph-data">([^<]*)</script>', text)
        data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed)))
        for table in data.values():
            if isinstance(table, dict) and "length" in table:
                for name, column in table.items():
                    if name != "length" and not isinstance(column, list):
                        table[name] = [column] * table["length"]
        return data

    return read

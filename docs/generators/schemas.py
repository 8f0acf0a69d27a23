"""``reference/schema/*.json``: JSON Schemas of the curated files, for editors."""

from __future__ import annotations

import json

from trendgraph.sources.curated import json_schemas

__all__ = ["pages"]


def pages() -> dict[str, str]:
    """Gives one file for each kind of curated file."""
    return {
        f"reference/schema/{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in sorted(json_schemas().items())
    }

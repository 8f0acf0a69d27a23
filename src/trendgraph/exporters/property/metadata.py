"""What tables say of themselves: CSV on the Web and Croissant.

Sources: https://www.w3.org/TR/tabular-metadata/ and the Croissant format 1.0,
https://docs.mlcommons.org/croissant/docs/croissant-spec.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trendgraph.exporters.property.struct import EDGE_COLUMNS, NODE_COLUMNS, Column
from trendgraph.exporters.property.text import write_pieces
from trendgraph.namespaces import ONTOLOGY

__all__ = ["croissant", "csvw", "write_json"]

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_CSVW_TYPES = {"text": "string", "list": "json", "number": "double", "flag": "boolean"}
_CROISSANT_TYPES = {"text": "sc:Text", "list": "sc:Text", "number": "sc:Float", "flag": "sc:Boolean"}
_NAME = "trendgraph"
_WHAT = "Claims about large language models, each with its evidence: nodes are things, edges are claims."


def write_json(path: Path, content: object) -> None:
    """Writes JSON, readable, in the order given."""
    write_pieces(path, [json.dumps(content, ensure_ascii=False, indent=2), "\n"])


def csvw() -> dict[str, Any]:
    """Gives the CSVW description of ``nodes.csv`` and ``edges.csv``."""
    foreign = [
        {"columnReference": end, "reference": {"resource": "nodes.csv", "columnReference": "id"}}
        for end in ("source", "target")
    ]
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "tables": [
            {"url": "nodes.csv", "tableSchema": {"columns": _csvw_columns(NODE_COLUMNS), "primaryKey": "id"}},
            {
                "url": "edges.csv",
                "tableSchema": {"columns": _csvw_columns(EDGE_COLUMNS), "primaryKey": "id", "foreignKeys": foreign},
            },
        ],
    }


def _csvw_columns(columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    return [{"name": c.name, "datatype": _CSVW_TYPES[c.kind], "dc:description": c.meaning} for c in columns]


def croissant(folder: Path, media_type: str, suffix: str, tables: Mapping[str, tuple[Column, ...]]) -> dict[str, Any]:
    """Gives the Croissant description of the tables that stand in a folder."""
    files, records = [], []
    for name, columns in tables.items():
        path = folder / f"{name}{suffix}"
        files.append(
            {
                "@type": "cr:FileObject",
                "@id": path.name,
                "name": path.name,
                "contentUrl": path.name,
                "encodingFormat": media_type,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
        )
        records.append({"@type": "cr:RecordSet", "@id": name, "name": name, "field": _fields(name, path.name, columns)})
    return {
        "@context": {
            "@vocab": "https://schema.org/",
            "sc": "https://schema.org/",
            "cr": "http://mlcommons.org/croissant/",
            "dct": "http://purl.org/dc/terms/",
        },
        "@type": "sc:Dataset",
        "dct:conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": _NAME,
        "description": _WHAT,
        "url": ONTOLOGY,
        "license": _LICENCE,
        "distribution": files,
        "recordSet": records,
    }


def _fields(table: str, file: str, columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    return [
        {
            "@type": "cr:Field",
            "@id": f"{table}/{column.name}",
            "name": column.name,
            "description": column.meaning,
            "dataType": _CROISSANT_TYPES[column.kind],
            **({"repeated": True} if column.kind == "list" else {}),
            "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
        }
        for column in columns
    ]

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

from trendgraph._version import __version__
from trendgraph.exporters.property.struct import EDGE_COLUMNS, NODE_COLUMNS, Column
from trendgraph.exporters.property.text import write_pieces
from trendgraph.namespaces import ONTOLOGY

__all__ = ["croissant", "csvw", "write_json"]

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_CSVW_TYPES = {"text": "string", "list": "json", "number": "double", "flag": "boolean"}
_CROISSANT_TYPES = {"text": "sc:Text", "list": "sc:Text", "number": "sc:Float", "flag": "sc:Boolean"}
_NAME = "trendgraph"
# The context as the specification has it, word for word: readers look for its keys.
_DEFINED = (
    *("citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet", "format"),
    *("includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex"),
    *("repeated", "replace", "samplingRate", "separator", "source", "subField", "transform"),
)
_CROISSANT_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    **{name: f"cr:{name}" for name in _DEFINED},
}
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
    return [
        {"name": c.name, "datatype": "date" if c.is_day else _CSVW_TYPES[c.kind], "dc:description": c.meaning}
        for c in columns
    ]


def croissant(folder: Path, media_type: str, suffix: str, tables: Mapping[str, tuple[Column, ...]]) -> dict[str, Any]:
    """Gives the Croissant description of the tables that stand in a folder.

    It has no date of publication: that is for whoever publishes the folder to add.
    """
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
        "@context": _CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": _NAME,
        "description": _WHAT,
        "url": ONTOLOGY,
        "license": _LICENCE,
        "version": __version__,
        "citeAs": f"trendgraph contributors: trendgraph {__version__}",
        "distribution": files,
        "recordSet": records,
    }


def _fields(table: str, file: str, columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    repeats = file.endswith(".parquet")  # a cell of a CSV file is one text, and Croissant has no way to take it apart
    return [
        {
            "@type": "cr:Field",
            "@id": f"{table}/{column.name}",
            "name": column.name,
            "description": column.meaning + (", as a JSON list" if column.kind == "list" and not repeats else ""),
            "dataType": "sc:Date" if column.is_day else _CROISSANT_TYPES[column.kind],
            **({"repeated": True} if column.kind == "list" and repeats else {}),
            "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
        }
        for column in columns
    ]

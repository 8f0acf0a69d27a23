"""What was written, in a file beside it, and whether it is still that.

``FILE.manifest.json`` beside a file, ``manifest.json`` in a folder: format, counts, and size and SHA-256 of every file.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trendgraph._version import __version__
from trendgraph.errors import ExportError
from trendgraph.exporters.canonical import canonical_lines, digest_lines
from trendgraph.exporters.reading import READABLE, read_quads
from trendgraph.exporters.spilling import Spill
from trendgraph.exporters.struct import ExportResult
from trendgraph.files import write_atomically

__all__ = ["MANIFEST", "Verified", "check_folder", "manifest_of", "manifest_path", "verify_export", "write_manifest"]

MANIFEST = "manifest.json"
# The syntax in which these formats are read for comparing: there is no way back from them to the graph.
_SYNTAX = {"nanopub": "trig", "jsonld-framed": "jsonld"}


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking an export found.

    Attributes:
        path: what was checked.
        format: name of its format.
        files: number of files whose size and digest were compared.
        statements: statements read back from an RDF file; None where only bytes were compared.
        problems: what differs, in words; empty where everything is as it was written.
    """

    path: str
    format: str
    files: int
    statements: int | None
    problems: tuple[str, ...]


def check_folder(path: Path) -> None:
    """Sees that a folder which an export made holds nothing else: replacing it would remove that.

    Raises:
        ExportError: it does, or what looks like its manifest is something else.
    """
    if not (path / MANIFEST).is_file():
        return
    others = _others(path, _read_manifest(path / MANIFEST))
    if others:
        raise ExportError(
            f"in this folder stands what no export put there: {', '.join(others[:3])}",
            code="export.folder",
            where=str(path),
            hint="move it away, or give another folder",
        )


def _others(folder: Path, manifest: dict[str, Any]) -> list[str]:
    listed = {entry["name"] for entry in manifest["files"]} | {MANIFEST}
    return sorted(file.name for file in folder.iterdir() if file.name not in listed)


def manifest_path(path: Path) -> Path:
    """Gives where the manifest of a file or a folder stands."""
    return path / MANIFEST if path.is_dir() else path.with_name(f"{path.name}.{MANIFEST}")


def manifest_of(result: ExportResult, files: list[Path]) -> dict[str, Any]:
    """Gives the manifest of files that were written."""
    return {
        "trendgraph": __version__,
        "format": result.format,
        "statements": result.statements,
        **({} if result.nodes is None else {"nodes": result.nodes}),
        **({} if result.publications is None else {"publications": result.publications}),
        **({"digest": result.digest} if result.digest else {}),
        "files": [{"name": file.name, "size_bytes": file.stat().st_size, "sha256": _sha256(file)} for file in files],
    }


def write_manifest(result: ExportResult, path: Path) -> None:
    """Writes the manifest of one file beside it."""
    content = json.dumps(manifest_of(result, [path]), indent=2) + "\n"
    write_atomically(manifest_path(path), content.encode())


def verify_export(path: Path) -> Verified:
    """Compares an export with its manifest; RDF is read back, counted, and its digest compared too.

    A file may have been renamed along with its manifest; in a folder nothing else may stand.

    Raises:
        ExportError: the file or its manifest is missing or unreadable.
    """
    if not path.exists():
        raise ExportError("there is no such file", code="export.missing", where=str(path))
    manifest = _read_manifest(manifest_path(path))
    problems: list[str] = []
    for entry in manifest["files"]:
        problems.extend(_differences(path / entry["name"] if path.is_dir() else path, entry))
    if path.is_dir():
        problems.extend(f"{name} is not in the manifest" for name in _others(path, manifest))
    statements = None
    syntax = _SYNTAX.get(manifest["format"], manifest["format"])
    if not problems and syntax in READABLE:
        with Spill() as spill:
            lines = canonical_lines(read_quads(path, syntax), spill)
            statements, found = len(lines), digest_lines(lines)
        if statements != manifest["statements"]:
            problems.append(f"{statements} statements, not {manifest['statements']}")
        if found != manifest["digest"]:
            problems.append(f"the statements have digest {found}, not {manifest['digest']}")
    return Verified(str(path), manifest["format"], len(manifest["files"]), statements, tuple(problems))


def _read_manifest(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise ExportError(
            "there is no manifest to compare with",
            code="export.manifest",
            where=str(path),
            hint="write one with the export: trendgraph export --manifest FILE",
        )
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ExportError(f"the manifest is damaged: {error}", code="export.manifest", where=str(path)) from error
    if not _is_manifest(manifest, one_file=path.name != MANIFEST):
        raise ExportError(
            "the manifest is damaged: it is not as an export writes it",
            code="export.manifest",
            where=str(path),
            hint="export again",
        )
    found: dict[str, Any] = manifest
    return found


def _is_manifest(manifest: object, *, one_file: bool) -> bool:
    match manifest:
        case {"format": str(form), "statements": int(), "files": [*files], **more}:
            said = "digest" in more or _SYNTAX.get(form, form) not in READABLE
            return said and (len(files) == 1 or not one_file) and all(map(_is_entry, files))
    return False


def _is_entry(entry: object) -> bool:
    match entry:
        case {"name": str(name), "size_bytes": int(), "sha256": str()}:
            return name == Path(name).name  # nothing outside the folder is read
    return False


def _differences(file: Path, entry: dict[str, Any]) -> list[str]:
    if not file.is_file():
        return [f"{file.name} is missing"]
    size = file.stat().st_size
    if size != entry["size_bytes"]:
        return [f"{file.name} has {size} bytes, not {entry['size_bytes']}"]
    return [] if _sha256(file) == entry["sha256"] else [f"{file.name} has other content: its SHA-256 differs"]


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

"""Reading in tests: what a reader yields as plain facts, what it rejects, and whether every row is accounted for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from trendgraph.claims import Claim, Entity, Place, Record, Source, Stance, Status, Value
from trendgraph.namespaces import ENTITY, TG
from trendgraph.sources import ReadLog, Reject, read_source

SLUG = re.compile(r"[a-z-]+/[a-z0-9]+(?:[.-][a-z0-9]+)*")


@dataclass(frozen=True)
class Read:
    """What one reading gave."""

    name: str
    records: list[Record]
    rejects: list[Reject]
    log: ReadLog

    @property
    def claims(self) -> list[Claim]:
        return [record for record in self.records if isinstance(record, Claim)]

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {record.iri: record for record in self.records if isinstance(record, Entity)}

    @property
    def sources(self) -> list[Source]:
        return [record for record in self.records if isinstance(record, Source)]

    def facts(self, predicate: str = "") -> list[str]:
        """Gives claims as lines ``subject predicate object``, marked where proposed or denied, in the order read."""
        wanted = [claim for claim in self.claims if not predicate or claim.predicate == TG + predicate]
        return [self._fact(claim) for claim in wanted]

    def reasons(self) -> list[str]:
        """Gives rejects as ``row reason``, in the order read."""
        return [f"{reject.row} {reject.reason}" for reject in self.rejects]

    def labels(self, kind: str) -> list[str]:
        """Gives the labels of things of a kind, sorted."""
        return sorted(entity.label for entity in self.entities.values() if entity.kind == TG + kind)

    def accounted(self) -> set[tuple[str, str]]:
        """Gives the rows, as file and key, on which a claim rests or that were rejected."""
        places = [e.selector.text for claim in self.claims for e in claim.evidence if isinstance(e.selector, Place)]
        found = [re.fullmatch(r"(.*?), row (.*), column .*", place) for place in places]
        bearing = {(match[1], match[2]) for match in found if match and match[2] not in ("header", "all")}
        return bearing | {(r.file, r.row) for r in self.rejects if r.row not in ("header", "file")}

    def _fact(self, claim: Claim) -> str:
        said = claim.object.lexical if isinstance(claim.object, Value) else self._short(claim.object)
        marks = " (proposed)" if claim.status is Status.PROPOSED else ""
        denied = "not " if claim.stance is Stance.DENIES else ""
        since = f" from {claim.valid_from}" if claim.valid_from else ""
        return f"{self._short(claim.subject)} {denied}{claim.predicate.removeprefix(TG)} {said}{since}{marks}"

    def _short(self, iri: str) -> str:
        if iri in self.entities:
            return self.entities[iri].label
        return iri.removeprefix(ENTITY).removeprefix(TG)


def read(name: str, path: Path) -> Read:
    """Reads a source."""
    rejects: list[Reject] = []
    log = ReadLog(on_reject=rejects.append)
    return Read(name, list(read_source(name, path, log)), rejects, log)


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes files below a folder and gives the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder

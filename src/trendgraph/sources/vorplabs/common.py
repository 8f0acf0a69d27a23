"""What the handlers of all data sets share: an entry, and dates that may be plans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from trendgraph.claims import PartialDate, Status
from trendgraph.sources.tabular import Row
from trendgraph.sources.voice import Voice

__all__ = ["Entry"]

_COMPANY = re.compile(
    r"\b(Inc|LLC|L\.L\.C|Corp|Corporation|Co|Company|Ltd|Limited|LP|LLP|PBC|PLC|Group|Holdings|Labs|Technologies|"
    r"Technology|Systems|Services|Solutions|Capital|Partners|Bank|University|Advisors|Software|Intelligence|AI)\b"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a data set.

    Attributes:
        voice: speaks for the data set.
        row: the record's plain fields.
        fields: the whole record.
        kept: the day up to which the data set was kept; what is later is a plan.
    """

    voice: Voice
    row: Row
    fields: dict[str, Any]
    kept: date

    def say(self, subject: str, predicate: str, stated: str, column: str) -> None:
        """Says that a thing is related to another one."""
        self.voice.say(subject, predicate, stated, self.row.key, column)

    def say_date(self, subject: str, predicate: str, column: str) -> PartialDate | None:
        """Says a date; one that lies after the data set is a plan, and proposed."""
        return self.say_when(subject, predicate, self.row.date(column), column)

    def say_when(self, subject: str, predicate: str, when: PartialDate | None, column: str) -> PartialDate | None:
        """Says a date that was read already."""
        if when is not None:
            status = Status.PROPOSED if self.is_plan(when) else Status.ACCEPTED
            self.voice.say(subject, predicate, when, self.row.key, column, status=status)
        return when

    def is_plan(self, when: PartialDate) -> bool:
        """Says whether a date lies after the day up to which the data set was kept."""
        return when.first > self.kept

    def organisation(self, name: str) -> str:
        """Gives an organisation under its name without what stands in brackets."""
        return self.voice.thing("Organisation", re.sub(r"\s*\([^)]*\)", "", name).strip() or name)

    def against(self, action: str, column: str) -> None:
        """Says whom an action is aimed at, where that is an organisation; persons are not named."""
        found = [
            part.strip() for part in re.split(r"\s/\s|;\s|\sand\s", self.row.text(column)) if _COMPANY.search(part)
        ]
        for name in found:
            self.say(action, "takenAgainst", self.organisation(name), column)
        if not found:
            self.row.reject("target.unclear", f"{column}: no organisation is named for sure")

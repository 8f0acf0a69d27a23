"""Rows about processors and data centres."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from trendgraph.claims import PartialDate, Record, Status, Value
from trendgraph.sources.epoch.sure import marked_names, sureness
from trendgraph.sources.tabular import Row
from trendgraph.sources.voice import Voice

__all__ = ["say_hardware", "say_power", "say_site"]

_Step = tuple[PartialDate, Value | None, Row]
_SIXTEEN_BIT = ("Tensor-FP16/BF16 performance (FLOP/s)", "FP16 (half precision) performance (FLOP/s)")


def say_hardware(voice: Voice, row: Row, day: date) -> None:
    """Says maker, release, speed and power of a processor."""
    chip = voice.thing("Hardware", row.key)
    if row.text("Manufacturer"):
        maker = voice.thing("Organisation", row.text("Manufacturer"))
        voice.say(chip, "developedBy", maker, row.key, "Manufacturer")
    when = row.date("Release date", latest=day)
    if when is not None:
        voice.say(chip, "releasedOn", when, row.key, "Release date")
    column = next((name for name in _SIXTEEN_BIT if row.text(name)), "")
    speed = row.double(column) if column else None
    if speed is not None:
        voice.say(chip, "peakPerformance", speed, row.key, column)
    power = row.decimal("TDP (W)")
    if power is not None:
        voice.say(chip, "thermalDesignPower", power, row.key, "TDP (W)")


def say_site(voice: Voice, row: Row, _day: date) -> None:
    """Says who owns a data centre, as surely as the table does."""
    site = voice.thing("DataCentre", row.key, others=(row.text("Title"),))
    for owner, mark in marked_names(row.text("Owner")):
        confidence, status = sureness(row, mark)
        operator = voice.thing("Organisation", owner)
        voice.say(site, "operatedBy", operator, row.key, "Owner", confidence=confidence, status=status)


def say_power(voice: Voice, rows: Iterable[Row], day: date) -> Iterator[Record]:
    """Yields the power of each data centre from one event to the next; what is still to come is proposed."""
    for name, group in groupby(rows, key=lambda row: row.text("Data center")):
        steps: list[_Step] = []
        for row in group:
            row.key = f"{name}, {row.text('Date')}"
            when = row.date("Date") if name else None
            if when is None:
                row.reject("row.nameless", "Data center or Date is missing")
                continue
            # A power of 0 is logged and makes no claim, but it ends the one before it.
            steps.append((when, row.decimal("Power (MW)"), row))
        yield from _say_steps(voice, name, sorted(steps, key=lambda step: step[0].first), day)


def _say_steps(voice: Voice, name: str, steps: list[_Step], day: date) -> Iterator[Record]:
    if not steps:
        return
    site = voice.thing("DataCentre", name)
    changes = steps[:1]
    for step in steps[1:]:
        if step[1] != changes[-1][1]:
            changes.append(step)
        elif step[1] is not None:
            step[2].reject("power.same", "as much as before")
    for step, following in zip(changes, [*changes[1:], None], strict=True):
        when, power, row = step
        if power is not None:
            voice.say(
                site,
                "powerCapacity",
                power,
                row.key,
                "Power (MW)",
                status=Status.PROPOSED if when.first > day else Status.ACCEPTED,
                valid_from=when,
                valid_to=following[0] if following else None,
            )
    yield from voice.drain()

"""From a cut to a scene: a ring around one entity, forces for all else, and names that never overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from trendgraph._version import __version__
from trendgraph.claims import Claim, Source, Stance, Status
from trendgraph.explorer import COLOURS, Cut, Layout, Places, Statement, Thing, World, looks_of, place
from trendgraph.figures.struct import Line, Mark, Scene, Text
from trendgraph.figures.text import fitted, width_of
from trendgraph.namespaces import compact

__all__ = ["compose"]

_Side = Literal["start", "end"]
_MARGIN, _LEGEND, _HEAD, _FOOT = 16.0, 158.0, 58.0, 30.0
_RING, _ROW = 150, 13.5
"""Up to so many neighbours stand around one entity; the height of one of them."""
_GREY, _INK = "#5a6072", "#1d2433"
_STYLES: Mapping[str, tuple[str, float, tuple[float, ...], str]] = {
    "asserted": ("#6b7690", 0.9, (), "accepted claim"),
    "proposed": ("#6b7690", 0.9, (4, 2), "proposed or contested"),
    "denied": ("#b3261e", 0.9, (1, 2), "denied or retracted"),
    "inferred": ("#c3c8d4", 0.6, (), "by rule or scheme"),
}


def compose(world: World, cut: Cut, title: str, like: Places | None = None) -> Scene:
    """Gives the picture of a cut.

    Args:
        world: the graph that it was cut from.
        cut: what to show; only its first things are drawn, unless all are wanted.
        title: heading.
        like: places to start from.
    """
    cut = _first(cut)
    ring = len(cut.focus) == 1 and 0 < len(cut.things) - 1 <= _RING and cut.view != "overview"
    canvas = _Canvas(world, cut)
    if ring:
        canvas.ring()
    else:
        canvas.forces(place(cut, like))
    canvas.head(title, len(world.things))
    canvas.legend()
    return canvas.scene(title)


def _first(cut: Cut) -> Cut:
    things = cut.things[: cut.shown]
    kept = {thing.iri for thing in things}
    return replace(
        cut,
        things=things,
        edges=tuple(one for one in cut.edges if one.subject in kept and str(one.object) in kept),
        values=tuple(one for one in cut.values if one.subject in kept),
    )


@dataclass(slots=True)
class _Canvas:
    """Collects what is drawn; the helpers below know nothing of each other."""

    world: World
    cut: Cut
    width: float = 720.0
    height: float = 540.0
    lines: list[Line] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    unnamed: int = 0
    is_ring: bool = False
    looks: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.looks = looks_of({thing.kind for thing in self.cut.things})

    def mark(self, thing: Thing, x: float, y: float, scale: float = 1.0) -> Mark:
        colour, shape = self.looks[thing.kind]
        claims = self.cut.weights[thing.iri]
        kind = self.world.labels.get(thing.kind, compact(thing.kind))
        words = f"{thing.label} ({kind}, {claims} claims)"
        return Mark(x, y, _radius(claims) * scale, shape, COLOURS[colour], words)

    def _marks(self, places: Mapping[str, tuple[float, float]], things: Mapping[str, Thing]) -> Iterator[Mark]:
        for iri, (x, y) in places.items():
            yield self.mark(things[iri], x, y)

    def ring(self) -> None:
        """Puts the focus into the middle and the others beside it, row by row, under what links them."""
        self.is_ring = True
        (focus,) = self.cut.focus
        by_iri = {thing.iri: thing for thing in self.cut.things}
        rows = _rows(self.world, self.cut, focus)
        sides = _sides(rows)
        count = max(map(len, sides))
        self.height = max(self.height * 0.7, count * _ROW + _HEAD + _FOOT + 24)
        middle = ((self.width - _LEGEND) / 2, (_HEAD + self.height - _FOOT) / 2)
        widest = max(
            width_of(by_iri[row.thing].label if row.thing else "", 8) + width_of(row.words, 6.5) for row in rows
        )
        reach = min(max(middle[0] - _MARGIN - 18 - widest, 70.0), 70 + 3.0 * count, 120.0)
        places = {focus: middle}
        room = middle[0] - reach - _MARGIN - 12
        for side, part in zip((1, -1), sides, strict=True):
            top = middle[1] - (len(part) - 1) * _ROW / 2
            half = max(len(part) * _ROW / 2, 1.0)
            for number, row in enumerate(part):
                y = top + number * _ROW
                bend = max(1 - ((y - middle[1]) / half) ** 2 * 0.55, 0.0) ** 0.5
                x = middle[0] + side * reach * bend
                at = (x + side * 9, y + 2.8)
                anchor: _Side = "start" if side > 0 else "end"
                if row.thing is None:
                    self.texts.append(
                        _text(at, fitted(row.words, 7.5, room), anchor, size=7.5, colour=_GREY, italic=True)
                    )
                    continue
                places[row.thing] = (x, y)
                self._named(by_iri[row.thing].label, row.words, at, anchor, room)
        self._links(places, focus)
        self.marks += [replace(mark, radius=4.4) for mark in self._marks(places, by_iri)]
        self.texts.append(Text(middle[0], middle[1] + 22, by_iri[focus].label, 10, "middle", bold=True, halo=True))

    def _named(self, label: str, since: str, at: tuple[float, float], anchor: _Side, room: float) -> None:
        """Writes a name and, in grey, since when and by how many it is said."""
        said = width_of(since, 6.5) + 5 if since else 0.0
        name = fitted(label, 8, max(room - said, 40))
        shift = width_of(name, 8) + 5
        if anchor == "start":
            self.texts += [
                _text(at, name, anchor),
                _text((at[0] + shift, at[1]), since, anchor, size=6.5, colour=_GREY),
            ]
        else:
            self.texts += [
                _text(at, name, anchor),
                _text((at[0] - shift, at[1]), since, anchor, size=6.5, colour=_GREY),
            ]

    def _links(self, places: Mapping[str, tuple[float, float]], focus: str | None = None) -> None:
        order = list(_STYLES)
        found: dict[tuple[str, str], str] = {}
        for one in self.cut.edges:
            pair = (min(one.subject, str(one.object)), max(one.subject, str(one.object)))
            if pair[0] in places and pair[1] in places and pair[0] != pair[1]:
                found[pair] = min(found.get(pair, "inferred"), _style(one), key=order.index)
        many = len(found) > 400
        for pair in sorted(found, key=lambda pair: (-order.index(found[pair]), focus in pair, pair)):
            colour, width, dash, _ = _STYLES[found[pair]]
            if focus is not None and focus not in pair:
                colour, width, dash = "#e3e6ee", 0.5, ()
            elif many:
                colour, width = "#b9c0cf" if found[pair] == "asserted" else "#dde1e9", 0.5
            self.lines.append(Line(*places[pair[0]], *places[pair[1]], colour, width, dash))

    def forces(self, layout: Layout) -> None:
        """Puts things where forces put them, and names as many as there is room for."""
        area = (_MARGIN + 12, _HEAD + 8, self.width - _LEGEND - 12, self.height - _FOOT - 8)
        spots = [layout.places.get(thing.iri, (0, 0)) for thing in self.cut.things]
        left, top = min((x for x, _ in spots), default=0), min((y for _, y in spots), default=0)
        right, bottom = max((x for x, _ in spots), default=1), max((y for _, y in spots), default=1)
        zoom = min((area[2] - area[0]) / max(right - left, 1), (area[3] - area[1]) / max(bottom - top, 1))
        shift = (
            (area[0] + area[2]) / 2 - (left + right) / 2 * zoom,
            (area[1] + area[3]) / 2 - (top + bottom) / 2 * zoom,
        )
        scale = min(1.0, max(0.35, (120 / max(len(spots), 1)) ** 0.5))
        places = {
            thing.iri: (x * zoom + shift[0], y * zoom + shift[1])
            for thing, (x, y) in zip(self.cut.things, spots, strict=True)
        }
        self._links(places)
        marks = [self.mark(thing, *places[thing.iri], scale) for thing in self.cut.things]
        self.marks += sorted(marks, key=lambda mark: -mark.radius)
        names = list(_placed([thing.label for thing in self.cut.things], marks, area))
        self.texts += names
        self.unnamed = len(marks) - len(names)

    def head(self, title: str, total: int) -> None:
        cut = self.cut
        room = self.width - 2 * _MARGIN
        self.texts.append(Text(_MARGIN, 26, fitted(title, 13, room / 1.1), 13, bold=True))
        shown = f"{len(cut.things):,} of {total:,} entities" if len(cut.things) < total else f"{total:,} entities"
        said = f"{cut.words}: {shown}, {len(cut.edges):,} links"
        if self.unnamed:
            said += f"; {len(cut.things) - self.unnamed:,} named, so that no name covers another"
        self.texts.append(Text(_MARGIN, 41, fitted(said, 8.5, room), 8.5, colour=_GREY))

    def legend(self) -> None:
        x, y = self.width - _LEGEND + 14, _HEAD + 8.0
        kinds = Counter(thing.kind for thing in self.cut.things)
        y = self._heading("Kinds", x, y)
        limit = max(int((self.height - _FOOT - y - 138) / 12), 6)
        limit += len(kinds) == limit + 1
        for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]:
            colour, shape = self.looks[kind]
            self.marks.append(Mark(x + 5, y - 3, 4, shape, COLOURS[colour]))
            name = fitted(self.world.labels.get(kind, compact(kind)), 8, _LEGEND - 60)
            self.texts += [
                Text(x + 14, y, name),
                Text(self.width - _MARGIN, y, f"{count:,}", anchor="end", colour=_GREY),
            ]
            y += 12
        if len(kinds) > limit:
            self.texts.append(Text(x + 14, y, f"and {len(kinds) - limit} more kinds", colour=_GREY))
            y += 12
        y = self._heading("Links", x, y + 8)
        used = Counter(_style(one) for one in self.cut.edges)
        for name in (name for name in _STYLES if used[name]):
            stroke, wide, dash, words = _STYLES[name]
            self.lines.append(Line(x, y - 3, x + 18, y - 3, stroke, wide + 0.4, dash))
            self.texts += [
                Text(x + 24, y, words),
                Text(self.width - _MARGIN, y, f"{used[name]:,}", anchor="end", colour=_GREY),
            ]
            y += 12
        if not self.is_ring:
            self._sizes(x, self._heading("Size: claims", x, y + 8))
        upto = self.world.evidence_up_to or "no day"
        beside = "Beside a name: since when it holds, or the year of its first source; and how many sources say so."
        foot = f"Evidence up to {upto}. {beside if self.is_ring else ''} trendgraph {__version__}"
        self.texts.append(Text(_MARGIN, self.height - 12, fitted(foot, 7, self.width - 2 * _MARGIN), 7, colour=_GREY))

    def _heading(self, words: str, x: float, y: float) -> float:
        self.texts.append(Text(x, y, words, 8, bold=True))
        return y + 14

    def _sizes(self, x: float, y: float) -> None:
        largest = max((self.cut.weights[thing.iri] for thing in self.cut.things), default=1)
        steps = sorted({count for count in (1, 10, 50, largest) if count <= max(largest, 1)})
        drawn = max((mark.radius for mark in self.marks[: len(self.cut.things)]), default=1) / _radius(max(largest, 1))
        for count in steps:
            radius = _radius(count) * min(drawn, 1.0)
            self.marks.append(Mark(x + 12, y + 2, radius, "circle", "#9aa1b1"))
            self.texts.append(Text(x + 12, y + 22, f"{count:,}", 7, "middle", colour=_GREY))
            x += 32

    def scene(self, title: str) -> Scene:
        names = ", ".join(thing.label for thing in self.cut.things[:20])
        more = f" and {len(self.cut.things) - 20:,} more" if len(self.cut.things) > 20 else ""
        return Scene(
            width=self.width,
            height=self.height,
            lines=tuple(self.lines),
            marks=tuple(self.marks),
            texts=tuple(text for text in self.texts if text.words),
            title=f"{title}: {self.cut.words}"[:300],
            description=f"{len(self.cut.things):,} entities and {len(self.cut.edges):,} links: {names}{more}."[:4000],
            unnamed=self.unnamed,
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A neighbour, or (without one) the heading above its group."""

    thing: str | None
    words: str


def _rows(world: World, cut: Cut, focus: str) -> list[_Row]:
    """Gives the neighbours of the focus under what links them, each once."""
    between: dict[str, list[Statement]] = {}
    for one in cut.edges:
        if focus in (one.subject, one.object) and one.subject != one.object:
            between.setdefault(str(one.object) if one.subject == focus else one.subject, []).append(one)
    groups: dict[str, list[tuple[str, str]]] = {}
    labels = {thing.iri: thing.label for thing in cut.things}
    for iri, statements in between.items():
        told = [one for one in statements if one.origin == "claim"] or statements
        words = {
            world.relations[one.relation].label if one.subject == focus else world.relations[one.relation].inverse
            for one in told
        }
        groups.setdefault(", ".join(sorted(words)), []).append((iri, _since(world, told)))
    rows = []
    for heading, members in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        rows.append(_Row(None, heading))
        rows += [_Row(iri, since) for iri, since in sorted(members, key=lambda pair: (labels[pair[0]], pair[0]))]
    return rows


def _sides(rows: Sequence[_Row]) -> tuple[list[_Row], list[_Row]]:
    """Gives the rows of either side: about half; a group that is cut gets its heading again."""
    half = (len(rows) + 1) // 2
    starts = [number for number, row in enumerate(rows) if row.thing is None and number and abs(number - half) <= 3]
    split = min(starts, key=lambda number: abs(number - half), default=half)
    left, right = list(rows[:split]), list(rows[split:])
    if right and right[0].thing is not None:
        heading = next(row for row in reversed(left) if row.thing is None)
        right.insert(0, _Row(None, f"{heading.words}, continued"))
    return left, right


def _since(world: World, statements: Sequence[Statement]) -> str:
    """Gives since when the statements hold, or the year of their first source, and the number of their sources."""
    claims = [claim for one in statements for _, claim in one.claims]
    if not claims:
        return "by rule"
    held = sorted(claim.valid_from for claim in claims if claim.valid_from is not None)
    sources = {evidence.source for claim in claims for evidence in claim.evidence}
    issued = sorted(_issued(world.sources.get(name)) for name in sources)
    first = str(held[0]) if held else str(issued[0].year) if issued and issued[0] < date.max else ""
    denied = "denied" if all(_refused(claim) for claim in claims) else ""
    count = f"{len(sources)} source{'' if len(sources) == 1 else 's'}"
    return " · ".join(part for part in (denied, first, count) if part)


def _issued(source: Source | None) -> date:
    return date.max if source is None or source.issued is None else source.issued.first


def _refused(claim: Claim) -> bool:
    return claim.stance is Stance.DENIES or claim.status is Status.RETRACTED


def _style(one: Statement) -> str:
    if one.origin != "claim":
        return "inferred"
    claims = [claim for _, claim in one.claims]
    if any(claim.stance is Stance.AFFIRMS and claim.status is Status.ACCEPTED for claim in claims):
        return "asserted"
    return "denied" if all(_refused(claim) for claim in claims) else "proposed"


def _radius(claims: int) -> float:
    return float(min(2.6 + 0.62 * max(claims, 0) ** 0.5, 13.0))


def _text(at: tuple[float, float], words: str, anchor: _Side, **more: Any) -> Text:
    return Text(*at, words, anchor=anchor, **more)


def _placed(labels: Sequence[str], marks: Sequence[Mark], area: tuple[float, ...]) -> Iterator[Text]:
    """Yields a name for each mark that has room for one beside it, the largest marks first."""
    taken = [(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius) for mark in marks]
    order = sorted(range(len(marks)), key=lambda number: (-marks[number].radius, number))[:600]
    for number in order:
        mark = marks[number]
        size = 8.5 if mark.radius > 7 else 7.5 if mark.radius > 4 else 6.5
        words = fitted(labels[number], size, 130)
        wide = width_of(words, size)
        gap = mark.radius + 2
        for x, y in (
            (mark.x + gap, mark.y + size * 0.35),
            (mark.x - gap - wide, mark.y + size * 0.35),
            (mark.x - wide / 2, mark.y - gap),
            (mark.x - wide / 2, mark.y + gap + size * 0.8),
            (mark.x + gap * 0.7, mark.y - gap * 0.7),
            (mark.x + gap * 0.7, mark.y + gap * 0.7 + size * 0.6),
            (mark.x - gap * 0.7 - wide, mark.y - gap * 0.7),
            (mark.x - gap * 0.7 - wide, mark.y + gap * 0.7 + size * 0.6),
        ):
            box = (x - 1, y - size * 0.85, x + wide + 1, y + size * 0.25)
            inside = (
                area[0] - 8 <= box[0] and box[2] <= area[2] + 10 and area[1] - 8 <= box[1] and box[3] <= area[3] + 8
            )
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield Text(x, y, words, size, halo=True)
                break


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

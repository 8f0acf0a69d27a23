"""Pictures: the same bytes each time, names that do not overlap, text that stays text, and clear errors."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from tests.explorer.world import claim, source, store_of, thing

from trendgraph.api import Graph
from trendgraph.claims import Stance, Status
from trendgraph.errors import ExportError, QueryError, ResourceError
from trendgraph.explorer import COLOURS, Scope, choose, read_world
from trendgraph.figures import draw, write_figure
from trendgraph.figures.composing import compose
from trendgraph.figures.struct import Scene, Text
from trendgraph.figures.text import width_of
from trendgraph.store import Store, open_store

EVIL = "</text><script>alert(1)</script>\x00 & <b>"


def star(count: int, **more: Any) -> Store:
    """One organisation that made many models."""
    models = [thing(f"model/m{number}", f"Model number {number}") for number in range(count)]
    hub = thing("organisation/hub", "The hub", "Organisation")
    links = [claim(f"model/m{number}", "developedBy", "organisation/hub") for number in range(count)]
    return store_of([*models, hub, source(**more), *links])


def scene_of(store: Store, scope: Scope) -> Scene:
    world = read_world(store)
    return compose(world, choose(store, world, scope), "A title")


def box(text: Text) -> tuple[float, float, float, float]:
    wide = width_of(text.words, text.size, bold=text.bold)
    left = {"start": text.x, "middle": text.x - wide / 2, "end": text.x - wide}[text.anchor]
    return left, text.y - text.size * 0.75, left + wide, text.y + text.size * 0.2


@pytest.mark.parametrize("count", [3, 40, 120])
@pytest.mark.parametrize("ring", [True, False])
def test_no_text_covers_another_or_leaves_the_page(count: int, ring: bool) -> None:
    scene = scene_of(star(count), Scope(entities=("The hub",)) if ring else Scope())
    boxes = [(text.words, box(text)) for text in scene.texts]
    for (one, a), (other, b) in combinations(boxes, 2):
        assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (one, other)
    for words, (left, top, right, bottom) in boxes:
        assert left >= 0, words
        assert top >= 0, words
        assert right <= scene.width, words
        assert bottom <= scene.height, words


def test_a_ring_names_everything_and_says_since_when_and_by_how_many() -> None:
    scene = scene_of(star(30), Scope(entities=("The hub",)))
    words = [text.words for text in scene.texts]
    assert {f"Model number {number}" for number in range(30)} <= set(words)
    assert words.count("1 source") == 30
    assert "developer of" in words
    assert scene.unnamed == 0


def test_every_kind_in_the_picture_is_in_the_legend(tiny: Any) -> None:
    world = read_world(tiny.store)
    cut = choose(tiny.store, world, Scope())
    words = {text.words for text in compose(world, cut, "A title").texts}
    kinds = {world.labels[thing.kind] for thing in cut.things[: cut.shown]}
    assert len(kinds & words) > 15
    assert kinds <= words or f"and {len(kinds - words)} more kinds" in words
    assert any("accepted claim" in text for text in words)
    assert any(text.startswith("Evidence up to ") for text in words)


def test_links_that_are_denied_or_only_proposed_look_otherwise() -> None:
    records = [thing(f"model/m{number}", f"M{number}") for number in range(4)]
    store = store_of(
        [
            *records,
            source(),
            claim("model/m0", "derivedFrom", "model/m1"),
            claim("model/m0", "derivedFrom", "model/m2", status=Status.PROPOSED),
            claim("model/m0", "derivedFrom", "model/m3", stance=Stance.DENIES),
        ]
    )
    scene = scene_of(store, Scope())
    looks = {(line.colour, line.dash) for line in scene.lines[:3]}
    assert len(looks) == 3
    assert {"accepted claim", "proposed or contested", "denied or retracted"} <= {text.words for text in scene.texts}


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_same_graph_same_bytes(tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        write_figure(star(20), tmp_path / f"{name}.{form}")
    one = (tmp_path / f"one.{form}").read_bytes()
    assert one == (tmp_path / f"two.{form}").read_bytes()
    assert one.startswith({"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}[form])


def test_hostile_labels_stay_text() -> None:
    store = store_of(
        [thing("model/a", EVIL), thing("model/b", "B"), source(), claim("model/a", "derivedFrom", "model/b")]
    )
    svg = draw(store, title=EVIL)
    tree = ET.fromstring(svg)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert "script" not in tags
    assert any("alert(1)" in (element.text or "") for element in tree.iter())


def test_an_empty_graph_and_a_very_long_name_are_drawn() -> None:
    ET.fromstring(draw(open_store()))
    long = store_of(
        [thing("model/a", "x" * 1_000_000), thing("model/b", "B"), source(), claim("model/a", "derivedFrom", "model/b")]
    )
    assert len(draw(long)) < 1_200_000
    ET.fromstring(draw(long, Scope(entities=("B",))))


def test_only_the_most_evidenced_are_drawn_unless_all_are_wanted() -> None:
    store = star(205)
    assert len([mark for mark in scene_of(store, Scope()).marks if mark.words]) == 200
    assert len([mark for mark in scene_of(store, Scope(everything=True)).marks if mark.words]) == 206


def test_errors_are_clear_and_nothing_is_written(tiny: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExportError, match="no form of a picture"):
        write_figure(tiny.store, tmp_path / "out.gif")
    with pytest.raises(ExportError, match="does not exist"):
        write_figure(tiny.store, tmp_path / "no" / "out.svg")
    with pytest.raises(QueryError):
        write_figure(tiny.store, tmp_path / "out.svg", Scope(entities=("nobdy",)))
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExportError, match="matplotlib") as refused:
        write_figure(tiny.store, tmp_path / "out.png")
    assert "trendgraph[figures]" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_colours_can_be_told_from_white_and_from_each_other() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    assert len(set(COLOURS)) == 10
    assert [colour for colour in COLOURS if 1.05 / (luminance(colour) + 0.05) < 3] == []


def test_a_notebook_gets_the_svg_first_and_the_explorer_in_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trendgraph.explorer.door.explorer_bundle", lambda: (b"1;", b"a{}"))
    picture = Graph(star(5)).show("The hub")
    assert picture._repr_svg_().startswith("<svg")
    assert "of 6 entities" in repr(picture)
    shown = picture._repr_html_()
    assert shown.index("<svg") < shown.index("<iframe")
    assert 'sandbox="allow-scripts allow-downloads"' in shown
    assert "<script" not in shown, "the page stands in an attribute, escaped"


def test_a_notebook_without_the_script_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> tuple[bytes, bytes]:
        raise ResourceError("the explorer's script is not in this installation")

    monkeypatch.setattr("trendgraph.explorer.door.explorer_bundle", none)
    shown = Graph(star(5)).show()._repr_html_()
    assert "<svg" in shown
    assert "not in this installation" in shown

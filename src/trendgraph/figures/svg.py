"""A scene as SVG: plain shapes and text, no script, no style sheet, nothing from elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from trendgraph.figures.struct import Line, Mark, Scene, Text

__all__ = ["svg_of"]

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT = "'DejaVu Sans', Verdana, Arial, Helvetica, sans-serif"


def svg_of(scene: Scene) -> str:
    """Gives the text of an SVG file."""
    return "\n".join(_parts(scene)) + "\n"


def _parts(scene: Scene) -> Iterator[str]:
    width, height = _number(scene.width), _number(scene.height)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" '
        f'role="img" aria-label="{_safe(scene.title)}" font-family="{_FONT}">'
    )
    yield f"<title>{_safe(scene.title)}</title>"
    yield f"<desc>{_safe(scene.description)}</desc>"
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield '<g fill="none" stroke-linecap="round">'
    yield from map(_line, scene.lines)
    yield "</g>"
    yield '<g stroke="#ffffff" stroke-width="0.7">'
    yield from map(_mark, scene.marks)
    yield "</g>"
    yield from map(_text, scene.texts)
    yield "</svg>"


def _line(line: Line) -> str:
    dash = f' stroke-dasharray="{" ".join(map(_number, line.dash))}"' if line.dash else ""
    ends = " ".join(
        f'{name}="{_number(value)}"'
        for name, value in zip(("x1", "y1", "x2", "y2"), (line.x1, line.y1, line.x2, line.y2), strict=True)
    )
    return f'<line {ends} stroke="{line.colour}" stroke-width="{_number(line.width)}"{dash}/>'


def _mark(mark: Mark) -> str:
    words = f"<title>{_safe(mark.words)}</title>" if mark.words else ""
    if mark.shape == "circle":
        place = f'cx="{_number(mark.x)}" cy="{_number(mark.y)}" r="{_number(mark.radius)}"'
        return f'<circle {place} fill="{mark.colour}">{words}</circle>'
    corners = {
        "square": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
        "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
        "triangle": ((0, -1.3), (1.17, 0.8), (-1.17, 0.8)),
    }[mark.shape]
    points = " ".join(f"{_number(mark.x + x * mark.radius)},{_number(mark.y + y * mark.radius)}" for x, y in corners)
    return f'<polygon points="{points}" fill="{mark.colour}">{words}</polygon>'


def _text(text: Text) -> str:
    said = [f'x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}" fill="{text.colour}"']
    if text.anchor != "start":
        said.append(f'text-anchor="{text.anchor}"')
    if text.bold:
        said.append('font-weight="bold"')
    if text.italic:
        said.append('font-style="italic"')
    if text.halo:
        said.append('stroke="#ffffff" stroke-width="2.4" stroke-linejoin="round" paint-order="stroke"')
    return f"<text {' '.join(said)}>{_safe(text.words)}</text>"


def _safe(words: str) -> str:
    return html.escape(_FORBIDDEN.sub("\ufffd", words))


def _number(value: float) -> str:
    """Gives a number with two digits at most, and none that say nothing.

    >>> _number(1.0), _number(2.504), _number(-0.001)
    ('1', '2.5', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text

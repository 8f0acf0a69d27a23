"""A picture before it is a file: lines, marks and texts at places in points, back to front."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Line", "Mark", "Scene", "Text"]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; ``dash`` is the lengths of strokes and gaps."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing: its shape says its kind as its colour does. ``words`` are shown where the pointer rests."""

    x: float
    y: float
    radius: float
    shape: str
    colour: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is its baseline."""

    x: float
    y: float
    words: str
    size: float = 8.0
    anchor: Literal["start", "middle", "end"] = "start"
    colour: str = "#1d2433"
    bold: bool = False
    italic: bool = False
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture.

    Attributes:
        title: what it shows, in words.
        description: the same at length, for those who cannot see it.
        unnamed: how many things carry no name, because it would cover another.
    """

    width: float
    height: float
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    texts: tuple[Text, ...]
    title: str
    description: str
    unnamed: int = 0

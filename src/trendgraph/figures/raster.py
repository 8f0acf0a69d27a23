"""A scene as PNG or PDF, by matplotlib (extra ``figures``): no browser, no window, the same bytes each time."""

from __future__ import annotations

import io
import warnings
from typing import Any

from trendgraph.errors import ExportError
from trendgraph.figures.struct import Scene

__all__ = ["raster_of"]

_DPI = 200
_SHAPES = {"circle": "o", "square": "s", "diamond": "D", "triangle": "^"}
_SIZES = {"circle": 2.0, "square": 1.78, "diamond": 1.77, "triangle": 2.35}


def raster_of(scene: Scene, form: str) -> bytes:
    """Gives the bytes of a PNG or PDF file.

    Raises:
        ExportError: matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ExportError(
            f"a .{form} is drawn by matplotlib, which is not installed",
            code="export.figures",
            hint="install it: pip install 'trendgraph[figures]'; .svg and .html need nothing",
        ) from error
    plain = {"font.family": "DejaVu Sans", "pdf.fonttype": 42, "text.usetex": False, "text.parse_math": False}
    with mpl.rc_context(plain), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure = Figure(figsize=(scene.width / 72, scene.height / 72))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, scene.width)
        axes.set_ylim(scene.height, 0)
        axes.axis("off")
        _draw(axes, scene)
        stream = io.BytesIO()
        metadata = (
            {"Software": "trendgraph", "Title": scene.title[:70].encode("latin-1", "replace").decode("latin-1")}
            if form == "png"
            else {"Title": scene.title, "Creator": "trendgraph", "Producer": None, "CreationDate": None}
        )
        figure.savefig(stream, format=form, dpi=_DPI, metadata=metadata)
    return stream.getvalue()


def _draw(axes: Any, scene: Scene) -> None:
    from matplotlib.collections import LineCollection
    from matplotlib.patheffects import withStroke

    styles: list[Any] = [
        (0, tuple(length / line.width for length in line.dash)) if line.dash else "solid" for line in scene.lines
    ]
    axes.add_collection(
        LineCollection(
            [((line.x1, line.y1), (line.x2, line.y2)) for line in scene.lines],
            colors=[line.colour for line in scene.lines],
            linewidths=[line.width for line in scene.lines],
            linestyles=styles,
            zorder=1,
        )
    )
    for shape, marker in _SHAPES.items():
        marks = [mark for mark in scene.marks if mark.shape == shape]
        axes.scatter(
            [mark.x for mark in marks],
            [mark.y for mark in marks],
            s=[(_SIZES[shape] * mark.radius) ** 2 for mark in marks],
            c=[mark.colour for mark in marks],
            marker=marker,
            linewidths=0.7,
            edgecolors="#ffffff",
            zorder=2,
            clip_on=False,
        )
    anchors = {"start": "left", "middle": "center", "end": "right"}
    for text in scene.texts:
        axes.text(
            text.x,
            text.y,
            text.words,
            size=text.size,
            color=text.colour,
            ha=anchors[text.anchor],
            va="baseline",
            weight="bold" if text.bold else "normal",
            style="italic" if text.italic else "normal",
            path_effects=[withStroke(linewidth=2.4, foreground="#ffffff")] if text.halo else None,
            zorder=3,
        )

"""Pictures for papers, without a browser: SVG by hand, PNG and PDF by matplotlib; each with its legend."""

from __future__ import annotations

from trendgraph.figures.door import FORMS, Drawn, draw, write_figure
from trendgraph.figures.notebook import Picture

__all__ = ["FORMS", "Drawn", "Picture", "draw", "write_figure"]

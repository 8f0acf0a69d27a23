"""How wide a text is without a font at hand: the widths of DejaVu Sans, which is wider than what is mostly drawn."""

from __future__ import annotations

import unicodedata

__all__ = ["fitted", "width_of"]

# Thousandths of the size, from the space to the tilde.
_WIDTHS = (
    *(318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636),
    *(636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656),
    *(557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613),
    *(635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818),
    *(592, 592, 525, 636, 337, 636, 838),
)


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Gives the width of a text in points.

    >>> round(width_of("CLIP", 10), 1), round(width_of("模型", 10), 1)
    (21.5, 20.0)
    """
    total = sum(_WIDTHS[ord(sign) - 32] if " " <= sign <= "~" else _other(sign) for sign in words)
    return total * size / 1000 * (1.1 if bold else 1.0)


def fitted(words: str, size: float, width: float) -> str:
    """Gives a text that is no wider than asked, cut with an ellipsis where it must be.

    >>> fitted("a very long name", 10, 40)
    'a very…'
    """
    words = " ".join(words.split())
    if width_of(words, size) <= width:
        return words
    # What can never fit is cut first, so that a text of a million signs costs nothing.
    words = words[: int(width / size * 4) + 1]
    while words and width_of(words + "…", size) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def _other(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 1000 if unicodedata.east_asian_width(sign) in "WF" else 720

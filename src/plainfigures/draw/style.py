"""The look of every chart, set once: sizes, colours, and matplotlib's own settings.

Colours are the Government Analysis Function palette. Each is written into the SVG as a CSS variable
with the palette's value as fallback, so that a page can set a dark scheme, forced colours or print.

Text in a series' colour uses a darker `label` paint, since teal, orange and lilac do not reach
4.5:1. Contrast of the label paints, on white and on the warm ground #F6F4EF:

    label-1 #12436D  10.2  9.3      label-4 #A83D0A  6.3  5.7
    label-2 #176B64   6.3  5.8      label-5 #3D3D3D 10.9  9.9
    label-3 #801650   9.8  8.9      label-6 #6A4BA0  6.7  6.1

Teal, orange and lilac marks are edged in their label paint for the same reason: on the warm ground
the fill alone stays under 3:1.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = [
    "BODY",
    "DASH",
    "HUES",
    "LEADING",
    "MARKERS",
    "PAINTS",
    "SMALL",
    "css_paint",
    "house_style",
    "label_of",
    "series_of",
]

SMALL = 15.0
"""Type for axes, keys and remarks, in CSS pixels: as large as the small text of a page."""

BODY = 16.0
"""Type for labels and values, in CSS pixels."""

LEADING = 1.3
"""Height of a line of type, as a multiple of its size."""

DASH = (5.0, 3.0)
"""Lengths of strokes and gaps in a dashed line."""

HUES = 6
MARKERS = ("o", "s", "D", "^")
"""One shape for each series, so that they differ without colour."""

PAINTS = {
    "ink": "#1d1d1f",
    "muted": "#55534e",
    "paper": "#ffffff",
    "rule": "#d9d6cf",
    "series-1": "#12436D",
    "series-2": "#28A197",
    "series-3": "#801650",
    "series-4": "#F46A25",
    "series-5": "#3D3D3D",
    "series-6": "#A285D1",
    "label-1": "#12436D",
    "label-2": "#176B64",
    "label-3": "#801650",
    "label-4": "#A83D0A",
    "label-5": "#3D3D3D",
    "label-6": "#6A4BA0",
}
"""Every paint there is and the colour it has where a page sets no other."""


def series_of(number: int) -> str:
    """Name the paint for fills and lines of the series at `number`, counted from 0."""
    return f"series-{number % HUES + 1}"


def label_of(number: int) -> str:
    """Name the paint for text and edges of the series at `number`, counted from 0."""
    return f"label-{number % HUES + 1}"


def css_paint(paint: str) -> str:
    """Write `paint` as CSS: a variable, and the colour to use where no page sets it."""
    return f"var(--pf-{paint}, {PAINTS[paint]})"


@contextmanager
def house_style() -> Iterator[None]:
    """Hold matplotlib to the house's settings."""
    import matplotlib as mpl

    settings: Any = {
        "font.family": ["DejaVu Sans"],
        "path.simplify": False,
        "path.snap": False,
        "path.sketch": None,
        "lines.scale_dashes": False,
        "axes.unicode_minus": True,
        "text.usetex": False,
        "text.parse_math": False,
        # Letters take the room that was measured only where they are not fitted to whole pixels.
        "text.hinting": "none",
    }
    with mpl.rc_context():
        # A person's own matplotlibrc must not show in what a site publishes.
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield

"""Axes of values: the round values along an edge, and the words that say where they start."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from plainfigures.draw.measure import measure, wrap
from plainfigures.draw.scale import tick_texts
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import SMALL
from plainfigures.figures.formats import show
from plainfigures.figures.units import Unit

__all__ = ["spread_labels", "start_text", "write_start", "write_ticks"]

APART = 12.0
"""Least distance between labels along an axis."""


def write_ticks(
    sheet: Sheet, unit: Unit, ticks: Sequence[Decimal], places: Sequence[float], top: float
) -> float:
    """Write as many of `ticks` as fit below a plot, and return where they end."""
    texts = tick_texts(ticks, unit)
    for index, x in spread_labels(places, [measure(text, SMALL) for text in texts], sheet.width):
        block = wrap(texts[index], sheet.width, SMALL)
        sheet.rule((places[index], top), (places[index], top + 5), "muted")
        sheet.write(block, x, top + 6, "muted", "middle")
    return top + 6 + SMALL * 1.3


def write_start(sheet: Sheet, unit: Unit, first: Decimal, left: float, top: float) -> float:
    """Say below an axis where it starts, unless that is zero; returns where the words end."""
    if not first:
        return top
    return sheet.write(wrap(start_text(first, unit), sheet.width - left, SMALL), left, top, "muted")


def start_text(first: Decimal, unit: Unit) -> str:
    """Say that an axis starts at `first`, not at zero."""
    return f"The scale starts at {show(first, unit)}, not at zero."


def spread_labels(
    places: Sequence[float], widths: Sequence[float], room: float
) -> list[tuple[int, float]]:
    """Choose labels along an axis that do not touch: the last, then every so many before it.

    Returns the index and the middle of each, moved inwards where it would leave the drawing.
    """
    middles = [
        min(max(place, width / 2), max(room - width / 2, width / 2))
        for place, width in zip(places, widths, strict=True)
    ]
    last = len(places) - 1
    for stride in range(1, last + 1):
        chosen = list(range(last, -1, -stride))[::-1]
        if all(
            middles[after] - widths[after] / 2 - (middles[before] + widths[before] / 2) >= APART
            for before, after in pairwise(chosen)
        ):
            # The first is worth more than the one after it, which it may push out.
            if chosen[0] and _clear(0, chosen[0], middles, widths):
                chosen.insert(0, 0)
            elif chosen[0] and len(chosen) > 2 and _clear(0, chosen[1], middles, widths):
                chosen[0] = 0
            return [(index, middles[index]) for index in chosen]
    return [(last, middles[last])]


def _clear(first: int, second: int, middles: Sequence[float], widths: Sequence[float]) -> bool:
    gap = middles[second] - widths[second] / 2 - (middles[first] + widths[first] / 2)
    return gap >= APART

"""Axes of values: the round values along an edge, and the words that say where they start."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from plainfigures.draw.measure import measure, wrap
from plainfigures.draw.scale import tick_texts
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import LEADING, SMALL
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
    widths = [measure(text, SMALL) for text in texts]
    middles = _keep_inside(places, widths, sheet.width)
    for index in _thin_out(range(len(texts)), middles, widths):
        block = wrap(texts[index], sheet.width, SMALL)
        sheet.rule((places[index], top), (places[index], top + 5), "muted")
        sheet.write(block, middles[index], top + 6, "muted", "middle")
    return top + 6 + SMALL * LEADING


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

    The first is kept too, and may push out the one after it. Returns the index and the middle of
    each, moved inwards where it would leave the drawing.
    """
    middles = _keep_inside(places, widths, room)
    chosen = _thin_out(range(len(places) - 1, -1, -1), middles, widths)[::-1]
    if chosen[0] and _apart(0, chosen[0], middles, widths):
        chosen.insert(0, 0)
    elif chosen[0] and len(chosen) > 2 and _apart(0, chosen[1], middles, widths):
        chosen[0] = 0
    return [(index, middles[index]) for index in chosen]


def _keep_inside(places: Sequence[float], widths: Sequence[float], room: float) -> list[float]:
    return [
        min(max(place, width / 2), max(room - width / 2, width / 2))
        for place, width in zip(places, widths, strict=True)
    ]


def _thin_out(order: Sequence[int], middles: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Take every so many of `order`, the first of them always, until none touch."""
    for stride in range(1, len(order) + 1):
        chosen = list(order[::stride])
        if all(_apart(min(pair), max(pair), middles, widths) for pair in pairwise(chosen)):
            return chosen
    return list(order[:1])


def _apart(before: int, after: int, middles: Sequence[float], widths: Sequence[float]) -> bool:
    gap = middles[after] - widths[after] / 2 - (middles[before] + widths[before] / 2)
    return gap >= APART

"""Breaks in a series: an upright dashed line where a line chart was counted anew."""

from collections.abc import Sequence

from plainfigures.draw.measure import wrap
from plainfigures.draw.place import Area, free_place
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import SMALL
from plainfigures.draw.trace import Trace

__all__ = ["write_breaks"]

WORD = "break"
HALF = 2.0
"""Room taken on either side of the line, so that no other word stands on it."""


def write_breaks(sheet: Sheet, traces: Sequence[Trace], plot: Area) -> list[Area]:
    """Draw each break in the series across the plot, named; returns the room that they take.

    A break stands half way between the last place counted in the old way and the first in the new.
    Where no room is left for its name, the words below the plot tell of it all the same.
    """
    places = sorted({spot.x for trace in traces for spot in trace.spots})
    taken = []
    for start in traces[0].breaks:
        before = [x for x in places if x < start]
        after = [x for x in places if x >= start]
        if not before or not after:
            continue
        x = (before[-1] + after[0]) / 2
        sheet.line([(x, plot.top), (x, plot.bottom)], "muted", 1.5, dashed=True)
        taken.append(Area(x - HALF, plot.top, x + HALF, plot.bottom))
    for line in list(taken):
        block = wrap(WORD, plot.right - plot.left, SMALL)
        middle = (line.left + line.right) / 2
        lines = [trace.places for trace in traces]
        size = (block.width, block.height)
        place = free_place(size, (middle, plot.top + block.height / 2), plot, taken, lines, 6)
        if place:
            taken.append(place)
            sheet.write(block, place.left, place.top, "muted")
    return taken

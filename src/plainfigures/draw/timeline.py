"""A timeline: events from top to bottom in the order of their dates."""

from collections.abc import Sequence

from plainfigures.draw.measure import Block, clean, measure, wrap
from plainfigures.draw.rows import write_key
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import MARKERS, SMALL
from plainfigures.draw.words import day_text, remarks_on, value_text
from plainfigures.figures.formats import capitalise
from plainfigures.figures.pictures import Picture, Point

__all__ = ["lay_out_timeline"]

DOT = 10.0
BESIDE = 18.0
"""Between the line and the text on either side of it."""

EVENT_GAP = 16.0
DATE_SHARE = 0.28
MEASURE = 440.0
"""Longest line of an event's text, for the eye's sake."""

UNDATED = "~"
"""Sorts after every date."""


def lay_out_timeline(picture: Picture, sheet: Sheet) -> float:
    """Lay out one event below the other and return the height taken."""
    events = sorted(
        ((number, point) for number, run in enumerate(picture.series) for point in run.points),
        key=lambda event: event[1].when or UNDATED,
    )
    line = _line_place(sheet, [_date_text(point) for _, point in events])
    left = line + BESIDE
    room = min(sheet.width - left, MEASURE)
    top = write_key(sheet, picture, 0, swatch="marker")
    places: list[tuple[float, float]] = []
    for number, point in events:
        when = wrap(_date_text(point), room if sheet.narrow else line - BESIDE, SMALL, bold=True)
        dated = sheet.write(when, left if sheet.narrow else 0, top)
        bottom = sheet.write(wrap(point.label, room), left, dated if sheet.narrow else top - 1)
        bottom = sheet.write(_note(picture, point, room), left, bottom, "muted")
        places.append((line, top + SMALL * 0.72))
        hollow = bool({"forecast", "provisional"} & set(point.marks))
        sheet.mark(places[-1:], MARKERS[number], number, hollow, DOT)
        top = max(bottom, dated) + EVENT_GAP
    if len(places) > 1:
        sheet.line([places[0], places[-1]], "rule", 2, under=True)
    return top - EVENT_GAP + 4


def _line_place(sheet: Sheet, dates: Sequence[str]) -> float:
    """Find where the line of dots stands: at the left edge, or right of the dates."""
    if sheet.narrow:
        return DOT / 2 + 2
    widest = max(measure(clean(text), SMALL, bold=True) for text in dates)
    return min(widest, DATE_SHARE * sheet.width) + 1 + BESIDE


def _date_text(point: Point) -> str:
    """Write when an event was: as the chart says it, or from its day."""
    return point.shown if point.value is None and point.shown else day_text(point.when)


def _note(picture: Picture, point: Point, room: float) -> Block:
    valued = point.value is not None
    remarks = [value_text(point, picture.unit)] if valued else remarks_on(point)
    words = [capitalise(text) for text in (", ".join(remarks), point.note, point.reason) if text]
    return wrap(". ".join(word.rstrip(".") for word in words), room, SMALL)

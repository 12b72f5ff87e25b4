"""A stacked bar: one whole and the parts that it is made of.

It stands upright, so that each part has its label beside it however thin the part and however long
the label; labels that would touch are moved apart and tied to their part by a line. All parts have
one colour: which is which is said in words, not by a key.
"""

from decimal import Decimal
from itertools import accumulate, pairwise

from msgspec import Struct

from plainfigures.draw.bars import texture_of
from plainfigures.draw.measure import Block, clean, measure, wrap
from plainfigures.draw.place import push_apart
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import SMALL
from plainfigures.draw.words import missing_text, value_text
from plainfigures.errors import ChartProblem
from plainfigures.figures.formats import base_text
from plainfigures.figures.pictures import Picture, Point

__all__ = ["lay_out_stacked"]

TALL = 320.0
THICK = {True: 72.0, False: 120.0}
LEADER = 38.0
COLUMN_GAP = 14.0
VALUE_ROOM = 140.0
"""Widest that the column of values may be."""

LABEL_GAP = 8.0
SEAM = 2.0
"""Gap between parts, in the colour of the ground."""

REST = "Rest of the total"
ROUNDING = Decimal("0.005")
"""A rest that is a smaller share of the total comes of rounding, and is not drawn."""


class _Part(Struct, frozen=True):
    """A part of the bar: its share of the whole, what is written beside it, how it is filled."""

    share: float
    name: Block
    value: Block
    texture: str

    beside: bool
    """Whether the value stands left of the name, in a column, and not below it."""

    @property
    def height(self) -> float:
        both = (self.name.height, self.value.height)
        return max(both) if self.beside else sum(both)


def lay_out_stacked(picture: Picture, sheet: Sheet) -> float:
    """Lay out a bar of parts with their labels and return the height taken.

    A point marked "total" is the whole; without one, the whole is what the parts come to. Raises
    ChartProblem for a part below zero, which no bar of parts can show.
    """
    thick = THICK[sheet.narrow]
    left = thick + LEADER
    column = 0.0 if sheet.narrow else _value_column(picture)
    parts = _read_parts(picture, sheet.width - left, column)
    top = _write_whole(picture, sheet)
    labels = sum(part.height for part in parts) + LABEL_GAP * max(0, len(parts) - 1)
    tall = max(TALL, labels) if parts else 0.0
    ends = [0.0, *accumulate(part.share * tall for part in parts)]
    middles = [top + (start + end) / 2 for start, end in pairwise(ends)]
    tops = push_apart(middles, [part.height for part in parts], top, top + tall, gap=LABEL_GAP)
    for part, start, middle, label in zip(parts, ends, middles, tops, strict=False):
        height = part.share * tall
        if height:
            seam = min(SEAM, height / 2)
            sheet.bar(0, top + start, thick, height - seam, 0, part.texture)
        centre = label + part.height / 2
        sheet.line(
            [(thick + 3, middle), (thick + 11, middle), (left - 14, centre), (left - 6, centre)],
            "muted",
        )
        if part.beside:
            sheet.write(part.value, left, label)
            sheet.write(part.name, left + column if part.value.lines else left, label)
        else:
            sheet.write(part.value, left, sheet.write(part.name, left, label))
    return _write_missing(picture, sheet, top + tall + 10)


def _read_parts(picture: Picture, room: float, column: float) -> list[_Part]:
    points = [point for point in picture.series[0].points if "total" not in point.marks]
    held = [(point, point.value) for point in points if point.value is not None]
    for point, value in held:
        if value < 0:
            raise ChartProblem(
                f'The chart "{picture.id}" has the part "{point.label}" at {base_text(value)}, '
                "and a whole cannot hold a part below zero.",
                'Use the form "waterfall", which shows what adds and what takes away.',
            )
    total = sum((value for _, value in held), Decimal(0))
    whole = max([total, *(point.value for point in _wholes(picture) if point.value is not None)])
    divisor = whole or Decimal(1)
    parts = [
        _Part(
            float(value / divisor),
            wrap(point.label, room - column),
            wrap(
                value_text(point, picture.unit), column - COLUMN_GAP if column else room, bold=True
            ),
            texture_of(point, usual="solid"),
            bool(column),
        )
        for point, value in held
    ]
    if (whole - total) / divisor > ROUNDING:
        rest = float((whole - total) / divisor)
        parts.append(_Part(rest, wrap(REST, room - column), Block(()), "hollow", bool(column)))
    return parts


def _value_column(picture: Picture) -> float:
    """Find the width of the column of values, with the gap after it."""
    texts = [value_text(point, picture.unit) for point in picture.series[0].points]
    return min(max(measure(clean(text), bold=True) for text in texts) + 1, VALUE_ROOM) + COLUMN_GAP


def _wholes(picture: Picture) -> list[Point]:
    return [point for point in picture.series[0].points if "total" in point.marks]


def _write_whole(picture: Picture, sheet: Sheet) -> float:
    bottom = 0.0
    for point in _wholes(picture):
        text = f"{point.label}: {value_text(point, picture.unit)}"
        bottom = sheet.write(wrap(text, sheet.width, bold=True), 0, bottom) + 8
    return bottom


def _write_missing(picture: Picture, sheet: Sheet, top: float) -> float:
    for point in picture.series[0].points:
        if point.value is None and "total" not in point.marks:
            text = f"{point.label}: {missing_text(point)}"
            top = sheet.write(wrap(text, sheet.width, SMALL), 0, top, "muted")
    return top

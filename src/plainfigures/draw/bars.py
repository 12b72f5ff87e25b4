"""Bars: one or several for each label, lying down, from a zero line to the right or left."""

from collections.abc import Sequence

from msgspec import Struct

from plainfigures.draw.measure import Block, wrap
from plainfigures.draw.rows import draw_zero, frame_rows, gather_rows, write_key
from plainfigures.draw.scale import fit, ratios
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import SMALL
from plainfigures.draw.words import value_text
from plainfigures.figures.pictures import Picture, Point

__all__ = [
    "TEXT_GAP",
    "lay_out_bars",
    "lay_out_diverging_bars",
    "lay_out_grouped_bars",
    "texture_of",
]

TEXT_GAP = 7.0
TEXT_SHARE = 0.46
"""Most of the plot's width that the text beside a bar may take; less where bars go both ways."""

BELOW_ZERO = 1
"""Bars below zero are drawn as the second series is; which side they lie on says the same."""


class _Size(Struct, frozen=True):
    thick: float
    between: float
    after: float


SINGLE = _Size(thick=24, between=0, after=14)
GROUPED = _Size(thick=19, between=4, after=20)


def lay_out_bars(picture: Picture, sheet: Sheet) -> float:
    """Lay out one bar for each label and return the height taken."""
    return _lay_out(picture, sheet, SINGLE, turned=False)


def lay_out_diverging_bars(picture: Picture, sheet: Sheet) -> float:
    """Lay out bars on both sides of zero and return the height taken."""
    return _lay_out(picture, sheet, SINGLE, turned=True)


def lay_out_grouped_bars(picture: Picture, sheet: Sheet) -> float:
    """Lay out a group of bars for each label, one for each series, and return the height taken."""
    return _lay_out(picture, sheet, GROUPED, turned=False)


def texture_of(point: Point, usual: str = "") -> str:
    """Name the texture that tells a point's standing without colour."""
    if "suspect" in point.marks:
        return "dashed"
    if {"forecast", "provisional"} & set(point.marks):
        return "hatched"
    return usual


def _lay_out(picture: Picture, sheet: Sheet, size: _Size, turned: bool) -> float:
    rows = gather_rows(picture.series)
    frame = frame_rows(sheet, [row.label for row in rows], [row.strong for row in rows])
    cells = [cell or Point(row.label) for row in rows for cell in row.cells]
    lengths = ratios(cell.value for cell in cells)
    texts = _texts(picture, cells, frame.room, both=min(lengths) < 0 < max(lengths))
    zero, unit = _fit(lengths, texts, frame.room)
    zero += frame.left
    top = write_key(sheet, picture, frame.left)
    strokes: list[tuple[float, float]] = []
    each = len(picture.series)
    for number in range(len(rows)):
        share = slice(number * each, (number + 1) * each)
        heights = [max(size.thick, text.height) for text in texts[share]]
        height = sum(heights) + size.between * (each - 1)
        y, bottom = frame.open_row(sheet, number, top, height)
        strokes.append((y, y + height))
        for index, (cell, length, text) in enumerate(
            zip(cells[share], lengths[share], texts[share], strict=True)
        ):
            middle = y + heights[index] / 2
            hue = BELOW_ZERO if turned and length < 0 else index
            _lay_bar(sheet, cell, hue, (zero, length * unit, middle, size.thick))
            _write_value(sheet, cell, text, zero + length * unit, middle, length < 0)
            y += heights[index] + size.between
        top = bottom + size.after
    draw_zero(sheet, frame, zero, strokes)
    return top - size.after + 4


def _texts(picture: Picture, cells: Sequence[Point], room: float, both: bool) -> list[Block]:
    share = TEXT_SHARE * 0.8 if both else TEXT_SHARE
    return [
        wrap(value_text(cell, picture.unit), share * room)
        if cell.value is not None
        else wrap(value_text(cell, picture.unit), share * room, SMALL)
        for cell in cells
    ]


def _fit(lengths: Sequence[float], texts: Sequence[Block], room: float) -> tuple[float, float]:
    ends = [(length, text.width + TEXT_GAP) for length, text in zip(lengths, texts, strict=True)]
    lefts = [end for end in ends if end[0] < 0]
    rights = [end for end in ends if end[0] >= 0]
    return fit([(0.0, 0.0), *lefts], [(0.0, 0.0), *rights], room)


def _lay_bar(sheet: Sheet, cell: Point, hue: int, at: tuple[float, float, float, float]) -> None:
    zero, length, middle, thick = at
    if cell.value is None or not cell.value:
        return
    # A value that is not nothing is never drawn as nothing.
    length = length if abs(length) >= 1 else (1.0 if cell.value > 0 else -1.0)
    left = min(zero, zero + length)
    sheet.bar(left, round(middle - thick / 2), abs(length), thick, hue, texture_of(cell))


def _write_value(
    sheet: Sheet, cell: Point, text: Block, end: float, middle: float, leftwards: bool
) -> None:
    paint = "muted" if cell.value is None else "ink"
    if leftwards:
        sheet.write_level(text, end - TEXT_GAP, middle, paint, "end")
    else:
        sheet.write_level(text, end + TEXT_GAP, middle, paint)

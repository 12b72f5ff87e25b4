"""Dots: one or two values for each label on one line, and the way between them."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from plainfigures.draw.axis import write_start, write_ticks
from plainfigures.draw.measure import Block, wrap
from plainfigures.draw.rows import Frame, Row, frame_rows, gather_rows, write_key
from plainfigures.draw.scale import fit, mark_axis, ratios
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import SMALL
from plainfigures.draw.words import missing_text, value_text
from plainfigures.errors import ChartProblem
from plainfigures.figures.pictures import Picture, Point

__all__ = ["lay_out_dots"]

ROW_HEIGHT = 24.0
ROW_GAP = 12.0
TEXT_GAP = 12.0
TEXT_SHARE = 0.3
"""Most of the plot's width that the value on either side of the dots may take."""

DOT = 12.0
NOTHING = Block(())


class _Line(Struct, frozen=True):
    """A row ready to be set: its dots from left to right, the values beside them, what lacks."""

    dots: tuple[tuple[int, Point], ...]
    left: Block
    right: Block
    absent: Block

    @property
    def alone(self) -> Block:
        """What is missing, where there is no dot and it takes the row for itself."""
        return NOTHING if self.dots else self.absent


def lay_out_dots(picture: Picture, sheet: Sheet) -> float:
    """Lay out a row of one or two dots for each label and return the height taken."""
    rows = gather_rows(picture.series)
    frame = frame_rows(sheet, [row.label for row in rows], [row.strong for row in rows])
    lines = [_read_row(picture, row, frame.room) for row in rows]
    values = [_value(point) for line in lines for _, point in line.dots]
    if not values:
        raise ChartProblem(
            f'The chart "{picture.id}" has no value to place a dot by.',
            "Give it at least one figure that is published, or use a table.",
        )
    ticks = mark_axis(values, 4 if sheet.narrow else 6)
    peak = max(abs(tick) for tick in ticks)
    zero, unit = _fit(lines, ratios(ticks), peak, frame.room)

    def place(value: Decimal) -> float:
        return frame.left + zero + unit * float(value / peak)

    top = write_key(sheet, picture, frame.left, swatch="dot")
    for number, line in enumerate(lines):
        height = max(ROW_HEIGHT, line.left.height, line.right.height, line.alone.height)
        y, bottom = frame.open_row(sheet, number, top, height)
        middle = round(y + height / 2) + 0.5
        if line.dots:
            places = [place(_value(point)) for _, point in line.dots]
            _draw_row(sheet, frame, line, places, middle)
            _lay_dots(sheet, line, places, middle)
            below = bottom if frame.above else max(y + height, bottom - line.absent.height)
            bottom = max(bottom, sheet.write(line.absent, frame.left, below, "muted"))
        else:
            sheet.write_level(line.alone, frame.left, middle, "muted")
        top = bottom + ROW_GAP
    axis = write_ticks(sheet, picture.unit, ticks, [place(tick) for tick in ticks], top - 4)
    return write_start(sheet, picture.unit, ticks[0], frame.left, axis)


def _read_row(picture: Picture, row: Row, room: float) -> _Line:
    cells = [(index, cell or Point(row.label)) for index, cell in enumerate(row.cells)]
    dots = sorted(
        (pair for pair in cells if pair[1].value is not None), key=lambda pair: _value(pair[1])
    )
    texts = [value_text(point, picture.unit) for _, point in dots]
    if len(texts) > 1 and texts[0] == texts[-1]:
        del texts[0]
    missing = [
        missing_text(point)
        if len(cells) == 1
        else f"{picture.series[index].label}: {missing_text(point)}"
        for index, point in cells
        if point.value is None
    ]
    most = TEXT_SHARE * room
    return _Line(
        tuple(dots),
        wrap(texts[0], most) if len(texts) > 1 else NOTHING,
        wrap(texts[-1], most) if texts else NOTHING,
        wrap("; ".join(missing), room, SMALL),
    )


def _fit(
    lines: Sequence[_Line], ticks: Sequence[float], peak: Decimal, room: float
) -> tuple[float, float]:
    lefts, rights = [(ticks[0], DOT / 2)], [(ticks[-1], DOT / 2)]
    for line in lines:
        if line.dots:
            first, last = (float(_value(line.dots[end][1]) / peak) for end in (0, -1))
            lefts.append((first, line.left.width + TEXT_GAP))
            rights.append((last, line.right.width + TEXT_GAP))
    return fit(lefts, rights, room)


def _draw_row(sheet: Sheet, frame: Frame, line: _Line, places: Sequence[float], y: float) -> None:
    """Draw the hairline of a row up to the values beside its dots, and on from there."""
    start = places[0] - (line.left.width + TEXT_GAP + 6 if line.left.lines else 0)
    end = places[-1] + line.right.width + TEXT_GAP + 6
    if start > frame.left:
        sheet.rule((frame.left, y - 0.5), (start, y - 0.5))
    if end < frame.right:
        sheet.rule((end, y - 0.5), (frame.right, y - 0.5))


def _lay_dots(sheet: Sheet, line: _Line, places: Sequence[float], middle: float) -> None:
    if len(places) > 1:
        sheet.line([(places[0], middle), (places[-1], middle)], "muted", 2)
    # The hollow dot of the first series is larger, and shows around the second at the same place.
    for (index, point), x in sorted(
        zip(line.dots, places, strict=True), key=lambda pair: pair[0][0]
    ):
        first_of_two = index == 0 and len(line.dots) > 1
        hollow = first_of_two or "suspect" in point.marks
        sheet.mark([(x, middle)], "o", index, hollow, DOT if first_of_two else DOT - 3)
    sheet.write_level(line.left, places[0] - TEXT_GAP, middle, anchor="end")
    sheet.write_level(line.right, places[-1] + TEXT_GAP, middle)


def _value(point: Point) -> Decimal:
    return point.value if point.value is not None else Decimal(0)

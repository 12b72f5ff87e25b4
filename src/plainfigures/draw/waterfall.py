"""A waterfall: how a total comes about, each part starting where the one before it ended."""

from decimal import Decimal

from msgspec import Struct

from plainfigures.draw.bars import TEXT_GAP, texture_of
from plainfigures.draw.measure import Block, wrap
from plainfigures.draw.rows import draw_zero, frame_rows
from plainfigures.draw.scale import fit
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import BODY, SMALL
from plainfigures.draw.words import signed_text, value_text
from plainfigures.figures.pictures import Picture, Point

__all__ = ["lay_out_waterfall"]

THICK = 24.0
ROW_GAP = 14.0
TEXT_SHARE = 0.44
ADDS, TAKES, STANDS = 0, 1, 4
"""Which series' paint a part that adds, a part that takes away, and a total have."""


class _Bar(Struct, frozen=True):
    """A bar from one value to another, as shares of the largest, and the text beside it."""

    point: Point
    start: float
    end: float
    text: Block

    @property
    def low(self) -> float:
        return min(self.start, self.end)

    @property
    def high(self) -> float:
        return max(self.start, self.end)

    @property
    def hue(self) -> int:
        if _stands(self.point):
            return STANDS
        return TAKES if self.end < self.start else ADDS


def lay_out_waterfall(picture: Picture, sheet: Sheet) -> float:
    """Lay out a bar for each part, totals standing on zero, and return the height taken."""
    points = picture.series[0].points
    frame = frame_rows(
        sheet, [point.label for point in points], [_stands(point) for point in points]
    )
    bars = _stack(picture, frame.room)
    zero, unit = fit(
        [(0.0, 0.0), *((bar.low, 0.0) for bar in bars)],
        [(bar.high, bar.text.width + TEXT_GAP) for bar in bars],
        frame.room,
    )
    zero += frame.left
    top, foot = 0.0, 0.0
    rows: list[tuple[float, float]] = []
    struck: set[int] = set()
    for number, bar in enumerate(bars):
        height = max(THICK, bar.text.height)
        y, bottom = frame.open_row(sheet, number, top, height)
        head = round(y + (height - THICK) / 2)
        left, length = zero + unit * bar.low, unit * (bar.high - bar.low)
        if bar.point.value:
            texture = texture_of(bar.point, usual="solid")
            sheet.bar(left, head, max(length, 1.0), THICK, bar.hue, texture)
        paint = "muted" if bar.point.value is None else "ink"
        value = left + length + TEXT_GAP
        sheet.write_level(bar.text, value, y + height / 2, paint)
        if value <= zero <= value + bar.text.width:
            struck.add(number)
        if number:
            reached = zero + unit * bars[number - 1].end
            label = frame.labels[number] if frame.above else Block(())
            # A stated total may fall short of its parts, with its value where the line comes down.
            end = y if value <= reached <= value + bar.text.width else head
            _connect(sheet, reached, (foot, end), (top, label))
        rows.append((y, y + height))
        # A part without a value has no bar: the way goes on from where the last one ended.
        foot = head + THICK if bar.point.value else head
        top = bottom + ROW_GAP
    draw_zero(sheet, frame, zero, rows, struck)
    return top - ROW_GAP + 4


def _stands(point: Point) -> bool:
    return bool({"total", "start"} & set(point.marks))


def _stack(picture: Picture, room: float) -> list[_Bar]:
    """Find where each bar starts and ends, in the order given."""
    ends: list[tuple[Decimal, Decimal]] = []
    reached = Decimal(0)
    points = picture.series[0].points
    for point in points:
        if point.value is None:
            ends.append((reached, reached))
            continue
        start = Decimal(0) if _stands(point) else reached
        reached = start + point.value
        ends.append((start, reached))
    peak = max(max(abs(start), abs(end)) for start, end in ends) or Decimal(1)
    return [
        _Bar(point, float(start / peak), float(end / peak), _text(picture, point, room))
        for point, (start, end) in zip(points, ends, strict=True)
    ]


def _text(picture: Picture, point: Point, room: float) -> Block:
    write = value_text if _stands(point) else signed_text
    size = SMALL if point.value is None else BODY
    return wrap(write(point, picture.unit), TEXT_SHARE * room, size)


def _connect(
    sheet: Sheet, x: float, between: tuple[float, float], label: tuple[float, Block]
) -> None:
    """Draw a line from one bar down to the next, leaving out a label that stands in its way."""
    start, end = between
    top, block = label
    stops = [(start, end)]
    if block.lines and x < block.width + 4:
        stops = [(start, top), (top + block.height, end)]
    for upper, lower in stops:
        if lower - upper > 1:
            sheet.rule((x, upper), (x, lower), "muted")

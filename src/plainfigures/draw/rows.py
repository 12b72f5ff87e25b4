"""What the forms made of rows share: labels beside or above, and cells found by label."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from plainfigures.draw.measure import Block, clean, measure, wrap
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import MARKERS, SMALL, label_of
from plainfigures.figures.pictures import Picture, Point, Series

__all__ = ["Frame", "Row", "draw_zero", "frame_rows", "gather_rows", "write_key"]

LABEL_SHARE = 0.4
"""Most of a wide drawing's width that labels may take."""

LABEL_GAP = 16.0
ABOVE_GAP = 3.0
"""Between a label and the bar below it, in a narrow drawing."""


class Row(Struct, frozen=True):
    """One label and the point of each series that bears it; None where a series has none."""

    label: str
    cells: tuple[Point | None, ...]

    @property
    def strong(self) -> bool:
        """Whether the row is a total, which is set in bold."""
        return any(cell is not None and "total" in cell.marks for cell in self.cells)


class Frame(Struct, frozen=True):
    """Where labels and plot stand: side by side when wide, label above plot when narrow."""

    left: float
    right: float
    labels: tuple[Block, ...]
    above: bool

    @property
    def room(self) -> float:
        """Width of the plot."""
        return self.right - self.left

    def open_row(self, sheet: Sheet, number: int, top: float, height: float) -> tuple[float, float]:
        """Write the label of a row whose plot is `height` high.

        Returns the top of the plot and the bottom of the row.
        """
        label = self.labels[number]
        if self.above:
            start = sheet.write(label, 0, top) + (ABOVE_GAP if label.lines else 0)
            return start, start + height
        tall = max(height, label.height)
        sheet.write_level(label, 0, top + tall / 2)
        return top + (tall - height) / 2, top + tall


def gather_rows(series: Sequence[Series]) -> list[Row]:
    """Find the rows of several series: one for each label, in the order of first mention.

    A label that a series bears twice makes two rows.
    """
    cells: dict[tuple[str, int], list[Point | None]] = {}
    for index, run in enumerate(series):
        seen: Counter[str] = Counter()
        for point in run.points:
            key = (point.label, seen[point.label])
            seen[point.label] += 1
            cells.setdefault(key, [None] * len(series))[index] = point
    return [Row(label, tuple(found)) for (label, _), found in cells.items()]


def frame_rows(sheet: Sheet, labels: Iterable[str], strong: Sequence[bool] = ()) -> Frame:
    """Set the labels of rows and find the room that is left for the plot."""
    texts = list(labels)
    bold = strong or [False] * len(texts)
    if sheet.narrow:
        room = sheet.width
    else:
        widest = max(
            (measure(clean(text), bold=heavy) for text, heavy in zip(texts, bold, strict=True)),
            default=0.0,
        )
        room = min(widest + 1, LABEL_SHARE * sheet.width)
    blocks = tuple(wrap(text, room, bold=heavy) for text, heavy in zip(texts, bold, strict=True))
    taken = max((block.width for block in blocks), default=0.0)
    left = 0.0 if sheet.narrow or not taken else taken + LABEL_GAP
    return Frame(left, sheet.width, blocks, sheet.narrow)


def draw_zero(
    sheet: Sheet,
    frame: Frame,
    zero: float,
    rows: Sequence[tuple[float, float]],
    struck: Collection[int] = (),
) -> None:
    """Draw the line that bars start from; `rows` are the tops and bottoms of their bars.

    It is broken where labels stand above the bars, and left out in the rows that are `struck`,
    whose values stand across it.
    """
    strokes: list[tuple[float, float]] = []
    for number, (top, bottom) in enumerate(rows):
        if number in struck:
            continue
        if strokes and not frame.above and number - 1 not in struck:
            strokes[-1] = (strokes[-1][0], bottom)
        else:
            strokes.append((top, bottom))
    for top, bottom in strokes:
        sheet.rule((zero, max(top - 3, 0)), (zero, bottom + 3), "muted")


def write_key(sheet: Sheet, picture: Picture, left: float, swatch: str = "bar") -> float:
    """Name the series above the first row, each beside its own ink; returns where that ends.

    `swatch` is "bar", "dot" (the first hollow) or "marker" (a shape for each). A chart of one
    series needs no key.
    """
    if len(picture.series) < 2:
        return 0.0
    x, top, bottom = left, 0.0, 0.0
    for number, series in enumerate(picture.series):
        block = wrap(series.label, sheet.width - left - 22, SMALL, bold=True)
        if x > left and x + 22 + block.width > sheet.width:
            x, top = left, bottom + 2
        middle = top + block.leading / 2
        if swatch == "bar":
            sheet.bar(x, round(middle - 6), 14, 13, number)
        else:
            dot = swatch == "dot"
            shape = "o" if dot else MARKERS[number]
            sheet.mark([(x + 7, middle)], shape, number, hollow=dot and not number, size=11)
        sheet.write(block, x + 22, top, label_of(number))
        bottom = max(bottom, top + max(block.height, block.leading))
        x += 22 + block.width + 22
    return bottom + 12

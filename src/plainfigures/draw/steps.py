"""Steps: judgements on an ordered scale, drawn as a staircase with a row for each thing judged."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from plainfigures.draw.measure import Block, clean, measure, wrap
from plainfigures.draw.rows import Frame, Row, frame_rows, gather_rows
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import MARKERS, SMALL
from plainfigures.draw.words import NOT_PUBLISHED, remarks_on
from plainfigures.errors import ChartProblem
from plainfigures.figures.formats import joined
from plainfigures.figures.pictures import Picture

__all__ = ["lay_out_steps"]

DOT = 13.0
ROW_GAP = 16.0
RISE = 8.0
"""How much higher each tread stands than the one before, where no name needs more."""

INSET = 4.0
ARROW = 5.0


class _Stop(Struct, frozen=True):
    """A marker on a row: whose it is, and where it stands."""

    number: int
    step: int
    x: float


class _Name(Struct, frozen=True):
    """A step's name, and where it is set."""

    block: Block
    x: float
    anchor: str


def lay_out_steps(picture: Picture, sheet: Sheet) -> float:
    """Lay out a row for each thing judged, one marker for each series, and return the height.

    Raises ChartProblem where the picture has no steps, or a point stands on none of them.
    """
    _check(picture)
    rows = gather_rows(picture.series)
    frame = frame_rows(sheet, [row.label for row in rows], [row.strong for row in rows])
    top = _write_stairs(picture, sheet, frame) + ROW_GAP
    for number, row in enumerate(rows):
        stops = _find_stops(picture, row, frame)
        named = stops if len(picture.series) > 1 or not number else []
        names = _name_stops(picture, named, frame)
        above = max((block.height for _, block in names), default=0.0)
        words = wrap(_words(picture, row, in_full=sheet.narrow), frame.room, SMALL)
        track = above + DOT + 4 if stops else 0.0
        y, bottom = frame.open_row(sheet, number, top, track + words.height)
        if stops:
            _draw_track(sheet, picture, frame, stops, round(y + above + DOT / 2 + 1) + 0.5)
        for x, block in names:
            sheet.write(block, x, y + above - block.height, anchor="middle")
        sheet.write(words, frame.left, y + track, "muted")
        top = bottom + ROW_GAP
    return top - ROW_GAP + 4


def _check(picture: Picture) -> None:
    if not picture.steps:
        raise ChartProblem(
            f'The chart "{picture.id}" has no steps.',
            "Name the steps of its scale, the lowest first.",
        )
    for series in picture.series:
        for point in series.points:
            if point.step is not None and not 0 <= point.step < len(picture.steps):
                raise ChartProblem(
                    f'The chart "{picture.id}" puts "{point.label}" on step {point.step}, '
                    f"and its scale has the steps 0 to {len(picture.steps) - 1}.",
                    "Give the point a step of the scale, counted from 0.",
                )


def _write_stairs(picture: Picture, sheet: Sheet, frame: Frame) -> float:
    """Draw the staircase with a name on each tread, and return where its foot is."""
    names = _set_names(picture, frame)
    level, levels = 0.0, []
    for number, name in enumerate(names):
        if number:
            # A name that is wider than its tread needs the treads beside it out of its way.
            before = names[number - 1]
            clear = before.block.height + 8 if "start" in {before.anchor, name.anchor} else 0.0
            back = before.block.height + 3 if name.anchor == "end" else 0.0
            level += max(RISE, clear, back)
        levels.append(level)
    height = max(level + name.block.height for level, name in zip(levels, names, strict=True))
    wide = frame.room / len(names)
    for number, (level, name) in enumerate(zip(levels, names, strict=True)):
        tread = height - level + 4
        sheet.write(name.block, name.x, tread - 4 - name.block.height, anchor=name.anchor)
        start = frame.left + number * wide
        sheet.line([(start + INSET, tread), (start + wide - INSET, tread)], "series-1", 3)
    return height + 6


def _set_names(picture: Picture, frame: Frame) -> list[_Name]:
    """Set each step's name on its tread, or reaching out over its neighbours where it must."""
    wide = frame.room / len(picture.steps)
    names = []
    for number, text in enumerate(picture.steps):
        start = frame.left + number * wide
        end = start + wide
        longest = max(measure(word, SMALL) for word in clean(text).split(" "))
        if longest <= wide - 4:
            names.append(_Name(wrap(text, wide - 4, SMALL), end - wide / 2, "middle"))
        elif longest <= end - frame.left - INSET:
            names.append(_Name(wrap(text, end - frame.left - INSET, SMALL), end - INSET, "end"))
        else:
            room = frame.right - start - INSET
            names.append(_Name(wrap(text, room, SMALL), start + INSET, "start"))
    return names


def _find_stops(picture: Picture, row: Row, frame: Frame) -> list[_Stop]:
    """Place the markers of a row; those on the same step stand side by side."""
    wide = frame.room / len(picture.steps)
    held = [
        (number, cell.step)
        for number, cell in enumerate(row.cells)
        if cell is not None and cell.step is not None
    ]
    stops = []
    for index, (number, step) in enumerate(held):
        same = [other for other, at in held if at == step]
        aside = same.index(number) - (len(same) - 1) / 2
        # Coming down the scale, the earlier stands on the right, where the arrow arrives.
        earlier = next((at for _, at in held[:index] if at != step), step)
        way = -1 if earlier > step else 1
        centre = frame.left + (step + 0.5) * wide
        stops.append(_Stop(number, step, centre + way * aside * (DOT + 5)))
    return stops


def _name_stops(
    picture: Picture, stops: Sequence[_Stop], frame: Frame
) -> list[tuple[float, Block]]:
    """Write which series the markers on each step are of, above the step.

    Each takes the room up to half way to the next, and moves aside at the edges of the drawing.
    """
    wide = frame.room / len(picture.steps)
    steps = sorted({stop.step for stop in stops})
    middles = [frame.left + (step + 0.5) * wide for step in steps]
    halves = [(one + other) / 2 for one, other in pairwise(middles)]
    edges = [frame.left, *halves, frame.right]
    names = []
    for step, middle, (low, high) in zip(steps, middles, pairwise(edges), strict=False):
        labels = [picture.series[stop.number].label for stop in stops if stop.step == step]
        block = wrap(joined(labels), high - low - INSET, SMALL)
        half = block.width / 2
        names.append((min(max(middle, low + half), high - half), block))
    return names


def _draw_track(
    sheet: Sheet, picture: Picture, frame: Frame, stops: Sequence[_Stop], y: float
) -> None:
    wide = frame.room / len(picture.steps)
    sheet.rule((frame.left + INSET, y - 0.5), (frame.right - INSET, y - 0.5))
    for number in range(1, len(picture.steps)):
        x = frame.left + number * wide
        sheet.rule((x, y - 4), (x, y + 4))
    for before, after in pairwise(stops):
        if before.step != after.step:
            way = 1 if after.x > before.x else -1
            start, tip = before.x + way * (DOT / 2 + 1), after.x - way * (DOT / 2 + 2)
            sheet.line([(start, y), (tip - way * ARROW, y)], "ink", 1.5)
            back = tip - way * ARROW * 1.6
            sheet.area([(tip, y), (back, y - ARROW), (back, y + ARROW)], "ink")
    several = len(picture.series) > 2
    for stop in stops:
        hollow = stop.number == 0 and len(picture.series) > 1
        shape = MARKERS[stop.number] if several else "o"
        # Before and after are one thing at two times, and so in one colour.
        sheet.mark([(stop.x, y)], shape, stop.number if several else 0, hollow, DOT)


def _words(picture: Picture, row: Row, in_full: bool) -> str:
    """Say each series' judgement in words; not `in_full`, only what the markers do not show."""
    said = []
    for series, cell in zip(picture.series, row.cells, strict=True):
        remarks = remarks_on(cell) if cell is not None else []
        if cell is None or cell.step is None:
            judgement = (cell.reason if cell is not None else "") or NOT_PUBLISHED
        elif in_full or remarks:
            judgement = picture.steps[cell.step]
        else:
            continue
        said.append((series.label, ", ".join([judgement, *remarks])))
    if len(said) == len(picture.series) and len({text for _, text in said}) == 1:
        return said[0][1]
    return "; ".join(f"{label}: {text}" for label, text in said)

"""Lines: values over time, each series named at its end."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from plainfigures.draw.axis import spread_labels, start_text
from plainfigures.draw.line_breaks import write_breaks
from plainfigures.draw.line_labels import read_ends, write_ends, write_remarks
from plainfigures.draw.measure import Block, measure, wrap
from plainfigures.draw.place import Area
from plainfigures.draw.scale import Scale, mark_axis, tick_texts
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import MARKERS, SMALL, series_of
from plainfigures.draw.trace import Spot, Trace
from plainfigures.errors import ChartProblem
from plainfigures.figures.pictures import Picture, Point

__all__ = ["lay_out_lines"]

TALL = {True: 220.0, False: 310.0}
TICK_ROOM = 120.0
TICK_GAP = 8.0
LABEL_ROOM = {True: 96.0, False: 104.0}
"""Widest that a date below the axis may be before its words wrap."""

INSET = 8.0
"""From the edges of the plot to the first and last point."""

MARKER = 8.0
MARKER_STEP = 10.0
"""Markers closer than this on average are thinned out."""


def lay_out_lines(picture: Picture, sheet: Sheet) -> float:
    """Lay out up to four series over time and return the height taken.

    Raises ChartProblem where a point has no day, or no point has a value.
    """
    _check(picture)
    values = [p.value for run in picture.series for p in run.points if p.value is not None]
    ticks = mark_axis(values, 5 if sheet.narrow else 6)
    texts = tick_texts(ticks, picture.unit)
    blocks = _write_ticks(texts, sheet.narrow)
    ends = read_ends(picture, sheet.narrow)
    top = max(block.height for block in blocks) / 2
    tall = max(
        TALL[sheet.narrow],
        sum(end.height + 6 for end in ends),
        len(blocks) * (max(block.height for block in blocks) + 6),
    )
    left = max(block.width for block in blocks) + TICK_GAP
    right = sheet.width - max(end.width for end in ends) - INSET - 12
    plot = Area(left, top, right + INSET, top + tall)
    height = Scale(ticks[0], ticks[-1], plot.bottom, plot.top)
    for tick, block in zip(ticks, blocks, strict=True):
        y = height.place(tick)
        sheet.rule((left, y), (plot.right, y), "rule" if tick else "muted")
        sheet.write_level(block, left - TICK_GAP, y, "muted", "end")
    grid = [height.place(tick) for tick in ticks]
    traces = _trace(picture, left + INSET, right, height)
    # The lowest value on the axis may take two lines, and a date may reach in under it.
    below = plot.bottom + max(6, blocks[0].height / 2 - 3)
    bottom = max(_write_dates(sheet, picture, traces, plot.bottom, below), below + 6)
    taken = write_breaks(sheet, traces, plot)
    _draw_traces(sheet, traces)
    write_ends(sheet, ends, traces, plot)
    if ticks[0]:
        note = wrap(start_text(ticks[0], picture.unit), sheet.width, SMALL)
        bottom = sheet.write(note, 0, bottom + 6, "muted")
    return write_remarks(sheet, picture, traces, plot, grid, bottom + 6, taken) + 2


def _write_ticks(texts: Sequence[str], narrow: bool) -> list[Block]:
    """Set the values of the axis, in a narrow drawing with "million" on a line of its own."""
    pieces = [piece for text in texts for piece in (text.split(" ") if narrow else [text])]
    room = min(max(measure(piece, SMALL) for piece in pieces), TICK_ROOM)
    return [wrap(text, room + 1, SMALL) for text in texts]


def _check(picture: Picture) -> None:
    for series in picture.series:
        for point in series.points:
            try:
                date.fromisoformat(point.when)
            except ValueError as error:
                raise ChartProblem(
                    f'The chart "{picture.id}" has the point "{point.label}" in its series '
                    f'"{series.label}" with no day to stand at ("{point.when}").',
                    "Give every point of a line a day, written as 2024-03-31.",
                ) from error
    if all(point.value is None for series in picture.series for point in series.points):
        raise ChartProblem(
            f'The chart "{picture.id}" has no value to draw a line with.',
            "Give it at least one figure that is published, or use a table.",
        )


def _trace(picture: Picture, left: float, right: float, height: Scale) -> list[Trace]:
    """Find where every point stands, in the order of time."""
    days = [_day(point) for series in picture.series for point in series.points]
    across = Scale(Decimal(min(days)), Decimal(max(days)), left, right)
    breaks = tuple(across.place(Decimal(_day_of(one.when))) for one in picture.breaks)
    traces = []
    for number, series in enumerate(picture.series):
        spots = [
            Spot(
                point,
                across.place(Decimal(_day(point))),
                height.place(point.value) if point.value is not None else None,
            )
            for point in sorted(series.points, key=_day)
        ]
        traces.append(Trace(number, tuple(spots), breaks))
    return traces


def _day(point: Point) -> int:
    return _day_of(point.when)


def _day_of(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def _write_dates(
    sheet: Sheet, picture: Picture, traces: Sequence[Trace], axis: float, top: float
) -> float:
    """Mark the points' days on the axis, and write as many of their labels as fit below it."""
    years = picture.years
    labels = {spot.x: spot.point.label for trace in reversed(traces) for spot in trace.spots}
    places = sorted(labels)
    blocks = [
        wrap(years.get(labels[x], labels[x]), LABEL_ROOM[sheet.narrow], SMALL) for x in places
    ]
    for x in places:
        sheet.rule((x, axis), (x, axis + 5), "muted")
    bottom = top
    for index, x in spread_labels(places, [block.width for block in blocks], sheet.width):
        bottom = max(bottom, sheet.write(blocks[index], x, top, "muted", "middle"))
    return bottom


def _draw_traces(sheet: Sheet, traces: Sequence[Trace]) -> None:
    for trace in traces:
        for places, dashed in trace.strokes():
            sheet.line(places, series_of(trace.number), 2.5, dashed)
    for trace in traces:
        every = trace.stride(MARKER_STEP)
        for hollow in (False, True):
            places = [
                (spot.x, spot.y)
                for index, spot in enumerate(trace.held)
                if spot.y is not None
                and spot.open is hollow
                and (hollow or (len(trace.held) - 1 - index) % every == 0)
            ]
            if places:
                sheet.mark(places, MARKERS[trace.number], trace.number, hollow, MARKER)

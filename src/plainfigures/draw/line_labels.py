"""The words on a line chart: names and values at line ends, and remarks on single points."""

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from plainfigures.draw.measure import Block, wrap
from plainfigures.draw.place import Area, free_place, push_apart
from plainfigures.draw.sheet import Sheet
from plainfigures.draw.style import SMALL, label_of
from plainfigures.draw.trace import Spot, Trace
from plainfigures.draw.words import missing_text, remarks_on, value_text
from plainfigures.figures.formats import capitalise, joined
from plainfigures.figures.pictures import Picture, Point

__all__ = ["EndLabel", "read_ends", "write_ends", "write_remarks"]

END_ROOM = {True: 122.0, False: 190.0}
"""Widest that the label at the end of a line may be."""

LEADER = 12.0


class EndLabel(Struct, frozen=True):
    """What stands at the end of a line: the series' name and its last value."""

    name: Block
    value: Block

    @property
    def width(self) -> float:
        """Width of the wider of the two."""
        return max(self.name.width, self.value.width)

    @property
    def height(self) -> float:
        """Height of both, one below the other."""
        return self.name.height + self.value.height


def read_ends(picture: Picture, narrow: bool) -> list[EndLabel]:
    """Write each series' name and last value; a value that is not the newest says when it was."""
    room = END_ROOM[narrow]
    newest = max(point.when for series in picture.series for point in series.points)
    labels = []
    for series in picture.series:
        held = [point for point in series.points if point.value is not None]
        name = wrap(series.label, room, SMALL, bold=True)
        if not held:
            labels.append(EndLabel(name, wrap(missing_text(series.points[-1]), room, SMALL)))
            continue
        last = max(held, key=lambda point: point.when)
        text = value_text(last, picture.unit)
        text = text if last.when == newest else f"{text} ({last.label})"
        labels.append(EndLabel(name, wrap(text, room, SMALL)))
    return labels


def write_ends(sheet: Sheet, ends: Sequence[EndLabel], traces: Sequence[Trace], plot: Area) -> None:
    """Write the labels right of the plot, moved apart, and tie those that moved to their line."""
    foot = [trace.places[-1] if trace.places else (plot.right, plot.bottom) for trace in traces]
    tops = push_apart([y for _, y in foot], [end.height for end in ends], 0, plot.bottom + 4, gap=6)
    left = plot.right + LEADER
    for trace, end, (x, y), top in zip(traces, ends, foot, tops, strict=True):
        middle = top + end.height / 2
        if trace.places and (abs(middle - y) > 4 or plot.right - x > LEADER):
            sheet.line([(x + 7, y), (left - 4, middle)], label_of(trace.number))
        bottom = sheet.write(end.name, left, top, label_of(trace.number))
        sheet.write(end.value, left, bottom)


def write_remarks(
    sheet: Sheet,
    picture: Picture,
    traces: Sequence[Trace],
    plot: Area,
    heights: Sequence[float],
    top: float,
    occupied: Sequence[Area] = (),
) -> float:
    """Write remarks beside the points they are on; those without room, and gaps, go below `top`.

    They keep off the lines and what is `occupied`, and where they can off the grid at `heights`.
    Returns where the words below end.
    """
    grid = [[(plot.left, y), (plot.right, y)] for y in heights]
    lines = [trace.places for trace in traces]
    taken = list(occupied)
    below: list[str] = []
    for trace in traces:
        series = picture.series[trace.number]
        for run, remark in _remarked(trace):
            spot = run[len(run) // 2]
            block = wrap(remark, plot.right - plot.left, SMALL)
            size, at = (block.width, block.height), (spot.x, spot.y or 0.0)
            place = free_place(size, at, plot, taken, [*lines, *grid]) or free_place(
                size, at, plot, taken, lines
            )
            if place:
                taken.append(place)
                sheet.write(block, place.left, place.top, label_of(trace.number))
            else:
                points = [spot.point for spot in run]
                below.append(_below(picture, series.label, points, remark))
        for run, reason in _gaps(trace):
            below.append(_below(picture, series.label, [spot.point for spot in run], reason))
    below += [f"Break in {one.label}: {one.why}" for one in picture.breaks]
    for text in below:
        top = sheet.write(wrap(text, sheet.width, SMALL), 0, top, "muted")
    return top


def _remarked(trace: Trace) -> list[tuple[list[Spot], str]]:
    """Find runs of points with the same remark; the last point's stands in its end label."""
    held = trace.held
    runs = []
    for remark, run in groupby(held, key=lambda spot: ", ".join(remarks_on(spot.point))):
        spots = list(run)
        if remark and spots[-1] is not held[-1]:
            runs.append((spots, remark))
    return runs


def _gaps(trace: Trace) -> list[tuple[list[Spot], str]]:
    runs = []
    for reason, run in groupby(
        trace.spots, key=lambda spot: missing_text(spot.point) if spot.y is None else ""
    ):
        if reason and trace.held:
            runs.append((list(run), reason))
    return runs


def _below(picture: Picture, label: str, points: Sequence[Point], words: str) -> str:
    names = [point.label for point in points]
    # "2012 to 2013 until 2015 to 2016": a year that spans two has a "to" of its own.
    until = "until" if " to " in names[0] else "to"
    when = f"{names[0]} {until} {names[-1]}" if len(names) > 2 else joined(names)
    whose = f"{label}, " if label and len(picture.series) > 1 else ""
    return f"{capitalise(whose + when)}: {words}"

"""A chart's data as a file: plain values to reckon with, one row for each."""

from decimal import Decimal

from plainfigures.figures.pictures import Picture, Point, Series
from plainfigures.figures.units import Unit

__all__ = ["STATUS", "chart_data"]

STATUS = {
    "forecast": "forecast",
    "provisional": "provisional",
    "revised": "revised",
    "suspect": "looks wrong",
}
"""What the marks of a value are called in its table and its file."""

_COMBINED = {"combined": "several rows together"}


def chart_data(picture: Picture) -> tuple[list[str], list[list[str | Decimal]]]:
    """Return a chart's data for a file: its head, and a row for each value.

    Amounts are in base units, exact; the head names the unit. Dates are written 2024-03-31.
    Beside each stand its status, its period's day, what was noted of it and its reference.
    """
    by_time = picture.form == "timeline"
    first = "event" if by_time else "when" if picture.form == "lines" else "what"
    value = "date" if by_time else "grade" if picture.form == "steps" else _heading(picture.unit)
    head = [first, "series", value, "as shown", "period ends", "status", "note", "reference"]
    rows = [
        _row(picture, series, point, by_time)
        for series in picture.series
        for point in series.points
    ]
    if picture.mixed:
        head.insert(6, "what kind")
        points = (point for series in picture.series for point in series.points)
        for row, point in zip(rows, points, strict=True):
            row.insert(6, point.counted)
    return head, rows


def _row(picture: Picture, series: Series, point: Point, by_time: bool) -> list[str | Decimal]:
    value: str | Decimal = "" if point.value is None else point.value
    if by_time:
        value = point.when
    elif picture.steps:
        value = picture.steps[point.step] if point.step is not None else ""
    names = {**STATUS, **_COMBINED}
    marks = [*point.marks, *(mark for mark in picture.shared if mark not in point.marks)]
    status = ", ".join(names[mark] for mark in marks if mark in names)
    notes = [point.reason, point.note]
    notes += [f"break in the series: {one.why}" for one in picture.breaks if one.when == point.when]
    note = "; ".join(filter(None, notes))
    return [
        point.label, series.label, value, point.shown, point.when, status, note, point.reference,
    ]  # fmt: skip


def _heading(unit: Unit) -> str:
    """Name a column of amounts with their unit."""
    words = unit.name if unit.money else unit.suffix or unit.other
    return f"value ({words})" if words else "value"

"""The text alternative of a chart: what it shows, told from its own data."""

from collections.abc import Callable
from decimal import Decimal

from plainfigures.figures.formats import capitalise
from plainfigures.figures.pictures import Picture, Point, Series

__all__ = ["tell"]

_KINDS = {
    "bars": "Bar chart",
    "grouped-bars": "Grouped bar chart",
    "diverging-bars": "Bar chart around zero",
    "dots": "Dot chart",
    "lines": "Line chart",
    "steps": "Chart of steps",
    "waterfall": "Waterfall chart",
    "stacked": "Stacked bar",
    "timeline": "Timeline",
}


def tell(picture: Picture, says: str = "") -> str:
    """Return the text alternative of a picture; `says` is a sentence of the declaration's own."""
    teller: Callable[[Picture], str] = {
        "lines": _lines,
        "steps": _steps,
        "timeline": _timeline,
        "waterfall": _in_order,
        "stacked": _in_order,
    }.get(picture.form, _amounts)
    title = picture.title.rstrip(".")
    parts = [f"{_KINDS[picture.form]}: {title}.", says, teller(picture), _marked(picture)]
    return " ".join(part for part in parts if part)


def _amounts(picture: Picture) -> str:
    told = []
    for series in picture.series:
        points = [point for point in series.points if point.value is not None]
        name = f"{series.label}: " if series.label else ""
        if len(points) <= 8:
            words = "; ".join(f"{p.label} {p.shown}" for p in series.points)
            told.append(capitalise(f"{name}{words}."))
        else:
            most, least = max(points, key=_value), min(points, key=_value)
            words = f"from {least.shown} ({least.label}) to {most.shown} ({most.label})"
            told.append(capitalise(f"{name}{words}, over {len(points)} values."))
    return " ".join(told)


def _lines(picture: Picture) -> str:
    told = [_line(series) for series in picture.series]
    last = [
        (s.label, s.points[-1])
        for s in picture.series
        if s.points and s.points[-1].value is not None
    ]
    if len(last) > 1 and len({point.label for _, point in last}) == 1:
        ordered = sorted(last, key=lambda one: _value(one[1]), reverse=True)
        named = ", then ".join(f"{label} ({point.shown})" for label, point in ordered)
        told.append(f"Highest at {last[0][1].label}: {named}.")
    return " ".join(told)


def _line(series: Series) -> str:
    points = [point for point in series.points if point.value is not None]
    if not points:
        return capitalise(f"{series.label}: nothing published.")
    first, last = points[0], points[-1]
    # A value that is flagged as suspect is no high or low of the series.
    sound = [point for point in points if "suspect" not in point.marks] or points
    most, least = max(sound, key=_value), min(sound, key=_value)
    words = f"from {first.shown} ({first.label}) to {last.shown} ({last.label})"
    if most not in (first, last):
        words += f", highest {most.shown} ({most.label})"
    if least not in (first, last):
        words += f", lowest {least.shown} ({least.label})"
    return capitalise(f"{series.label}: {words}." if series.label else f"{words}.")


def _steps(picture: Picture) -> str:
    told = [f"Steps from lowest to highest: {', '.join(picture.steps)}."]
    for series in picture.series:
        named = "; ".join(f"{p.label}: {p.reason or p.shown}" for p in series.points)
        told.append(f"{series.label}: {named}." if series.label else f"{named}.")
    return " ".join(told)


def _timeline(picture: Picture) -> str:
    points = picture.series[0].points
    return "; ".join(f"{point.shown}: {point.label}" for point in points) + "."


def _in_order(picture: Picture) -> str:
    points = [point for series in picture.series for point in series.points]
    return "; ".join(f"{point.label} {point.shown}" for point in points) + "."


def _marked(picture: Picture) -> str:
    words = {
        "forecast": "forecasts",
        "provisional": "provisional",
        "suspect": "published values that look wrong",
        "combined": "several rows shown together",
        "revised": "revised since they were first published",
    }
    told = []
    for mark, name in words.items():
        marked = [
            f"{series.label + ', ' if series.label else ''}{point.label}"
            for series in picture.series
            for point in series.points
            if mark in point.marks
        ]
        total = sum(len(series.points) for series in picture.series)
        if marked:
            all_of_them = len(marked) == total
            told.append(
                f"All values are {name}."
                if all_of_them
                else f"Marked as {name}: {'; '.join(marked)}."
            )
    return " ".join(told)


def _value(point: Point) -> Decimal:
    return point.value if point.value is not None else Decimal(0)

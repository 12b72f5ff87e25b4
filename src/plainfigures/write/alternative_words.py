"""What the text alternatives of all forms are put together from."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from plainfigures.figures.formats import joined
from plainfigures.figures.pictures import Picture, Point, Series

__all__ = ["most_and_least", "name_of", "told_missing", "valued"]


def valued(series: Series) -> list[Point]:
    """Return the points of a series that have a value."""
    return [point for point in series.points if point.value is not None]


def most_and_least(points: Sequence[Point]) -> tuple[Point, Point]:
    """Return the points with the largest and the smallest value; the first of those alike."""
    return max(points, key=_value), min(points, key=_value)


def name_of(point: Point, years: Mapping[str, str]) -> str:
    """Return what a point is called: its year alone where the chart says which day is meant."""
    return years.get(point.label, point.label)


def told_missing(picture: Picture) -> str:
    """Say which points have no value, and why."""
    years = picture.years
    reasons: dict[str, dict[str, list[str]]] = {}
    for series in picture.series:
        for point in series.points:
            if point.value is None:
                of_series = reasons.setdefault(point.reason or "not published", {})
                of_series.setdefault(series.label, []).append(name_of(point, years))
    told = [
        f"{'; '.join(_named(label, names) for label, names in of_series.items())} ({reason})"
        for reason, of_series in reasons.items()
    ]
    return f"No value: {'; '.join(told)}." if told else ""


def _named(label: str, names: Sequence[str]) -> str:
    """Return the points of a series that are told together: "Hill, 2013, 2015 and 2016"."""
    return ", ".join(filter(None, (label, joined(names))))


def _value(point: Point) -> Decimal:
    return point.value if point.value is not None else Decimal(0)

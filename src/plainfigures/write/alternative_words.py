"""What the text alternatives of all forms are put together from."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

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
    reasons: dict[str, list[str]] = {}
    for series in picture.series:
        for point in series.points:
            if point.value is None:
                name = f"{series.label}, " if series.label else ""
                reason = point.reason or "not published"
                reasons.setdefault(reason, []).append(f"{name}{name_of(point, years)}")
    told = [f"{'; '.join(names)} ({reason})" for reason, names in reasons.items()]
    return f"No value: {'; '.join(told)}." if told else ""


def _value(point: Point) -> Decimal:
    return point.value if point.value is not None else Decimal(0)

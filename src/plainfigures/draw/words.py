"""The words that stand beside ink: values, remarks on them, and what is missing."""

from datetime import date

from plainfigures.figures.formats import show
from plainfigures.figures.periods import show_day
from plainfigures.figures.pictures import Point
from plainfigures.figures.units import Unit

__all__ = [
    "NOT_PUBLISHED",
    "REMARKS",
    "day_text",
    "missing_text",
    "remarks_on",
    "signed_text",
    "value_text",
]

NOT_PUBLISHED = "not published"

REMARKS = {
    "forecast": "forecast",
    "provisional": "provisional",
    "suspect": "looks wrong",
    "revised": "revised",
    "combined": "combined",
}
"""What a mark on a point is called in a drawing; the marks left out show in its shape."""


def remarks_on(point: Point) -> list[str]:
    """Name the marks of a point in the words that readers see."""
    return [REMARKS[mark] for mark in point.marks if mark in REMARKS]


def value_text(point: Point, unit: Unit) -> str:
    """Write a point's value with the remarks on it, or why there is none."""
    if point.value is None:
        return missing_text(point)
    return ", ".join([_number(point, unit), *remarks_on(point)])


def signed_text(point: Point, unit: Unit) -> str:
    """Write a point's value as `value_text` does, with a plus sign where it adds."""
    text = value_text(point, unit)
    adds = point.value is not None and point.value > 0
    return (
        f"+{text}" if adds and (text[0].isdigit() or text.startswith(unit.prefix or "0")) else text
    )


def missing_text(point: Point) -> str:
    """Say why a point has no value."""
    return point.reason or NOT_PUBLISHED


def day_text(iso: str) -> str:
    """Write an ISO day as GOV.UK does ("2 October 2024"); anything else stays as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return show_day(day)


def _number(point: Point, unit: Unit) -> str:
    return point.shown or show(point.value, unit) if point.value is not None else ""

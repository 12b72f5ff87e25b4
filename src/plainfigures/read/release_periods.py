"""Years as releases write them, as periods of figures."""

import re

from plainfigures.figures.findings import nearest
from plainfigures.figures.periods import MONTHS

__all__ = ["PERIODS", "is_kind_of_period", "nearest_kind", "period_of", "year_of"]

PERIODS = "“financial-year”, or a day of each year such as “31-march”"
_YEAR = re.compile(r"(\d{4})(\d{2})?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})-([a-z]+)", re.ASCII)


def is_kind_of_period(kind: str) -> bool:
    """Return whether years can be read as periods of this kind."""
    found = _DAY.fullmatch(kind)
    return kind == "financial-year" or bool(found and _month(found[2]) and 0 < int(found[1]) < 32)


def nearest_kind(kind: str) -> str:
    """Return the kind of period that was probably meant."""
    day, _, month = kind.partition("-")
    near = nearest(month, [one.lower() for one in MONTHS])
    return f"{day}-{near}" if near else nearest(kind, ["financial-year"])


def period_of(text: str, kind: str) -> str:
    """Return the period of a year as written: `2025` or, for one that spans two, `202425`.

    A financial year is named by the year in which it ends, as releases do. "" where it is no year.
    """
    year = year_of(text)
    if not year:
        return ""
    if kind == "financial-year":
        return f"fy{year - 1}-{year % 100:02}"
    found = _DAY.fullmatch(kind)
    if found is None:
        return ""
    return f"{year}-{_month(found[2]):02}-{int(found[1]):02}"


def year_of(text: str) -> int:
    """Return the year in which a year as written ends; 0 where it is none."""
    found = _YEAR.fullmatch(text.strip())
    if found is None:
        return 0
    year = int(found[1])
    if found[2] is None:
        return year
    return year + 1 if int(found[2]) == (year + 1) % 100 else 0


def _month(name: str) -> int:
    names = [one.lower() for one in MONTHS]
    return names.index(name) + 1 if name in names else 0

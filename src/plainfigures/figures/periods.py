"""Periods: when a figure is of.

Four kinds, as references write them: `2024-03-31` a day (as at), `2024-07` a month, `fy2024-25` a
financial year or a year to 31 March, `fy2024-25.m4` a position reported at a month of one. A date
that is itself a figure may be vaguer: `2021` a year, `2025-q1` a quarter, `A/B` from one to another.
"""

import calendar
import datetime
import re

from msgspec import Struct

from plainfigures.errors import PeriodProblem

__all__ = ["MONTHS", "WEEKDAYS", "Period", "parse_period", "show_day"]

# Spelt out, since what the library calls them hangs on the locale.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The days of the week in the order of `date.weekday`, Monday being 0."""

_PATTERN = re.compile(
    r"""(?P<day>\d{4}-\d{2}-\d{2})
      | (?P<month>\d{4}-\d{2})
      | fy(?P<fy>\d{4}-\d{2})(?:\.m(?P<at>\d{1,2}))?
      | (?P<quarter>\d{4}-q[1-4])
      | (?P<year>\d{4})""",
    re.VERBOSE | re.ASCII,
)
_REMEDY = (
    "Write a day as 2024-03-31, a month as 2024-07, a financial year as fy2024-25, "
    "a position at a month as fy2024-25.m4."
)


class Period(Struct, frozen=True, order=True):
    """A stretch of time, from `first` to `last` inclusive, and the `text` that names it.

    Periods sort by when they end, then by when they begin.
    """

    last: datetime.date
    first: datetime.date
    text: str
    kind: str

    def __str__(self) -> str:
        return self.text

    @property
    def in_reference(self) -> bool:
        """Whether a reference may hold this period after its `@`."""
        return self.kind in {"day", "month", "fy", "fy-month"}

    def show(self) -> str:
        """Write the period for a reader, as GOV.UK writes dates."""
        match self.kind:
            case "day":
                return show_day(self.first)
            case "month":
                return f"{MONTHS[self.first.month - 1]} {self.first.year}"
            case "fy":
                return f"{self.first.year} to {self.last.year}"
            case "fy-month":
                month = (self.last.month - 4) % 12 + 1
                start = self.first.year
                return f"month {month} of {start} to {start + 1}"
            case "quarter":
                quarter = (self.first.month + 2) // 3
                return f"quarter {quarter} of {self.first.year}"
            case "year":
                return str(self.first.year)
            case _:
                start_text, end_text = self.text.split("/")
                return f"{parse_period(start_text).show()} to {parse_period(end_text).show()}"


def show_day(day: datetime.date) -> str:
    """Write a day as "2 October 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def parse_period(text: str) -> Period:
    """Read a period; raises PeriodProblem where it is none, or no such day or month exists."""
    if "/" in text:
        start, _, end = text.partition("/")
        if "/" in end:
            raise PeriodProblem(f'"{text}" is not a period.', _REMEDY)
        first, last = parse_period(start), parse_period(end)
        if first.first > last.last:
            raise PeriodProblem(f'"{text}" ends before it begins.', "Put the earlier date first.")
        return Period(last.last, first.first, text, "interval")
    found = _PATTERN.fullmatch(text)
    if found is None:
        raise PeriodProblem(f'"{text}" is not a period.', _REMEDY)
    try:
        kind, first_day, last_day = _span(found)
    except ValueError as error:
        raise PeriodProblem(f'There is no such date as "{text}".', _REMEDY) from error
    return Period(last_day, first_day, text, kind)


def _span(found: re.Match[str]) -> tuple[str, datetime.date, datetime.date]:
    if day_text := found["day"]:
        day = datetime.date.fromisoformat(day_text)
        return "day", day, day
    if month_text := found["month"]:
        year, month = (int(part) for part in month_text.split("-"))
        return "month", datetime.date(year, month, 1), _end_of_month(year, month)
    if quarter_text := found["quarter"]:
        year, quarter = int(quarter_text[:4]), int(quarter_text[-1])
        return (
            "quarter",
            datetime.date(year, quarter * 3 - 2, 1),
            _end_of_month(year, quarter * 3),
        )
    if year_text := found["year"]:
        return "year", datetime.date(int(year_text), 1, 1), datetime.date(int(year_text), 12, 31)
    start = int(found["fy"][:4])
    if (start + 1) % 100 != int(found["fy"][-2:]):
        raise ValueError("the second year of a financial year follows the first")
    first = datetime.date(start, 4, 1)
    if found["at"] is None:
        return "fy", first, datetime.date(start + 1, 3, 31)
    month_of_year = int(found["at"])
    if not 1 <= month_of_year <= 12:
        raise ValueError("a financial year has twelve months")
    month = (month_of_year + 2) % 12 + 1
    year = start if month >= 4 else start + 1
    return "fy-month", first, _end_of_month(year, month)


def _end_of_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])

"""Dates as printed in a document, held against the date that the dataset gives.

A printed date may leave out what its readers knew ("September and October"), so it is not turned
into a date: every part that it does print must agree with the dataset's.
"""

import calendar
import datetime
import re
from collections.abc import Iterator

from plainfigures.errors import TextProblem
from plainfigures.figures.periods import Period

__all__ = ["disagreements"]

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMERIC = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_FINANCIAL = re.compile(r"\b(20\d{2})\s?/\s?(\d{2}|20\d{2})\b")
_YEAR = re.compile(r"\b(20\d{2})\b")
_DAY = re.compile(r"\b([0-3]?\d)(?:st|nd|rd|th)?\b(?!\s*/|\s*%)")
_QUARTER = re.compile(r"\bquarter\s+([1-4])\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")


def disagreements(text: str, period: Period) -> list[str]:
    """Return what in the printed `text` does not agree with `period`, in words; empty where all does.

    Raises TextProblem where the text holds no part of a date at all.
    """
    text = _NUMERIC.sub(_spell_out, _ISO.sub(_spell_out_iso, text))
    first, last = period.first, period.last
    problems: list[str] = []
    parts = 0

    for found in _FINANCIAL.finditer(text):
        parts += 1
        if not first.year <= int(found[1]) <= last.year:
            problems.append(f"prints the year {found[0]}, the dataset has {period.show()}")
    rest = _FINANCIAL.sub(" ", text)
    for found in _YEAR.finditer(rest):
        parts += 1
        if not first.year <= int(found[1]) <= last.year:
            problems.append(f"prints the year {found[1]}, the dataset has {period.show()}")
    rest = _YEAR.sub(" ", rest)
    for found in _QUARTER.finditer(rest):
        parts += 1
        if period.kind == "quarter" and int(found[1]) != (first.month + 2) // 3:
            problems.append(f"prints quarter {found[1]}, the dataset has {period.show()}")
    rest = _QUARTER.sub(" ", rest)
    for number, word in _months(rest):
        parts += 1
        if number not in _months_of(first, last):
            problems.append(f"prints {word}, the dataset has {period.show()}")
    for number, word in _weekdays(rest):
        parts += 1
        if period.kind == "day" and first.weekday() != number:
            right = calendar.day_name[first.weekday()]
            problems.append(f"prints {word}, but {period.show()} was a {right}")
    if any(True for _ in _months(rest)):
        days = [int(found[1]) for found in _DAY.finditer(rest)]
        parts += len(days)
        if period.kind == "day" and first.day not in days and days:
            problems.append(f"prints the day {days[0]}, the dataset has {period.show()}")
    if not parts:
        raise TextProblem(
            f'The as-published text "{text}" holds no date.',
            "Give the printed date, such as “4th March 2019” or “March 2019”.",
        )
    return problems


def _months(text: str) -> Iterator[tuple[int, str]]:
    for word in _WORD.findall(text):
        if word.lower() in _MONTHS:
            yield _MONTHS[word.lower()], word


def _weekdays(text: str) -> Iterator[tuple[int, str]]:
    for word in _WORD.findall(text):
        if word.lower() in _WEEKDAYS:
            yield _WEEKDAYS[word.lower()], word


def _months_of(first: datetime.date, last: datetime.date) -> set[int]:
    if (last - first).days >= 366:
        return set(range(1, 13))
    months, year, month = set(), first.year, first.month
    while (year, month) <= (last.year, last.month):
        months.add(month)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return months


def _spell_out(found: re.Match[str]) -> str:
    day, month, year = (int(part) for part in found.groups())
    return f"{day} {calendar.month_name[month]} {year}" if 1 <= month <= 12 else found[0]


def _spell_out_iso(found: re.Match[str]) -> str:
    year, month, day = (int(part) for part in found.groups())
    return f"{day} {calendar.month_name[month]} {year}" if 1 <= month <= 12 else found[0]

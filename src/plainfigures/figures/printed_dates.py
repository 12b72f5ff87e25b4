"""Dates as printed in a document, held against the date that the dataset gives.

A printed date may leave out what its readers knew ("September and October"), so it is not turned
into a date: every part that it does print must agree with the dataset's.
"""

import datetime
import re
from collections.abc import Iterator

from plainfigures.errors import TextProblem
from plainfigures.figures.limits import MOST_SHORT_TEXT
from plainfigures.figures.periods import MONTHS, WEEKDAYS, Period, parse_period

__all__ = ["disagreements"]

_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_NUMERIC = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_FINANCIAL = re.compile(r"\b(20\d{2})\s?/\s?(\d{2}|20\d{2})\b")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
# What is left of a date that was written wrongly; beside a month's name, “1-2 May” is none.
_LONG = re.compile(r"(?<!\d)\d{3,}(?!\d)")
_LOOSE = re.compile(r"(?<!\d)\d{3,}(?!\d)|(?<=[-/])\d+")
_DAY = re.compile(r"\b([0-3]?\d)(?:st|nd|rd|th)?\b(?!\s*/|\s*%)")
_QUARTER = re.compile(r"\bquarter\s+([1-4])\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_DAY_OF = r"\b([0-3]?\d)(?:st|nd|rd|th)?(?:\s+of)?\s+"
_WHOLE = re.compile(_DAY_OF + rf"({'|'.join(MONTHS)})\b(?:,?\s+(\d{{4}}))?", re.IGNORECASE)
"""A day and its month, with the year if that is printed."""


def disagreements(text: str, period: Period) -> list[str]:
    """Return what in the printed `text` disagrees with `period`, in words; empty where all agrees.

    Raises TextProblem where the text holds no part of a date at all.
    """
    if len(text) > MOST_SHORT_TEXT:
        raise TextProblem(
            f"The as-published text has {len(text):,} letters, and {MOST_SHORT_TEXT:,} are the most.",
            "Give the printed date, such as “4th March 2019” or “March 2019”.",
        )
    rest = _NUMERIC.sub(_spell_out, _ISO.sub(_spell_out_iso, text))
    found: list[tuple[str, bool]] = []
    for look in (_years, _quarters, _named_months, _named_weekdays, _days):
        parts, rest = look(rest, period)
        found += parts
    for day in _impossible(text):
        return [f"prints {day}, which is no day of the calendar"]
    if found:
        odd = _LONG if any(True for _ in _months(rest)) else _LOOSE
        found += [(f"{number}, which is no part of a date", False) for number in odd.findall(rest)]
        found += [(words, False) for words in _other_ends(rest, period)]
    if not found:
        raise TextProblem(
            f'The as-published text "{text}" holds no date.',
            "Give the printed date, such as “4th March 2019” or “March 2019”.",
        )
    was = f"the dataset has {period.show()}"
    if period.kind == "day":
        was += f", a {WEEKDAYS[period.first.weekday()]}"
    return [f"prints {words}, but {was}" for words, agrees in found if not agrees]


_Parts = tuple[list[tuple[str, bool]], str]


def _years(text: str, period: Period) -> _Parts:
    parts = []
    for found in _FINANCIAL.finditer(text):
        years = int(found[1]), int(found[1][:2] + found[2][-2:])
        agrees = period.first.year <= years[0] <= period.last.year
        if period.kind.startswith("fy"):
            agrees = years == (period.first.year, period.first.year + 1)
        parts.append((f"the year {found[0]}", agrees))
    text = _FINANCIAL.sub(" ", text)
    parts += [
        (f"the year {found[0]}", period.first.year <= int(found[1]) <= period.last.year)
        for found in _YEAR.finditer(text)
    ]
    return parts, _YEAR.sub(" ", text)


def _quarters(text: str, period: Period) -> _Parts:
    quarter = (period.first.month + 2) // 3
    parts = [
        (found[0], period.kind != "quarter" or int(found[1]) == quarter)
        for found in _QUARTER.finditer(text)
    ]
    return parts, _QUARTER.sub(" ", text)


def _named_months(text: str, period: Period) -> _Parts:
    spanned = _months_of(period.first, period.last)
    return [(word, number in spanned) for number, word in _months(text)], text


def _named_weekdays(text: str, period: Period) -> _Parts:
    weekday = period.first.weekday() if period.kind == "day" else None
    return [(word, weekday in {None, number}) for number, word in _weekdays(text)], text


def _days(text: str, period: Period) -> _Parts:
    """Days of the month, which only stand beside a month's name."""
    if not any(True for _ in _months(text)):
        return [], text
    numbers = [int(found[1]) for found in _DAY.finditer(text)]
    agrees = period.kind != "day" or period.first.day in numbers
    return [(f"the day {number}", agrees) for number in numbers], text


def _impossible(text: str) -> Iterator[str]:
    """Yield each day in a text that no calendar has, such as 31 February."""
    days = [(one[0], one[3], _MONTHS[one[2].lower()], one[1]) for one in _WHOLE.finditer(text)]
    days += [(one[0], one[3], int(one[2]), one[1]) for one in _NUMERIC.finditer(text)]
    days += [(one[0], one[1], int(one[2]), one[3]) for one in _ISO.finditer(text)]
    for written, year, month, day in days:
        try:
            datetime.date(int(year or 2024), month, int(day))
        except ValueError:
            yield written


def _other_ends(text: str, period: Period) -> Iterator[str]:
    """Yield where two months or days are printed and the dataset goes from or to another one."""
    if period.kind != "interval":
        return
    ends = [parse_period(one) for one in period.text.split("/")]
    kinds = {end.kind for end in ends}
    months = {number for number, _ in _months(text)}
    days = {int(found[1]) for found in _DAY.finditer(text)} if months else set()
    if (
        len(months) > 1
        and kinds <= {"day", "month"}
        and not {one.last.month for one in ends} <= months
    ):
        yield "other months"
    if len(days) > 1 and kinds == {"day"} and not {one.last.day for one in ends} <= days:
        yield "other days"


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
    return f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else found[0]


def _spell_out_iso(found: re.Match[str]) -> str:
    year, month, day = (int(part) for part in found.groups())
    return f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else found[0]

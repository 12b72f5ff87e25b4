"""Dates and periods in the guises that spreadsheets give them: "31/07/2024", "Jul-24", "FY24/25".

A date is taken in where it can be one day only. "03/04/2024" is the third of April where another
cell of its column shows that days come first, or somebody has said so; else it is refused.
"""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

from plainfigures.errors import PeriodProblem
from plainfigures.figures.guised_numbers import WIDE_SPACES, refuse
from plainfigures.figures.periods import MONTHS, parse_period, show_day
from plainfigures.figures.sheets import Cell
from plainfigures.figures.taken import Reading, Refused, Taken, Wanted

__all__ = ["order_of_days", "take_date", "years_of"]

_NAMES = {name.lower()[:3]: number for number, name in enumerate(MONTHS, 1)}
_NAMED = {name.lower(): number for number, name in enumerate(MONTHS, 1)} | _NAMES | {"sept": 9}
_NUMERIC = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(
    r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?"
)
_SPELT = re.compile(
    r"(?:[a-z]+day,? )?([0-9]{1,2})(?:st|nd|rd|th)?[- ]([a-z]+)\.?,?[- ]([0-9]{4}|[0-9]{2})"
)
_MONTH_NAMED = re.compile(r"([a-z]+)\.?[-/ ]?'?([0-9]{4}|[0-9]{2})")
_MONTH_NUMBERED = re.compile(r"([0-9]{1,2})/([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{2})")
_TWO_YEARS = re.compile(
    r"(fy ?|financial year )?([0-9]{4}|[0-9]{2})(?: ?[-/\u2013] ?| to )([0-9]{4}|[0-9]{2})(?<! )( ?fy)?"
)
_WITH_TIME = re.compile(r".*[0-9][ T][0-9]{1,2}:[0-9]{2}.*")
_WRITE = {
    "date": "Write the day as 2024-07-31 or 31 July 2024.",
    "yearmonth": "Write the month as 2024-07 or July 2024.",
    "year": "Write the year as 2024.",
    "period": "Write a day as 2024-03-31, a month as 2024-07, a financial year as fy2024-25.",
    "when": "Write a day as 2024-03-31, a month as 2024-07, a year as 2024.",
}
_KINDS = {
    "date": {"day"},
    "yearmonth": {"month"},
    "year": {"year"},
    "period": {"day", "month", "fy", "fy-month"},
    "when": {"day", "month", "fy", "quarter", "year", "interval"},
}
_EPOCH = datetime.date(1899, 12, 30)


def take_date(cell: Cell, wanted: Wanted, reading: Reading) -> Taken | Refused:
    """Take in a date or a period, in as much detail as the cell shows and the column takes."""
    text = re.sub(rf"[{WIDE_SPACES}\s]+", " ", cell.text).strip()
    if not text:
        return Taken("")
    remedy = _WRITE[wanted.type]
    if isinstance(cell.value, bool):
        return refuse(cell, "is a yes or a no, and a date is wanted", remedy)
    if isinstance(cell.value, datetime.date):
        period = _held(cell, text, cell.value)
    elif serial := _serial(cell, text, wanted):
        return serial
    else:
        period = _shown(cell, text, wanted, reading)
    if isinstance(period, Refused):
        return period
    try:
        kind = parse_period(period).kind
    except PeriodProblem:
        return refuse(cell, "is no date that there is", remedy)
    if kind not in _KINDS[wanted.type]:
        what = {"day": "a day", "month": "a month", "year": "a year"}.get(kind, "a stretch of time")
        want = {"date": "a day", "yearmonth": "a month", "year": "a year"}.get(wanted.type)
        want = want or "a day, a month or a financial year"
        return refuse(cell, f"names {what}, and {want} is wanted", remedy)
    return Taken(period, text)


def order_of_days(texts: Iterable[str]) -> str:
    """Return "day-first" or "month-first" where a column shows which, and "" where it does not."""
    orders = set()
    for text in texts:
        found = _NUMERIC.fullmatch(text.strip())
        if found and len(found[4]) == 4:
            orders |= {"day-first"} if int(found[1]) > 12 else set()
            orders |= {"month-first"} if int(found[3]) > 12 else set()
    return orders.pop() if len(orders) == 1 else ""


def years_of(texts: Iterable[str], heading: str = "") -> str:
    """Return what "2011-12" is in a column: "financial", "months", or "" where it is not known."""
    if re.search(r"financial year|\bfy\b|fiscal|to 31 march|ending 31 march", heading.lower()):
        return "financial"
    kinds = set()
    for text in texts:
        found = _YEAR_MONTH.fullmatch(text.strip())
        if text.strip().lower().startswith("fy"):
            kinds.add("financial")
        elif found and 1 <= int(found[2]) <= 12 and (int(found[1]) + 1) % 100 != int(found[2]):
            kinds.add("months")
    return kinds.pop() if len(kinds) == 1 else ""


def _held(cell: Cell, text: str, held: datetime.date) -> str | Refused:
    """Return the period of a cell that holds a day, in the detail that it shows."""
    if isinstance(held, datetime.datetime):
        if held.time() != datetime.time():
            return refuse(cell, "holds a time of day as well", "Write the day alone.")
        held = held.date()
    lower = text.lower()
    month = _MONTH_NAMED.fullmatch(lower)
    if month and month[1] in _NAMED and _full_year(month[2]) == held.year:
        return f"{held:%Y-%m}" if _NAMED[month[1]] == held.month else _otherwise(cell, held)
    if found := _MONTH_NUMBERED.fullmatch(text) or _YEAR_MONTH.fullmatch(text):
        numbers = {int(found[1]), int(found[2])}
        return f"{held:%Y-%m}" if numbers == {held.year, held.month} else _otherwise(cell, held)
    if re.fullmatch(r"[0-9]{4}", text):
        return text if int(text) == held.year else _otherwise(cell, held)
    numbers = {int(one) for one in re.findall(r"[0-9]+", text)}
    whole = numbers in (
        {held.day, held.month, held.year}, {held.day, held.month, held.year % 100},
        {held.day, held.year}, {held.day, held.year % 100},
    )  # fmt: skip
    if not whole:
        return _otherwise(cell, held)
    return held.isoformat()


def _otherwise(cell: Cell, held: datetime.date) -> Refused:
    remedy = "Give the cell a date format that shows all of it, or write it as text."
    return refuse(cell, f"is shown, but the file holds {show_day(held)}", remedy)


def _serial(cell: Cell, text: str, wanted: Wanted) -> Refused | None:
    """Refuse a number where a date is wanted: it may be one as spreadsheets count days."""
    number = cell.value if isinstance(cell.value, Decimal) else None
    if number is None and not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return None
    if re.fullmatch(r"(?:19|20)[0-9]{2}", text) and wanted.type in {"year", "when", "period"}:
        return None
    size = number if number is not None else Decimal(text)
    if 20000 <= size <= 70000:
        day = _EPOCH + datetime.timedelta(days=int(size))
        return refuse(
            cell,
            f"is a number; as spreadsheets count days it would be {show_day(day)}",
            f"If it is, write {day.isoformat()}; or give the column a date format, and save again.",
        )
    return refuse(cell, "is a number, and a date is wanted", _WRITE[wanted.type])


def _shown(cell: Cell, text: str, wanted: Wanted, reading: Reading) -> str | Refused:
    """Return the period that a text names."""
    lower = re.sub(r"^(?:as )?at |^on ", "", text.lower())
    if found := _YEAR_FIRST.fullmatch(text):
        return f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}"
    if found := _NUMERIC.fullmatch(lower):
        return _numeric(cell, found, reading)
    if found := _SPELT.fullmatch(lower):
        if found[2] in _NAMED and (year := _full_year(found[3])):
            return f"{year}-{_NAMED[found[2]]:02}-{int(found[1]):02}"
        return refuse(cell, "is no date that we can read", _WRITE[wanted.type])
    found = _MONTH_NAMED.fullmatch(lower)
    if found and found[1] in _NAMED and (year := _full_year(found[2])):
        return f"{year}-{_NAMED[found[1]]:02}"
    if (found := _MONTH_NUMBERED.fullmatch(lower)) and 1 <= int(found[1]) <= 12:
        return f"{found[2]}-{int(found[1]):02}"
    years = _two_years(cell, lower, reading)
    if years is not None:
        return years
    try:
        parse_period(text)
    except PeriodProblem:
        if _WITH_TIME.fullmatch(text):
            return refuse(cell, "has a time of day as well", "Write the day alone.")
        if re.search(r"\bq(?:tr|uarter)? ?[1-4]\b", lower):
            remedy = "Write the months that it goes from and to, such as 2024-04/2024-06."
            return refuse(cell, "is a quarter, and may be of either year", remedy)
        if re.search(r"\b(?:m|p|month|period) ?[0-9]{1,2}\b", lower):
            remedy = "Write it as fy2024-25.m4: the financial year, and the month of it."
            return refuse(cell, "is a month of a financial year", remedy)
        return refuse(cell, "is no date that we can read", _WRITE[wanted.type])
    return text


def _numeric(cell: Cell, found: re.Match[str], reading: Reading) -> str | Refused:
    first, second, year = int(found[1]), int(found[3]), found[4]
    order = reading.dates
    if len(year) == 2 and not order:
        remedy = "Write the year with four digits, or the day as 2024-07-31."
        return refuse(cell, "has two digits for its year, and may be read from either end", remedy)
    if not order or (first > 12) != (second > 12):
        own = "day-first" if first > 12 else "month-first" if second > 12 else ""
        if order and own and own != order:
            what = "has its month first" if own == "month-first" else "has its day first"
            remedy = "Write all dates of the column alike, such as 2024-07-31."
            return refuse(cell, f"{what}, and other dates of its column do not", remedy)
        order = own or order
    full = _full_year(year)
    if (first > 12 and second > 12) or not full:
        return refuse(cell, "is no date that there is", "Write the day as 2024-07-31.")
    if not order and first != second:
        days = [f"{full}-{second:02}-{first:02}", f"{full}-{first:02}-{second:02}"]
        shown = " or ".join(show_day(datetime.date.fromisoformat(day)) for day in days)
        remedy = f"Write {days[0]} or {days[1]}; or add --dates day-first, if days come first."
        return refuse(cell, f"may be {shown}", remedy)
    day, month = (second, first) if order == "month-first" else (first, second)
    return f"{full}-{month:02}-{day:02}"


def _two_years(cell: Cell, lower: str, reading: Reading) -> str | Refused | None:
    """Return the financial year that a text such as "2024/25" names, None where it names none."""
    found = _TWO_YEARS.fullmatch(lower)
    if found is None:
        return None
    start = _full_year(found[2])
    follows = start and (start + 1) % 100 == int(found[3][-2:])
    follows = follows and (len(found[3]) == 2 or int(found[3]) == start + 1)
    month = _YEAR_MONTH.fullmatch(lower)
    like_month = bool(month) and 1 <= int(found[3]) <= 12
    if not follows:
        return f"{found[2]}-{found[3]}" if like_month else None
    year = f"fy{start}-{(start + 1) % 100:02}"
    if found[1] or found[4] or reading.years == "financial":
        return year
    if like_month and reading.years == "months":
        return f"{found[2]}-{found[3]}"
    what = f"may be a financial year or {MONTHS[int(found[3]) - 1]} {start}" if like_month else (
        "may be a financial year or a school year"
    )  # fmt: skip
    remedy = f"Write {year} if it is a financial year; or add --years financial, if all are."
    return refuse(cell, what, remedy)


def _full_year(text: str) -> int:
    """Return a year of four digits; 0 for two digits that may be of either century."""
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < 50 else 1900 + year if year >= 90 else 0

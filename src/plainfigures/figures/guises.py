"""Cells that somebody sent, into the texts that belong into our tables: certain, or refused.

Nothing is guessed. What a cell shows is what counts as published, since it is what its sender saw;
where its file holds more digits than that, the note of what was taken says so, and where it holds
something else, the cell is refused.
"""

import datetime
import re
from collections.abc import Iterable

from msgspec.structs import replace

from plainfigures.figures.guised_dates import order_of_days, take_date, years_of
from plainfigures.figures.guised_numbers import (
    LEAST_PER_CENT,
    WIDE_SPACES,
    error_in,
    printed_size,
    refuse,
    take_number,
)
from plainfigures.figures.headings import heading_hints
from plainfigures.figures.limits import MOST_IN_CELL, MOST_SHORT_TEXT
from plainfigures.figures.periods import show_day
from plainfigures.figures.sheets import Cell
from plainfigures.figures.taken import Reading, Refused, Taken, Wanted, wanted_of

__all__ = ["Reading", "Refused", "Taken", "Wanted", "reading_of", "take_in", "wanted_of"]

_GARBLED = re.compile("\u00c2[\u00a3\u00a0-\u00bf]|\u00e2\u20ac.|\u00c3[\u00a0-\u00bf]|\ufffd")
_SHORTENED = re.compile(r"#{2,}|[0-9](?:[.,][0-9]+)?E\+[0-9]+")
_YES = {"true": "true", "yes": "true", "false": "false", "no": "false"}


def take_in(cell: Cell, wanted: Wanted, reading: Reading | None = None) -> Taken | Refused:
    """Take in a cell for a column of ours, or refuse it in words.

    `reading` is what is known of its whole column, from `reading_of` or from a person.
    """
    known = reading or Reading()
    if len(cell.text) > (MOST_IN_CELL if wanted.type == "string" else MOST_SHORT_TEXT):
        return refuse(cell, f"has {len(cell.text):,} letters", "Make it shorter.")
    problem = error_in(cell)
    if problem:
        return problem
    if _GARBLED.search(cell.text):
        remedy = "Save the file again as “CSV UTF-8”, from the spreadsheet that it came from."
        return refuse(cell, "has letters that were garbled on the way", remedy)
    match wanted.type:
        case "number" | "integer":
            return take_number(cell, wanted, known)
        case "date" | "year" | "yearmonth" | "period" | "when":
            return take_date(cell, wanted, known)
        case "boolean":
            return _yes_or_no(cell)
    return _text(cell)


def reading_of(
    cells: Iterable[Cell],
    wanted: Wanted,
    *,
    heading: str = "",
    delimiter: str = "",
    said: Reading | None = None,
) -> Reading:
    """Return what a column shows of how its cells are to be read; what is `said` goes before it.

    `heading` is that of the column, `delimiter` that of the CSV file it stands in.
    """
    told = said or Reading()
    column = list(cells)
    texts = [
        " ".join(cell.text[:MOST_SHORT_TEXT].replace("\u00a0", " ").split()) for cell in column
    ]
    found = Reading(
        dates=order_of_days(texts),
        decimal=_decimal_of(texts, delimiter),
        percentages=_percentages_of(texts),
        scale=heading_hints(heading).scale,
        years=years_of(texts, heading),
    )
    if wanted.type not in {"number", "integer"}:
        found = replace(found, decimal="", percentages="", scale=0)
    return Reading(
        told.dates or found.dates,
        told.decimal or found.decimal,
        told.percentages or found.percentages,
        told.scale or found.scale,
        told.years or found.years,
    )


def _decimal_of(texts: list[str], delimiter: str) -> str:
    """Return "point" or "comma" as the numbers of a column show; "comma" where it may be one."""
    point = any(re.search(r"[0-9],[0-9]{3}\.[0-9]|[0-9],[0-9]{3},[0-9]{3}", text) for text in texts)
    comma = any(
        re.fullmatch(r"\D*[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})\D*", text)
        or re.search(r"[0-9]\.[0-9]{3},[0-9]|[0-9]\.[0-9]{3}\.[0-9]{3}", text)
        for text in texts
    )
    point = point or any(
        re.fullmatch(r"\D*[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})\D*", text) for text in texts
    )
    if comma or (delimiter == ";" and not point):
        return "comma"
    return "point" if point else ""


def _percentages_of(texts: list[str]) -> str:
    """Return "per-cent" where a number without a sign is too large to be a share of one."""
    plain = (printed_size(text) for text in texts if not re.search(r"%|cent", text.lower()))
    return (
        "per-cent"
        if any(size is not None and abs(size) >= LEAST_PER_CENT for size in plain)
        else ""
    )


def _yes_or_no(cell: Cell) -> Taken | Refused:
    text = cell.text.strip()
    if not text:
        return Taken("")
    if text.lower() in _YES:
        return Taken(_YES[text.lower()], text)
    return refuse(cell, "is neither a yes nor a no", "Write TRUE or FALSE.")


def _text(cell: Cell) -> Taken | Refused:
    if isinstance(cell.value, datetime.date):
        what = f"holds {show_day(cell.value)}, and a text is wanted"
        remedy = (
            "Spreadsheets make dates of texts such as 1-2. Make the cell text, and type it anew."
        )
        return refuse(cell, what, remedy)
    text = re.sub(rf"[{WIDE_SPACES}]", " ", cell.text)
    lines = [" ".join(line.split(" ")).strip() for line in text.splitlines()]
    joined = " ".join(line for line in lines if line)
    if joined.startswith("=") and len(joined) > 1:
        return refuse(cell, "is a formula", "Write the text that it gives.")
    if _SHORTENED.fullmatch(joined):
        remedy = "Make the column wider, and the cell text, and type it anew."
        return refuse(cell, "is shortened by the spreadsheet", remedy)
    note = f"{cell.name} has several lines: joined into one." if len(lines) > 1 else ""
    return Taken(joined, cell.text.strip(), note=note)

"""The table in a sheet that somebody sent: its headings, its rows, and what stands around them.

Titles above, notes below, empty rows and columns, repeated headings and rows of totals are known for
what they are and told. Where it is not certain what a row or a heading is, it is a problem.
"""

import re
from collections.abc import Collection

from msgspec.structs import replace

from plainfigures.figures.headings import plain_heading
from plainfigures.figures.merged import filled_down
from plainfigures.figures.sent_parts import Found, heading_row
from plainfigures.figures.sent_records import Heading, SentRow, SentTable
from plainfigures.figures.sheets import Sheet
from plainfigures.figures.taken import Refused

__all__ = ["Heading", "SentRow", "SentTable", "find_table", "is_total", "set_totals_aside"]

_TOTAL = re.compile(r"(?:grand |sub-?|sub |overall |net |gross )?totals?|all", re.IGNORECASE)


def find_table(sheet: Sheet, known: Collection[str] = ()) -> SentTable:
    """Find the table in a sheet.

    `known` has the names and the titles of our own columns, which tell the row of headings from
    others. Where none is found, the first row that is as wide as the table is taken, if it holds
    texts only.
    """
    names = {plain_heading(name) for name in known} - {""}
    whole, _, _ = filled_down(sheet)
    at = heading_row(whole, names)
    if at is None:
        first = sheet.rows[0][0].name if sheet.rows and sheet.rows[0] else "A1"
        message = f'No row of "{sheet.name}" can be told to be that of the headings.'
        remedy = "Put the headings of the columns into one row, above the first row of data."
        return SentTable((), (), problems=(Refused(first, message, remedy),))
    whole, spread, problems = filled_down(sheet, after=sheet.lines[at])
    found = Found(whole, at, names)
    found.read()
    if spread:
        shown = ", ".join(spread[:5]) + (", and more" if len(spread) > 5 else "")
        found.told.append(f"What stands in merged cells holds for each of their rows: {shown}.")
    return SentTable(
        tuple(heading for heading in found.headings if heading),
        tuple(found.rows),
        sheet.lines[at],
        tuple(found.told),
        (*found.problems, *problems),
    )


def set_totals_aside(
    table: SentTable, keys: Collection[int], kept: Collection[str] = ()
) -> SentTable:
    """Leave out the rows of totals, and say so.

    `keys` are the columns that say what a row is, counted from 0. A total that is among `kept`, the
    keys and labels of our own table, stays; one that was pasted in twice alike stays once.
    """
    own = {plain_heading(one) for one in kept}
    told, problems = list(table.told), list(table.problems)
    rows: list[SentRow] = []
    seen: dict[str, SentRow] = {}
    for row in table.rows:
        label = next((row.cells[key] for key in keys if is_total(row.cells[key].text)), None)
        if label is None:
            rows.append(row)
            continue
        text = label.text.strip()
        mark = "|".join(plain_heading(row.cells[key].text) for key in keys)
        earlier = seen.setdefault(mark, row)
        if earlier is not row:
            if _texts(earlier) == _texts(row):
                told.append(f"Row {row.line} (“{text}”) is row {earlier.line} again: left out.")
            else:
                message = f'"{text}" stands in row {earlier.line} too, with other numbers.'
                problems.append(Refused(label.name, message, "Keep the right one of the two."))
        elif plain_heading(text) in own:
            rows.append(row)
        else:
            told.append(f"Row {row.line} (“{text}”) is a row of totals: left out.")
    return replace(table, rows=tuple(rows), told=tuple(told), problems=tuple(problems))


def is_total(text: str) -> bool:
    """Whether a label is that of a row which adds up others."""
    return bool(_TOTAL.fullmatch(" ".join(text.split())))


def _texts(row: SentRow) -> list[str]:
    return [" ".join(cell.text.split()) for cell in row.cells]

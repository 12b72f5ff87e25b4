"""What the columns of a table that was sent may be: proposed from its headings and its cells."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plainfigures.figures.guises import reading_of, take_in
from plainfigures.figures.headings import heading_hints
from plainfigures.figures.records import MISSING_REASONS
from plainfigures.figures.sent_records import SentTable
from plainfigures.figures.sheets import Cell
from plainfigures.figures.taken import Reading, Refused, Taken, Wanted
from plainfigures.figures.units import BUILT_IN
from plainfigures.starting.answers import slug

__all__ = ["FIGURE", "KNOWN", "NAME", "PERIOD", "ROLES", "TEXT", "Column", "propose", "take_column"]

FIGURE, NAME, PERIOD, TEXT, OUT = "figure", "name", "period", "text", "leave out"
ROLES = {
    FIGURE: "numbers that were published",
    NAME: "what a row is, such as a place or a group",
    PERIOD: "when its figures are of",
    TEXT: "other words",
    OUT: "not wanted",
}
"""What a column can be, in words."""

KNOWN = (
    "label", "source", "locator", "status", "basis", "body", "area", "note", "as_published",
    "reason",
)  # fmt: skip
"""Columns that mean the same in every table, and are known by their names."""

_LONGEST_NAME = 80
_NO_VALUE = re.compile(
    rf"\[?(?:{'|'.join(MISSING_REASONS)})\]?|[-\u2013\u2014.:*]*|n/?a|<.*|#.*", re.IGNORECASE
)
_LIKE_NUMBER = re.compile(
    r"[-+(£\u2212\u2013\s]*(?!0[0-9])[0-9][0-9,.'\s]*(?:[\s%*)\[(].*|[a-z]{0,2})$", re.IGNORECASE
)
_LIKE_DATE = re.compile(
    r"[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{2,4}$|(?:19|20)[0-9]{2}[-/][0-9]{2,4}$"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


class Column(Struct, frozen=True):
    """A column as it was sent, and what is proposed for it.

    `name` is what we call it, `role` one of ROLES or of KNOWN. `unit` and `scale` are those of
    figures; `people` says that they count people, as any count may. `cells` are those of its rows.
    """

    heading: str
    cell: str
    name: str
    role: str
    cells: tuple[Cell, ...] = ()
    unit: str = ""
    scale: int = 1
    people: bool = False

    @property
    def wanted(self) -> Wanted:
        """What the column is to take."""
        kinds = {FIGURE: "number", PERIOD: "period"}
        unit = BUILT_IN.get(self.unit, BUILT_IN["number"])
        return Wanted(self.name, kinds.get(self.role, "string"), unit, self.scale, grouped=True)


def propose(table: SentTable, delimiter: str, said: Reading) -> list[Column]:
    """Propose what each column of a table is; empty columns are left out."""
    found: list[Column] = []
    for number, heading in enumerate(table.headings):
        cells = tuple(row.cells[number] for row in table.rows)
        column = Column(heading.text, heading.cell, "", OUT, cells)
        if any(cell.text.strip() or cell.problem for cell in cells):
            found.append(_proposed(column, delimiter, said, found))
    return found


def take_column(column: Column, delimiter: str, said: Reading) -> tuple[list[Taken], list[Refused]]:
    """Take in the cells of a column as what it is now said to be."""
    reading = reading_of(
        column.cells, column.wanted, heading=column.heading, delimiter=delimiter, said=said
    )
    reading = replace(reading, scale=column.scale) if column.role == FIGURE else reading
    taken: list[Taken] = []
    refused: list[Refused] = []
    for cell in column.cells:
        outcome = take_in(cell, column.wanted, reading)
        if isinstance(outcome, Refused):
            refused.append(outcome)
            taken.append(Taken(""))
        else:
            taken.append(outcome)
    return taken, refused


def _proposed(column: Column, delimiter: str, said: Reading, before: Sequence[Column]) -> Column:
    hints = heading_hints(column.heading)
    name = slug(hints.plain, "column").replace("-", "_")
    taken_names = {one.name for one in before}
    while name in taken_names:
        name = f"{name}_too"
    if name in KNOWN:
        return replace(column, name=name, role=name)
    texts = [cell.text.strip() for cell in column.cells if cell.text.strip()]
    column = replace(column, name=name)
    as_period = replace(column, role=PERIOD)
    years = all(_YEAR.fullmatch(text) for text in texts)
    if years or _mostly(as_period, delimiter, said) or name == PERIOD:
        first = not any(one.role == PERIOD for one in before)
        return replace(as_period, name=PERIOD) if first else replace(column, role=TEXT)
    as_figure = replace(column, role=FIGURE, unit=_unit(hints.unit, texts), scale=hints.scale or 1)
    if _mostly(as_figure, delimiter, said):
        whole = not any(re.search(r"\.[0-9]*[1-9]", text) for text in texts)
        return replace(as_figure, people=as_figure.unit == "number" and whole)
    short = all(cell.text.strip() and len(cell.text) <= _LONGEST_NAME for cell in column.cells)
    return replace(column, role=NAME if short else TEXT)


def _unit(hinted: str, texts: Sequence[str]) -> str:
    if hinted:
        return hinted
    if any("£" in text for text in texts):
        return "GBP"
    return "percent" if any(text.rstrip(" )").endswith("%") for text in texts) else "number"


def _mostly(column: Column, delimiter: str, said: Reading) -> bool:
    """Whether most cells of a column look like what is proposed, also those that are refused."""
    filled = [cell for cell in column.cells if not _NO_VALUE.fullmatch(cell.text.strip())]
    taken, _ = take_column(replace(column, cells=tuple(filled)), delimiter, said)
    pattern = _LIKE_NUMBER if column.role == FIGURE else _LIKE_DATE
    like = sum(
        bool(one.text) or bool(pattern.match(cell.text.strip()))
        for one, cell in zip(taken, filled, strict=True)
    )
    return like > len(filled) / 2

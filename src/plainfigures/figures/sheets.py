"""Sheets of other people's spreadsheets: what a cell shows, what it holds, and where it stands."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

__all__ = ["Cell", "CellValue", "Sheet", "alike_in_length", "cell_name", "column_name"]

CellValue = Decimal | datetime.date | datetime.datetime | bool | str | None
"""What a cell holds, as its file says it; always a text, or nothing, in a CSV file."""


class Cell(Struct, frozen=True):
    """One cell: `text` is what a person sees in it, `value` what the file holds.

    `name` says where it is, as spreadsheets do ("B7"). `number_format` is that of a workbook
    ("0%", "[$£]#,##0"), empty where there is none. `problem` says in words why what the cell shows
    cannot be known (a formula that was never worked out, an error such as #REF!), empty where it is.
    """

    name: str
    text: str = ""
    value: CellValue = None
    number_format: str = ""
    problem: str = ""


class Sheet(Struct, frozen=True):
    """A sheet as rows of cells, all rows alike in length, trailing empty rows and columns left out;
    of several empty rows that follow each other, the first is kept.

    `lines` gives for each row its number in the sheet, or in a CSV file the line on which it
    begins. `merged` has the ranges of merged cells ("A1:C1"): what such a range shows stands in its
    first cell, and the others are empty. `hidden` names hidden rows and columns ("5", "C"), `notes`
    says what was done to read it at all ("Read as Windows-1252."). `delimiter` is what stands between
    the cells of a CSV file, empty for a workbook.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    lines: tuple[int, ...]
    merged: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    delimiter: str = ""


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, both counted from 1: row 7 and column 28 are "AB7"."""
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """Return the name of a column, counted from 1: column 28 is "AB"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def alike_in_length(
    rows: Sequence[tuple[Cell, ...]], lines: Sequence[int]
) -> tuple[tuple[Cell, ...], ...]:
    """Return rows with empty cells at their ends, up to the longest; `lines` are their numbers."""
    width = max((len(row) for row in rows), default=0)
    return tuple(
        row + tuple(Cell(cell_name(line, column)) for column in range(len(row) + 1, width + 1))
        for line, row in zip(lines, rows, strict=True)
    )

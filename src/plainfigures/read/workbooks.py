"""Workbooks of Excel (.xlsx): what their cells show and hold. Formulas are not worked out."""

import datetime
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from plainfigures.figures.sheets import (
    Cell,
    CellValue,
    Sheet,
    alike_in_length,
    cell_name,
    column_name,
)
from plainfigures.read.archives import MOST_CELLS, Archive, reading, too_many
from plainfigures.read.number_formats import exact, shown

__all__ = ["read_workbook"]

_ERRORS = {"#N/A": "no value", "#REF!": "a cell that is gone", "#DIV/0!": "a division by nought"}
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z0-9:]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_CONTENT = (b"<v>", b"<v ", b"<is>", b"<is ", b":v>", b":is>", b"<f>", b"<f ", b":f>")
_UNKNOWN = "What this cell shows cannot be told from its number format."
_NEVER = "This cell holds a formula that was never worked out."


def read_workbook(archive: Archive) -> list[Sheet]:
    """Read the sheets of a workbook; raises SheetProblem where it is damaged or far too large."""
    import openpyxl  # slow to import; only needed when a spreadsheet is read

    with reading(archive.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parts = _parts(archive)
        held = openpyxl.load_workbook(io.BytesIO(archive.content), read_only=True, data_only=True)
        formulas: Any = None
        sheets = []
        for number, sheet in enumerate(held.worksheets):
            facts = _Facts(archive, parts.get(sheet.title, ""))
            formula_cells: set[str] = set()
            if facts.has_formulas:
                formulas = formulas or openpyxl.load_workbook(
                    io.BytesIO(archive.content), read_only=True, data_only=False
                )
                formula_cells = set(_formulas(formulas.worksheets[number], facts.last_row))
            notes = ("This sheet is hidden.",) if sheet.sheet_state != "visible" else ()
            sheets.append(_sheet(sheet, facts, formula_cells, notes))
        return sheets


class _Facts:
    """What the file of a sheet says beside its cells."""

    def __init__(self, archive: Archive, part: str) -> None:
        text = archive.read(part) if part else b""
        last = max(text.rfind(mark) for mark in _CONTENT)
        self.text = text[: last + 1]
        if len(_CELL.findall(self.text)) > MOST_CELLS:
            raise too_many(archive.name)
        rows = [_attributes(found[1]) for found in _ROW.finditer(self.text)]
        self.last_row = int(rows[-1].get("r", "0")) if rows else 0
        if last >= 0 and not self.last_row:
            self.last_row = MOST_CELLS
        self.has_formulas = bool(_FORMULA.search(self.text))
        self.hidden_rows = {
            row["r"] for row in rows if row.get("hidden") in {"1", "true"} and "r" in row
        }
        columns = [_attributes(found[1]) for found in _COLUMN.finditer(text[:200_000])]
        self.hidden_columns = [
            (int(one.get("min", "0")), int(one.get("max", "0")))
            for one in columns
            if one.get("hidden") in {"1", "true"}
        ]
        self.merged = tuple(found[1].decode() for found in _MERGED.finditer(text))


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode(): value.decode("utf-8", "replace")
        for name, value in re.findall(rb'(\w+)="([^"]*)"', text)
    }


def _parts(archive: Archive) -> dict[str, str]:
    """Return the part of the file in which each sheet lies, by its title."""
    from defusedxml.ElementTree import fromstring

    root = fromstring(archive.read("xl/workbook.xml"))
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    found = {}
    for one in root.iter():
        if not one.tag.endswith("}sheet"):
            continue
        id_ = next((value for name, value in one.attrib.items() if name.endswith("}id")), "")
        target = targets.get(id_, "")
        path = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        found[one.get("name", "")] = path
    return found


def _formulas(sheet: Any, last_row: int) -> Iterator[str]:
    """Yield the names of the cells that hold a formula."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=last_row or None):
        for cell in row:
            if cell.data_type == "f":
                yield cell_name(cell.row, cell.column)


def _sheet(sheet: Any, facts: _Facts, formulas: set[str], notes: tuple[str, ...]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    lines: list[int] = []
    if facts.last_row:
        sheet.reset_dimensions()
        blank = True
        for number, row in enumerate(sheet.iter_rows(max_row=facts.last_row), 1):
            cells = _cells(number, row, formulas)
            if not cells and blank:
                continue
            blank = not cells
            rows.append(cells)
            lines.append(number)
        if rows and not rows[-1]:
            rows.pop()
            lines.pop()
    padded = alike_in_length(rows, lines)
    width = len(padded[0]) if padded else 0
    kept = {str(line) for line in lines}
    hidden = [
        *sorted(facts.hidden_rows & kept, key=int),
        *(
            column_name(column)
            for first, last in facts.hidden_columns
            for column in range(first, min(last, width) + 1)
        ),
    ]
    return Sheet(str(sheet.title), padded, tuple(lines), facts.merged, tuple(hidden), notes)


def _cells(number: int, row: Iterable[Any], formulas: set[str]) -> tuple[Cell, ...]:
    """Return the cells of a row up to the last that holds anything."""
    found: list[Cell] = []
    last = 0
    for column, one in enumerate(row, 1):
        name = cell_name(number, column)
        cell = _cell(name, one, name in formulas)
        found.append(cell)
        if cell.text.strip() or cell.problem:
            last = column
    return tuple(found[:last])


def _cell(name: str, one: Any, formula: bool) -> Cell:
    value = one.value
    if value is None:
        return Cell(name, problem=_NEVER) if formula else Cell(name)
    number_format = str(one.number_format or "General")
    if isinstance(value, str):
        if one.data_type == "e":
            what = _ERRORS.get(value, "an error")
            return Cell(name, value, value, "", f"This cell shows {value}: {what}.")
        return Cell(name, value, value, number_format)
    held: CellValue
    if isinstance(value, bool):
        held = value
    elif isinstance(value, int | float):
        held = exact(value)
    elif isinstance(value, datetime.date):
        held = value
    elif isinstance(value, datetime.time):
        return Cell(name, f"{value:%H:%M}", f"{value:%H:%M}", number_format)
    else:
        return Cell(name, str(value), None, number_format, _UNKNOWN)
    text = shown(held, number_format)
    if text is None:
        return Cell(name, str(held), held, number_format, _UNKNOWN)
    return Cell(name, text, held, number_format)

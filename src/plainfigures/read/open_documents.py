"""Spreadsheets of LibreOffice (.ods): the text that their cells show, and what they hold."""

import datetime
import io
import warnings
from decimal import Decimal, InvalidOperation
from typing import Any

from plainfigures.figures.sheets import (
    Cell,
    CellValue,
    Sheet,
    alike_in_length,
    cell_name,
    column_name,
)
from plainfigures.read.archives import MOST_CELLS, Archive, broken, reading, too_many

__all__ = ["read_open_document"]

_MOST_COLUMNS = 16_384
_NEVER = "This cell holds a formula that was never worked out."
_HIDDEN = {"collapse", "filter"}


def read_open_document(archive: Archive) -> list[Sheet]:
    """Read the sheets of an OpenDocument spreadsheet; raises SheetProblem where it cannot be."""
    if "META-INF/manifest.xml" in archive.names and (
        b"encryption-data" in archive.read("META-INF/manifest.xml")
    ):
        from plainfigures.errors import SheetProblem

        message = f'"{archive.name}" is protected by a password.'
        raise SheetProblem(message, "Take the password off, and save it again.")
    with reading(archive.name), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from odf.opendocument import load
        from odf.table import Table

        document = load(io.BytesIO(archive.content))
        tables = document.spreadsheet.getElementsByType(Table)
        return [_sheet(archive.name, table) for table in tables]


def _attribute(element: Any, name: str) -> str:
    """Return an attribute by its name in the file, without its prefix; "" where it is not there."""
    for (_, own), value in element.attributes.items():
        if own == name:
            return str(value)
    return ""


def _repeated(element: Any, name: str) -> int:
    text = _attribute(element, name)
    return int(text) if text.isdecimal() else 1


def _kind(element: Any) -> str:
    return str(element.qname[1]) if getattr(element, "qname", None) else ""


def _inside(element: Any, kinds: set[str], groups: set[str]) -> list[Any]:
    """Return the elements of some kinds, in order, also those within groups."""
    found = []
    for one in element.childNodes:
        if _kind(one) in kinds:
            found.append(one)
        elif _kind(one) in groups:
            found += _inside(one, kinds, groups)
    return found


def _sheet(file: str, table: Any) -> Sheet:
    groups = {"table-header-rows", "table-row-group", "table-rows"}
    column_groups = {"table-header-columns", "table-column-group", "table-columns"}
    rows: list[tuple[Cell, ...]] = []
    lines: list[int] = []
    merged: list[str] = []
    hidden: list[str] = []
    line, count, blank = 0, 0, True
    for element in _inside(table, {"table-row"}, groups):
        times = _repeated(element, "number-rows-repeated")
        cells, ranges = _row(file, element, line + 1)
        for offset in range(times if cells else min(times, 1)):
            number = line + 1 + offset
            count += len(cells) or 1
            if count > MOST_CELLS:
                raise too_many(file)
            if not cells and blank:
                break
            blank = not cells
            own, own_ranges = (cells, ranges) if not offset else _row(file, element, number)
            rows.append(own)
            lines.append(number)
            merged += own_ranges
            if _attribute(element, "visibility") in _HIDDEN and own:
                hidden.append(str(number))
        line += times
    while rows and not rows[-1]:
        rows.pop()
        lines.pop()
    padded = alike_in_length(rows, lines)
    width = len(padded[0]) if padded else 0
    column = 1
    for element in _inside(table, {"table-column"}, column_groups):
        times = _repeated(element, "number-columns-repeated")
        if _attribute(element, "visibility") in _HIDDEN:
            last = min(column + times - 1, width)
            hidden += [column_name(one) for one in range(column, last + 1)]
        column += times
    return Sheet(_attribute(table, "name"), padded, tuple(lines), tuple(merged), tuple(hidden))


def _row(file: str, element: Any, line: int) -> tuple[tuple[Cell, ...], list[str]]:
    """Return the cells of a row up to the last that holds anything, and its merged ranges."""
    cells: list[Cell] = []
    merged: list[str] = []
    last = 0
    for sent in element.childNodes:
        if _kind(sent) not in {"table-cell", "covered-table-cell"}:
            continue
        times = _repeated(sent, "number-columns-repeated")
        shown = _shown(sent)
        filled = bool(shown.strip() or _attribute(sent, "formula"))
        if len(cells) + times > _MOST_COLUMNS:
            if filled:
                raise broken(file)
            break
        column = len(cells) + 1
        wide = _repeated(sent, "number-columns-spanned")
        high = _repeated(sent, "number-rows-spanned")
        if wide > 1 or high > 1:
            end = cell_name(line + high - 1, column + wide - 1)
            merged.append(f"{cell_name(line, column)}:{end}")
        covered = _kind(sent) == "covered-table-cell"
        for one in range(column, column + times):
            name = cell_name(line, one)
            cells.append(Cell(name) if covered or not filled else _cell(name, sent, shown))
        if filled and not covered:
            last = len(cells)
    return tuple(cells[:last]), merged


def _shown(element: Any) -> str:
    """Return the text of a cell, its paragraphs on lines of their own, without its comments."""
    return "\n".join(_text(one) for one in element.childNodes if _kind(one) == "p")


def _text(element: Any) -> str:
    pieces = []
    for one in element.childNodes:
        kind = _kind(one)
        if not kind:
            pieces.append(str(getattr(one, "data", "")))
        elif kind == "s":
            pieces.append(" " * _repeated(one, "c"))
        elif kind == "tab":
            pieces.append("\t")
        elif kind == "line-break":
            pieces.append("\n")
        elif kind != "annotation":
            pieces.append(_text(one))
    return "".join(pieces)


def _cell(name: str, element: Any, text: str) -> Cell:
    """Return a cell that shows a text or holds a formula."""
    kind = _attribute(element, "value-type")
    if _attribute(element, "formula") and not text and not kind:
        return Cell(name, problem=_NEVER)
    if text.startswith(("#REF!", "#NAME?", "#N/A", "#VALUE!", "#DIV/0!", "#NUM!", "Err:")):
        return Cell(name, text, text, "", f"This cell shows {text}: an error.")
    return Cell(name, text, _value(element, kind, text), kind)


def _value(element: Any, kind: str, text: str) -> CellValue:
    try:
        match kind:
            case "float" | "currency" | "percentage":
                return Decimal(f"{float(_attribute(element, 'value')):.15g}")
            case "date":
                held = _attribute(element, "date-value")
                if "T" in held:
                    return datetime.datetime.fromisoformat(held)
                return datetime.date.fromisoformat(held)
            case "boolean":
                return _attribute(element, "boolean-value") == "true"
    except (ValueError, InvalidOperation):
        return text
    return text

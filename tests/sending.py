"""Spreadsheets as others send them, made for tests: CSV in any letters, XLSX and ODS."""

import csv
import datetime
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

__all__ = ["Sent", "write_csv", "write_ods", "write_xlsx"]

Sent = str | tuple[Decimal | datetime.date, str]
"""A cell to be written: a text, or what a workbook holds with the format that shows it."""


def write_csv(
    file: Path,
    rows: Sequence[Sequence[str]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    ends: str = "\n",
) -> Path:
    """Write texts as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=ends).writerows(rows)
    file.write_bytes(text.getvalue().encode(encoding))
    return file


def write_xlsx(file: Path, rows: Sequence[Sequence[Sent]], **changes: Any) -> Path:
    """Write a workbook of one sheet; `merged` and `hidden_rows` say what is done to it."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sent"
    for number, row in enumerate(rows, 1):
        for column, sent in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(sent, tuple):
                held, cell.number_format = sent
                cell.value = float(held) if isinstance(held, Decimal) else held
                cell.number_format = sent[1]
            elif sent:
                cell.value = sent
    for one in changes.get("merged", ()):
        sheet.merge_cells(one)
    for one in changes.get("hidden_rows", ()):
        sheet.row_dimensions[one].hidden = True
    book.save(file)
    return file


def write_ods(file: Path, rows: Sequence[Sequence[tuple[str, str, str]]]) -> Path:
    """Write an OpenDocument spreadsheet; a cell is the text it shows, its type and its value."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Sent")
    for row in rows:
        line = TableRow()
        for shown, kind, value in row:
            known = {"date": {"datevalue": value}, "string": {}}.get(kind, {"value": value})
            cell = TableCell(valuetype=kind, **known) if shown else TableCell()
            if shown:
                cell.addElement(P(text=shown))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(file))
    return file

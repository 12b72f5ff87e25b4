"""Spreadsheets that others send, as sheets of cells: what each cell shows, holds, and where it is.

A file is known by what it holds and not by its name. What cannot be read with certainty is refused
in words, with what to do. Nothing in a file is followed, worked out or run.
"""

import re
from pathlib import Path

from plainfigures.errors import SheetProblem
from plainfigures.figures.sheets import Sheet
from plainfigures.read.archives import MOST_BYTES, Archive
from plainfigures.read.delimited import read_delimited
from plainfigures.read.open_documents import read_open_document
from plainfigures.read.workbooks import read_workbook

__all__ = ["read_sheets"]

_SAVE = "Open it in a spreadsheet, and save it as .xlsx: File, Save As."
_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BEGINNINGS = (
    (b"%PDF", "is a PDF, in which rows and columns cannot be told for certain",
     "Ask for the spreadsheet it was made from."),
    (b"{\\rtf", "is a text document and no spreadsheet", _SAVE),
    (b"SQLite format 3", "is a database and no spreadsheet", "Export its table as CSV."),
    (b"\x1f\x8b", "is packed", "Unpack it first."),
    (b"PAR1", "is a Parquet file and no spreadsheet", "Export its table as CSV."),
    (b"\x89PNG", "is a picture", "Ask for the spreadsheet it was made from."),
    (b"\xff\xd8\xff", "is a picture", "Ask for the spreadsheet it was made from."),
)  # fmt: skip
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|head|body|meta)", re.I)


def read_sheets(file: Path, *, encoding: str = "", delimiter: str = "") -> list[Sheet]:
    """Read the sheets of a spreadsheet that hold anything: XLSX, ODS or CSV.

    `encoding` and `delimiter` say what a CSV file cannot say for itself. Raises SheetProblem where
    the file is none of these, or cannot be read with certainty.
    """
    if not file.is_file():
        problem = "is a folder." if file.is_dir() else "is not there."
        raise SheetProblem(f'"{file.name}" {problem}', "Give the path of a spreadsheet.")
    size = file.stat().st_size
    if size > MOST_BYTES:
        message = f'"{file.name}" has {size // 1_000_000} MB, which is more than we read.'
        raise SheetProblem(message, "Send only the sheet that is needed.")
    content = file.read_bytes()
    _refuse_by_content(file.name, content)
    if content.startswith(b"PK"):
        sheets = _read_archive(file.name, content)
    else:
        sheets = [read_delimited(file.name, content, encoding=encoding, delimiter=delimiter)]
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        message = f'There is nothing in "{file.name}".'
        raise SheetProblem(message, "Look whether it was saved, and whether it is the right file.")
    return sheets


def _refuse_by_content(name: str, content: bytes) -> None:
    """Refuse what is no spreadsheet that we read."""
    if not content.strip(b"\x00\r\n\t ,;"):
        message = f'There is nothing in "{name}".'
        raise SheetProblem(message, "Look whether it was saved, and whether it is the right file.")
    if content.startswith(_OLD):
        if _ENCRYPTED in content:
            message = f'"{name}" is protected by a password.'
            remedy = "Open it with the password, take it off under File, Info, and save it again."
            raise SheetProblem(message, remedy)
        message = f'"{name}" is in the old form of Excel (.xls), or no spreadsheet at all.'
        raise SheetProblem(message, _SAVE)
    for beginning, what, remedy in _BEGINNINGS:
        if content.startswith(beginning):
            raise SheetProblem(f'"{name}" {what}.', remedy)
    if _MARKUP.match(content[:200]):
        message = f'"{name}" is a web page or XML under another name, and no spreadsheet.'
        raise SheetProblem(message, _SAVE)


def _read_archive(name: str, content: bytes) -> list[Sheet]:
    archive = Archive(name, content)
    parts = archive.names
    if "[Content_Types].xml" in parts and "xl/workbook.xml" in parts:
        return read_workbook(archive)
    kind = archive.read("mimetype").decode("ascii", "replace") if "mimetype" in parts else ""
    if "opendocument.spreadsheet" in kind and "content.xml" in parts:
        return read_open_document(archive)
    if "xl/workbook.bin" in parts:
        raise SheetProblem(f'"{name}" is a binary workbook (.xlsb).', _SAVE)
    if any(part.startswith("Index/") or part.endswith(".iwa") for part in parts):
        message = f'"{name}" is a Numbers spreadsheet.'
        raise SheetProblem(message, "Open it in Numbers, and export it as Excel: File, Export To.")
    if any(part.startswith("word/") for part in parts) or "opendocument" in kind:
        raise SheetProblem(f'"{name}" is a document and no spreadsheet.', _SAVE)
    message = f'"{name}" is packed, or no spreadsheet.'
    raise SheetProblem(message, "Unpack it first, and give the spreadsheet in it.")

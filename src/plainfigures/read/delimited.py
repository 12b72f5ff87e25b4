"""CSV files as spreadsheets save them, in whatever letters and with whatever between the cells.

How a file is to be read is decided only where it can be read in one way; else it is refused with
the option that says it.
"""

import codecs
import csv
import io
import re
from collections import Counter

from plainfigures.errors import SheetProblem
from plainfigures.figures.sheets import Cell, Sheet, cell_name
from plainfigures.read.archives import MOST_CELLS, too_many

__all__ = ["read_delimited"]

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_NAMED = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "\\t": "\t"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Letters and signs that Windows-1252 has and English texts use. Mac and DOS files have others at
# the same places, which are not among them.
_LETTERS = "àáâäçèéêëíïñóôöúüÁÉ"
_SIGNS = "–—‘’“”…•·°½¼¾²×\u00a0£€"
_MISPLACED = re.compile(
    rf"[£€](?![0-9\s.,)('\-–]|[mk]\b|bn\b|$)|(?<![A-Za-z{_LETTERS}])[{_LETTERS}](?![A-Za-z{_LETTERS}])"
)
_BY_OPTION = (
    "Save it as “CSV UTF-8”, or name its letters with --encoding, such as --encoding windows-1252."
)


def read_delimited(name: str, content: bytes, *, encoding: str, delimiter: str) -> Sheet:
    """Read a CSV file as one sheet; raises SheetProblem where it could be read in several ways."""
    text, notes = _decode(name, content, encoding)
    stated = re.match(r"sep=(.)\r?\n", text)
    first_line = 1
    if stated:
        text = text[stated.end() :]
        first_line = 2
    wanted = _NAMED.get(delimiter, delimiter) or (stated[1] if stated else "")
    if len(wanted) > 1 or wanted in {'"', "\n", "\r"}:
        message = f'"{delimiter}" cannot stand between cells.'
        raise SheetProblem(message, "Say comma, semicolon, tab or pipe.")
    between = wanted or _delimiter_of(name, text)
    records = _records(name, text, between)
    if between != ",":
        notes.append(f"Read with {_DELIMITERS.get(between, between)} between the cells.")
    return _sheet(name, records, first_line, tuple(notes), between)


def _decode(name: str, content: bytes, encoding: str) -> tuple[str, list[str]]:
    for mark, known in _BOMS:
        if content.startswith(mark):
            return _decoded(name, content, known), []
    if encoding:
        return _decoded(name, content, encoding), [f"Read as {encoding}, as asked."]
    if b"\x00" in content:
        message = f'"{name}" is no CSV file, or its letters are not saved as UTF-8.'
        raise SheetProblem(message, _BY_OPTION)
    try:
        return content.decode(), []
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problem = SheetProblem(
            f'Line {line} of "{name}" has letters that are not saved as UTF-8, and it is not '
            "certain which they are.",
            _BY_OPTION,
        )
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise problem from error
        odd = {letter for letter in text if ord(letter) > 127} - set(_LETTERS + _SIGNS)
        if odd or _MISPLACED.search(text):
            raise problem from error
        return text, ["Read as Windows-1252, in which all its letters make sense."]


def _decoded(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\N{BOM}")
    except LookupError as error:
        message = f'"{encoding}" is not the name of an encoding.'
        remedy = "Say utf-8, utf-16 or windows-1252."
        raise SheetProblem(message, remedy) from error
    except UnicodeDecodeError as error:
        message = f'The letters of "{name}" are not all {encoding}.'
        raise SheetProblem(message, "Save it again as “CSV UTF-8”.") from error


def _delimiter_of(name: str, text: str) -> str:
    """Return what stands between the cells, where only one sign can."""
    present = [one for one in _DELIMITERS if one in text]
    shapes = {}
    for one in present:
        try:
            shapes[one] = _shape(_records(name, text, one))
        except SheetProblem:
            shapes[one] = (0, False, False)
    for loosely in (False, True):
        fits = [
            one
            for one, (width, even, ragged) in shapes.items()
            if width > 1 and (even or (loosely and ragged))
        ]
        if len(fits) == 1:
            return fits[0]
        if fits:
            break
    if not any(width > 1 for width, _, _ in shapes.values()):
        # A table of one column, and whatever stands in it belongs to its texts.
        if not present:
            return ","
        _records(name, text, ",")
    elif len([one for one, (width, _, _) in shapes.items() if width > 1]) == 1:
        return next(one for one, (width, _, _) in shapes.items() if width > 1)
    message = f'It is not certain what stands between the cells of "{name}".'
    remedy = "Say it with --delimiter comma, semicolon or tab."
    raise SheetProblem(message, remedy)


def _shape(records: list[tuple[int, list[str]]]) -> tuple[int, bool, bool]:
    """Return the usual width of rows, whether all have it, and whether the others hold one cell."""
    widths = [len(_without_end(cells)) for _, cells in records if any(cells)]
    full = [len(cells) for _, cells in records if any(cells)]
    usual = Counter(full).most_common(1)[0][0] if full else 0
    if usual <= 1:
        usual = max(full, default=0)
    even = all(width == usual for width in full)
    ragged = all(width <= usual for width in widths) and all(
        length == usual or width <= 1 for length, width in zip(full, widths, strict=True)
    )
    return usual, even, ragged


def _without_end(cells: list[str]) -> list[str]:
    last = max((number for number, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:last]


def _records(name: str, text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the records with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    line, cells_so_far = 1, 0
    try:
        for cells in reader:
            found.append((line, cells))
            line = reader.line_num + 1
            cells_so_far += len(cells)
            if cells_so_far > MOST_CELLS:
                raise too_many(name)
    except csv.Error as error:
        message = f'The quotes in line {line} of "{name}" do not match.'
        remedy = (
            "Write a quote within a cell as two quotes, and close each cell that opens with one."
        )
        raise SheetProblem(message, remedy) from error
    return found


def _sheet(
    name: str,
    records: list[tuple[int, list[str]]],
    first_line: int,
    notes: tuple[str, ...],
    delimiter: str,
) -> Sheet:
    width = max((len(_without_end(cells)) for _, cells in records), default=0)
    rows: list[tuple[Cell, ...]] = []
    lines: list[int] = []
    blank = True
    for line, cells in records:
        filled = any(cell.strip() for cell in cells)
        if not filled and blank:
            continue
        blank = not filled
        number = line + first_line - 1
        padded = [*cells, *[""] * width][:width]
        rows.append(
            tuple(
                Cell(cell_name(number, column), text, text or None)
                for column, text in enumerate(padded, 1)
            )
        )
        lines.append(number)
    if rows and blank:
        rows.pop()
        lines.pop()
    return Sheet(
        name.rpartition(".")[0] or name, tuple(rows), tuple(lines), (), (), notes, delimiter
    )

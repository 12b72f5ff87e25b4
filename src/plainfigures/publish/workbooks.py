"""Workbooks laid out as gptables lays them out, written by XlsxWriter alone.

gptables is how the Government Analysis Function publishes tables. It brings pandas, and both
together take longer to load than many workbooks take to write. So the layout is repeated here, for
what a package needs of it, and tests hold every byte against what gptables makes of the same.
"""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from plainfigures.publish.packing import packed_anew

__all__ = ["Cell", "Sheet", "write_workbook"]

Cell = str | int | float | None
"""What stands in a cell; None where there is nothing to say."""

_STILL = datetime(1980, 1, 1)
"""The date of every workbook: the same data must give the same bytes."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_COVER_WIDTH = 85  # letters
_HIDDEN = 2  # lines between cells, on the screen and on paper
_FONT = {"font_name": "Arial", "font_color": "automatic", "font_size": 12}
_LINE = _FONT | {"text_wrap": True}
_HEAD = _LINE | {"bold": True, "bottom": 1, "valign": "top"}
_TITLE = _FONT | {"font_size": 16, "bold": True}
_SUBTITLE = _FONT | {"font_size": 14}
_COVER_TITLE = _TITLE | {"text_wrap": True}
_COVER_HEAD = _SUBTITLE | {"text_wrap": True, "bold": True}
_LINK = _LINE | {"align": "left", "underline": True, "font_color": "blue"}
_SYMBOL = re.compile(r"\[[\w\s]+\]")
"""What may stand among numbers, such as `[x]`."""
_NO_SYMBOL = re.compile(r"\[.+\]\(.+\)|\$\$.*\$\$|\A[^a-zA-Z0-9]*\Z", re.DOTALL)
"""What may not: links, notes, and signs alone."""


class Sheet(Struct, frozen=True):
    """A sheet of one table: what is said above it, its headings, its rows, how wide columns are.

    `name` is that of the table, apart from the `label` of the sheet. With `links`, the first column
    names other sheets, and leads there.
    """

    label: str
    name: str
    title: str
    instructions: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int]
    subtitles: Sequence[str] = ()
    legend: Sequence[str] = ()
    links: bool = False


def write_workbook(
    title: str, cover: Sequence[tuple[str, Sequence[str]]], sheets: Sequence[Sheet], named: str
) -> bytes:
    """Return a workbook, an XLSX file called `named`.

    Its cover has the `title`, then parts that have a heading and some lines each.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, _OPTIONS)
    writer = _Writer(book)
    writer.write_cover(title, cover)
    for sheet in sheets:
        writer.write(sheet)
    book.set_properties({"title": named, "created": _STILL})
    book.close()
    return packed_anew(content.getvalue())


class _Writer:
    """Writes the sheets of a workbook one after another."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._looks: dict[tuple[tuple[str, object], ...], Any] = {}

    def write_cover(self, title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> None:
        lines = [(title, _COVER_TITLE)]
        for head, said in parts:
            lines += [(head, _COVER_HEAD), *((one, _LINE) for one in said)]
        sheet = self._begin("Cover", lines)
        sheet.set_column(0, 0, _COVER_WIDTH)

    def write(self, one: Sheet) -> None:
        """Write a sheet of one table, and mark the table as such."""
        lines = [
            (one.title, _TITLE),
            *((words, _SUBTITLE) for words in one.subtitles),
            *((words, _FONT) for words in (one.instructions, *one.legend)),
        ]
        sheet = self._begin(one.label, lines)
        top = len(lines)
        sides = [{"align": _side(one.rows, at)} for at in range(len(one.heads))]
        heads = [self._look(_HEAD | side) for side in sides]
        for at, (words, look) in enumerate(zip(one.heads, heads, strict=True)):
            sheet.write(top, at, words, look)
        plain = [self._look(_LINE | side) for side in sides]
        for number, row in enumerate(one.rows, top + 1):
            for at, (cell, look) in enumerate(zip(row, plain, strict=True)):
                if one.links and not at:
                    sheet.write_url(
                        number, at, f"internal:'{cell}'!A1", self._look(_LINK), str(cell)
                    )
                else:
                    sheet.write(number, at, cell, look)
        columns = [
            {"header": words, "header_format": look}
            for words, look in zip(one.heads, heads, strict=True)
        ]
        look = {"autofilter": False, "columns": columns, "style": None, "name": one.name}
        sheet.add_table(top, 0, top + len(one.rows), len(one.heads) - 1, look)
        for at, width in enumerate(one.widths):
            sheet.set_column(at, at, width)

    def _begin(self, label: str, lines: Sequence[tuple[str, dict[str, Any]]]) -> Any:
        sheet = self._book.add_worksheet(label)
        sheet.hide_gridlines(_HIDDEN)
        for at, (words, look) in enumerate(lines):
            sheet.write(at, 0, words, self._look(look))
        return sheet

    def _look(self, wanted: dict[str, Any]) -> Any:
        """Return how cells look; what looks alike is one and the same to the workbook."""
        key = tuple(sorted(wanted.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(wanted)
        return self._looks[key]


def _side(rows: Sequence[Sequence[Cell]], at: int) -> str:
    """Return on which side of its column a table has what stands there: numbers on the right.

    The first column says what a row is about: it is on the left, whatever it holds.
    """
    cells = [row[at] for row in rows if row[at] is not None]
    words = [cell for cell in cells if isinstance(cell, str)]
    symbols = all(_SYMBOL.search(one) and not _NO_SYMBOL.search(one) for one in words)
    return "right" if at and symbols and len(words) < len(cells) else "left"

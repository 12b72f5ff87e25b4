"""An accessible spreadsheet for each data package, made with gptables.

Follows "Releasing statistics in spreadsheets" and "Symbols in tables" of the Government Analysis
Function: a cover, a list of the sheets, notes, one marked-up table a sheet, no merged cells, and a
symbol in the place of a value that is missing. Values are those of the CSV files.
"""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plainfigures.figures.licences import licence_lines
from plainfigures.figures.records import MISSING_REASONS, Field, Package, Resource, Row, Source
from plainfigures.publish.columns import Column, columns_of, symbol_of
from plainfigures.publish.packing import packed_anew

__all__ = ["make_spreadsheet"]

_STILL = datetime(1980, 1, 1)
"""The date of every spreadsheet: the same data must give the same bytes."""
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")
_ODD = re.compile(r"\[.+\]\(.+\)|\$\$.*\$\$|\A[^a-zA-Z0-9]*\Z", re.DOTALL)
"""What gptables takes for a link or a note, or refuses."""
_KNOWN = re.compile(r"[a-zA-Z0-9]")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_SHEET = 31  # letters that the name of a sheet may have
_WIDEST, _NARROWEST = 48, 10  # letters across a column
_WIDTHS = {"Contents": [32, 60], "Notes": [14, 90]}
_COLUMN_HEADS = ("Table", "Column", "Meaning", "Unit")
_SOURCE_HEADS = ("Name in the tables", "Title", "Published by", "Dated", "Licence", "Address")
_EMPTY = "empty"
_AS_PRINTED = "as-printed"
_INSTRUCTIONS = f"This worksheet contains one table. Some cells are empty.$${_EMPTY}$$"
_NOTES = {
    _EMPTY: "An empty cell means that there is nothing to say there.",
    _AS_PRINTED: (
        "Values are as the source prints them, in the unit of the column's heading. Where the table "
        "has a column that begins with “As published”, it holds the text as it was printed."
    ),
}


def make_spreadsheet(package: Package, sources: Sequence[Source], contact: Sequence[str]) -> bytes:
    """Return the spreadsheet of a package: an XLSX file.

    `sources` are those that its figures come from; `contact` says whom to ask, line by line.
    """
    import gptables  # slow to import, with pandas behind it
    import pandas

    tables = [*_tables(package, sources)]
    content = io.BytesIO()
    with warnings.catch_warnings():
        # It warns of empty cells, which a note explains.
        warnings.simplefilter("ignore")
        book = gptables.produce_workbook(
            content,
            {
                one.label: gptables.GPTable(
                    table=pandas.DataFrame(one.rows, columns=one.heads, dtype=object),
                    table_name=f"table_{number}",
                    title=_plain(one.title) or one.label,
                    subtitles=[words for words in map(_plain, one.subtitles) if words],
                    instructions=one.instructions,
                    legend=list(one.legend),
                    units=None,
                    index_columns={},
                )
                for number, one in enumerate(tables, 1)
            },
            cover=gptables.Cover(
                title=_plain(package.title) or package.name,
                intro=[_plain(package.description) or package.name],
                about=[_plain(one) for one in (*licence_lines(package, sources), *_bases(package))],
                contact=[_plain(one) for one in contact] or None,
            ),
            notes_table=pandas.DataFrame(_notes(package), columns=["Note", "Note text"]),
            auto_width=False,
            workbook_options=_OPTIONS,
        )
    widths = {one.label: one.widths for one in tables} | _WIDTHS
    for sheet in book.worksheets():
        for at, width in enumerate(widths.get(sheet.get_name(), ())):
            sheet.set_column(at, at, width)
    book.set_properties({"title": package.title, "created": _STILL})
    book.close()
    return packed_anew(content.getvalue())


@dataclass(frozen=True)
class _Sheet:
    """A sheet of one table; a cell is a text, a number, a text that is set as it is, or None."""

    label: str
    title: str
    heads: list[str]
    rows: list[list[Any]]
    widths: list[int]
    instructions: str
    subtitles: Sequence[str] = ()
    legend: Sequence[str] = ()


def _tables(package: Package, sources: Sequence[Source]) -> Iterator[_Sheet]:
    """Yield the sheets of a package: its tables, then what their columns and sources are."""
    about: list[Sequence[str]] = []
    for number, resource in enumerate(package.resources, 1):
        columns = columns_of(package, resource)
        about += [(resource.title, one.title, one.meaning, one.unit) for one in columns]
        if not resource.rows:
            continue
        heads = _heads(columns)
        texts = [[row.cells.get(one.name, "") for one in columns] for row in resource.rows]
        symbols = {symbol_of(row, one) for row in resource.rows for one in resource.fields} - {""}
        yield _Sheet(
            label=f"{number}_{resource.name}"[:_SHEET],
            title=resource.title,
            heads=heads,
            rows=[[_cell(row, field) for field in resource.fields] for row in resource.rows],
            widths=_widths(heads, texts),
            instructions=_instructions(resource),
            subtitles=[resource.description] if resource.description else [],
            legend=[
                f"[{one}] means {words}."
                for one, words in MISSING_REASONS.items()
                if f"[{one}]" in symbols
            ],
        )
    yield _listing("Columns", "What each column means", _COLUMN_HEADS, about)
    described = [
        (
            one.id,
            one.title,
            one.publisher,
            one.published or (one.meeting_date and f"meeting of {one.meeting_date}"),
            one.licence,
            one.address,
        )
        for one in sources
    ]
    if described:
        yield _listing("Sources", "Where the figures come from", _SOURCE_HEADS, described)


def _listing(label: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> _Sheet:
    cells = [[_text(cell) for cell in row] for row in rows]
    return _Sheet(label, title, list(heads), cells, _widths(heads, rows), _INSTRUCTIONS)


def _instructions(resource: Resource) -> str:
    figures = any(field.kind for field in resource.fields)
    return _INSTRUCTIONS + (f" Values are as printed.$${_AS_PRINTED}$$" if figures else "")


def _notes(package: Package) -> list[tuple[str, str]]:
    used = [_EMPTY]
    if any(field.kind for one in package.resources if one.rows for field in one.fields):
        used.append(_AS_PRINTED)
    return [(name, _NOTES[name]) for name in used]


def _bases(package: Package) -> list[str]:
    """Say what is counted, and by whom."""
    lines = [f"{title}: {words}" if words else title for title, words in package.bases.values()]
    return ["What is counted, and by whom:", *lines] if lines else []


def _heads(columns: Sequence[Column]) -> list[str]:
    """Return headings with units, each one of its own."""
    heads: list[str] = []
    for one in columns:
        title = _plain(one.title) or one.name
        head = f"{title}\n({one.unit})" if one.unit else title
        # Spreadsheets take small and capital letters in headings for the same.
        taken = {other.lower() for other in heads}
        heads.append(head if head.lower() not in taken else f"{head}\n({one.name})")
    return heads


def _cell(row: Row, field: Field) -> Any:
    """Return what stands in a cell: a number as a number, a text as it is, a symbol if missing."""
    symbol = symbol_of(row, field)
    if symbol:
        return symbol
    text = row.cells.get(field.name, "")
    if field.type in {"number", "integer", "year"}:
        plain = text.replace(",", "")
        if _NUMBER.fullmatch(plain):
            return float(plain) if "." in plain else int(plain)
    return _text(text)


def _plain(words: str) -> str:
    """Return words about the data, in which gptables finds neither a link nor a note.

    Empty where it would refuse them: where they have no letter or digit that it knows.
    """
    plain = " ".join(words.replace("$$", "$ $").replace("](", "] (").split())
    return plain if _KNOWN.search(plain) else ""


def _text(text: str) -> Any:
    """Return a text for a cell, kept from being read as a link, as a note or as no text at all."""
    if not text.strip():
        return None
    if _ODD.search(text):
        from gptables.core.gptable import FormatList

        return FormatList([{}, text])
    return text


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how many letters wide each column is to be."""
    widths = []
    for at, head in enumerate(heads):
        longest = max((len(row[at]) for row in rows), default=0)
        words = max(len(word) for word in (*head.split(), ""))
        widths.append(max(_NARROWEST, min(_WIDEST, longest + 2), words + 2))
    return widths

"""An accessible spreadsheet for each data package.

Follows "Releasing statistics in spreadsheets" and "Symbols in tables" of the Government Analysis
Function: a cover, a list of the sheets, notes, one marked-up table a sheet, no merged cells, and a
symbol in the place of a value that is missing. Values are those of the CSV files.
"""

import re
from collections.abc import Iterator, Sequence

from plainfigures.figures.licences import licence_lines
from plainfigures.figures.records import MISSING_REASONS, Field, Package, Resource, Row, Source
from plainfigures.publish.columns import Column, columns_of, symbol_of
from plainfigures.publish.workbooks import Cell, Sheet, write_workbook

__all__ = ["make_spreadsheet"]

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")
_KNOWN = re.compile(r"[a-zA-Z0-9]")
_SHEET = 31  # letters that the name of a sheet may have
_WIDEST, _NARROWEST = 48, 10  # letters across a column
_COLUMN_HEADS = ("Table", "Column", "Meaning", "Unit")
_SOURCE_HEADS = ("Name in the tables", "Title", "Published by", "Dated", "Licence", "Address")
_ONE_TABLE = "This worksheet contains one table."
_INSTRUCTIONS = f"{_ONE_TABLE} Some cells are empty."
_EMPTY = "An empty cell means that there is nothing to say there."
_AS_PRINTED = (
    "Values are as the source prints them, in the unit of the column's heading. Where the table "
    "has a column that begins with “As published”, it holds the text as it was printed."
)


def make_spreadsheet(package: Package, sources: Sequence[Source], contact: Sequence[str]) -> bytes:
    """Return the spreadsheet of a package: an XLSX file.

    `sources` are those that its figures come from; `contact` says whom to ask, line by line.
    """
    cover = [
        ("Introductory information", [_plain(package.description) or package.name]),
        ("About these data", [*licence_lines(package, sources), *_bases(package)]),
    ]
    if contact:
        cover.append(("Contact", [*contact]))
    tables = [*_tables(package, sources)]
    return write_workbook(
        _plain(package.title) or package.name,
        [(head, [words for words in map(_plain, lines) if words]) for head, lines in cover],
        [_contents(tables), _notes(package), *tables],
        package.title,
    )


def _tables(package: Package, sources: Sequence[Source]) -> Iterator[Sheet]:
    """Yield the sheets of a package: its tables, then what their columns and sources are."""
    about: list[Sequence[str]] = []
    at = 0
    for number, resource in enumerate(package.resources, 1):
        columns = columns_of(package, resource)
        about += [(resource.title, one.title, one.meaning, one.unit) for one in columns]
        if not resource.rows:
            continue
        heads = _heads(columns)
        texts = [[row.cells.get(one.name, "") for one in columns] for row in resource.rows]
        symbols = {symbol_of(row, one) for row in resource.rows for one in resource.fields} - {""}
        label = f"{number}_{resource.name}"[:_SHEET]
        at += 1
        yield Sheet(
            label=label,
            name=f"table_{at}",
            title=_plain(resource.title) or label,
            instructions=_instructions(resource),
            heads=heads,
            rows=[[_cell(row, field) for field in resource.fields] for row in resource.rows],
            widths=_widths(heads, texts),
            subtitles=[words for words in [_plain(resource.description)] if words],
            legend=[
                f"[{one}] means {words}."
                for one, words in MISSING_REASONS.items()
                if f"[{one}]" in symbols
            ],
        )
    name = f"table_{at + 1}"
    yield _listing("Columns", name, "What each column means", _COLUMN_HEADS, about)
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
        name = f"table_{at + 2}"
        yield _listing("Sources", name, "Where the figures come from", _SOURCE_HEADS, described)


def _listing(
    label: str, name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> Sheet:
    cells = [[_text(cell) for cell in row] for row in rows]
    return Sheet(label, name, title, f"{_INSTRUCTIONS}[note 1]", heads, cells, _widths(heads, rows))


def _instructions(resource: Resource) -> str:
    if any(field.kind for field in resource.fields):
        return f"{_INSTRUCTIONS} Values are as printed.[note 1][note 2]"
    return f"{_INSTRUCTIONS}[note 1]"


def _contents(tables: Sequence[Sheet]) -> Sheet:
    """Return the list of the sheets, each a link to it."""
    rows = [(one.label, one.title) for one in tables]
    heads = ("Sheet name", "Table description")
    return Sheet(
        "Contents",
        "contents_table",
        "Table of contents",
        _ONE_TABLE,
        heads,
        rows,
        (32, 60),
        links=True,
    )


def _notes(package: Package) -> Sheet:
    used = [_EMPTY]
    if any(field.kind for one in package.resources if one.rows for field in one.fields):
        used.append(_AS_PRINTED)
    heads = ("Note number", "Note text")
    return Sheet(
        "Notes", "notes_table", "Notes", _ONE_TABLE, heads, [*enumerate(used, 1)], (14, 90)
    )


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


def _cell(row: Row, field: Field) -> Cell:
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


def _text(text: str) -> str | None:
    return text if text.strip() else None


def _plain(words: str) -> str:
    """Return words about the data in one line, without the marks of links and notes.

    Empty where they say nothing: where they have no letter or digit.
    """
    plain = " ".join(words.replace("$$", "$ $").replace("](", "] (").split())
    return plain if _KNOWN.search(plain) else ""


def _widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how many letters wide each column is to be."""
    widths = []
    for at, head in enumerate(heads):
        longest = max((len(row[at]) for row in rows), default=0)
        words = max(len(word) for word in (*head.split(), ""))
        widths.append(max(_NARROWEST, min(_WIDEST, longest + 2), words + 2))
    return widths

"""Workbooks, held against those that gptables makes of the same: they are the same bytes."""

import io
import re
import warnings
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import gptables
import pandas
import pytest
from gptables.core.gptable import FormatList
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.licences import sources_used
from plainfigures.publish import make_spreadsheet, spreadsheets
from plainfigures.publish.packing import packed_anew
from plainfigures.publish.workbooks import Cell, Sheet, write_workbook
from tests.making import FIRE_SERVICE, catalogue_of

Cover = Sequence[tuple[str, Sequence[str]]]

COVER = [("Introductory information", ["What it is."]), ("About these data", ["Whose they are."])]
WORDS = ["Pumps", "two\nlines", "=1+1", "https://fire.example/a?b", "[note] of a price", "007"]
ODD = ["[a](b)", "[a](b) and [c](d)", "$$note$$", "–", "[–]", " - "]
EMPTY = st.none()
SYMBOLS = st.sampled_from(["[x]", "[c]", "[low]"])
NUMBERS = st.integers(-(10**14), 10**14) | st.decimals(-1000, 1000, places=2).map(float)
TEXTS = st.sampled_from([*WORDS, *ODD])
COLUMNS = (
    EMPTY | SYMBOLS,
    EMPTY | SYMBOLS | NUMBERS,
    SYMBOLS | NUMBERS,
    EMPTY | SYMBOLS | NUMBERS | TEXTS,
)
ABOUT = st.just("Row") | st.just(7)
"""What a row begins with: gptables takes none in which there is nothing."""
TABLES = st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=5).flatmap(
    lambda columns: st.lists(st.tuples(ABOUT, *columns), min_size=1, max_size=5)
)


def by_gptables(title: str, cover: Cover, sheets: Sequence[Sheet], named: str) -> bytes:
    """Return the workbook that gptables makes: it writes the first two sheets in its own way."""
    _, notes, *tables = sheets
    content = io.BytesIO()
    said = {head: list(lines) for head, lines in cover}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = gptables.produce_workbook(
            content,
            {
                one.label: gptables.GPTable(
                    pandas.DataFrame(
                        [[as_it_is(cell) for cell in row] for row in one.rows],
                        columns=list(one.heads),
                        dtype=object,
                    ),
                    one.name,
                    one.title,
                    subtitles=list(one.subtitles),
                    instructions=re.sub(r"\[note (\d)\]", r"$$\1$$", one.instructions),
                    legend=list(one.legend),
                    index_columns={},
                )
                for one in tables
            },
            cover=gptables.Cover(
                title,
                said["Introductory information"],
                said["About these data"],
                said.get("Contact"),
            ),
            notes_table=pandas.DataFrame(
                [[str(number), words] for number, words in notes.rows],
                columns=["Note", "Note text"],
            ),
            auto_width=False,
            workbook_options={
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
    widths = {one.label: one.widths for one in sheets}
    for sheet in book.worksheets():
        for at, width in enumerate(widths.get(sheet.get_name(), ())):
            sheet.set_column(at, at, width)
    book.set_properties({"title": named, "created": datetime(1980, 1, 1)})
    book.close()
    return packed_anew(content.getvalue())


def as_it_is(cell: Cell) -> Any:
    """Return a cell as gptables takes it for what it is: no link, no note, nothing to refuse."""
    return FormatList([{}, cell]) if cell in ODD else cell


@pytest.fixture(scope="module")
def fire() -> Catalogue:
    """The fire service's data."""
    return catalogue_of(FIRE_SERVICE)


@pytest.mark.parametrize("name", ["money", "response", "glossary", "sources"])
def test_a_package_is_laid_out_as_gptables_lays_it_out(
    fire: Catalogue, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_library: list[bytes] = []

    def by_both(title: str, cover: Cover, sheets: Sequence[Sheet], named: str) -> bytes:
        by_library.append(by_gptables(title, cover, sheets, named))
        return write_workbook(title, cover, sheets, named)

    package = fire.packages[name]
    monkeypatch.setattr(spreadsheets, "write_workbook", by_both)
    used = sources_used(package, fire.sources.values())
    assert by_library == [make_spreadsheet(package, used, ["Contact: panel@fire.example"])]


@given(TABLES)
def test_whatever_stands_in_the_cells_looks_as_gptables_has_it(
    rows: list[tuple[Cell, ...]],
) -> None:
    width = len(rows[0])
    heads = [f"Column {at}\n(pounds)" for at in range(width)]
    widths = [12] * width
    words = "One table.[note 1]"
    table = Sheet("1_odd", "table_1", "Odd things", words, heads, rows, widths, ["So odd."])
    listed = [("1_odd", "Odd things")]
    contents = Sheet(
        "Contents",
        "contents_table",
        "Table of contents",
        "This worksheet contains one table.",
        ("Sheet name", "Table description"),
        listed,
        (32, 60),
        links=True,
    )
    notes = Sheet(
        "Notes",
        "notes_table",
        "Notes",
        "This worksheet contains one table.",
        ("Note number", "Note text"),
        [(1, "What a note says.")],
        (14, 90),
    )
    whole = ("Odd", COVER, [contents, notes, table], "Odd things")
    assert write_workbook(*whole) == by_gptables(*whole)

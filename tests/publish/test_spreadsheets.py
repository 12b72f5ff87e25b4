"""The spreadsheet of a package, opened again: what a reader of the cells, or a screen reader, finds."""

import csv
import datetime
import io
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.licences import sources_used
from plainfigures.publish import make_spreadsheet, write_readme
from tests.making import FIRE_SERVICE, Table, catalogue_of, number, write_package

ODD = """
    key,label,value,value_reason,as_published,period,source,locator,note
    plain,Pumps,"1,234",,"1,234",2024-03-31,budget-2024,"table 1, row 1",007
    part,Share,12.50,,12.50,2024-03-31,budget-2024,"table 1, row 2",=1+1
    below,Below nought,-145,,-145,2024-03-31,budget-2024,"table 1, row 3",https://fire.example/a?b
    missing,Ladders,,z,,2024-03-31,budget-2024,"table 1, row 4",[a](https://x.example) and [b](c)
    symbol,Hoses,low,,low,2024-03-31,budget-2024,"table 1, row 5",–
    noted,Boots,0,,0,2024-03-31,budget-2024,"table 1, row 6",$$note$$ of a price
    """


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The fire service's data, with a package whose texts a spreadsheet could take for more."""
    root = tmp_path_factory.mktemp("odd")
    shutil.copytree(FIRE_SERVICE / "datasets" / "sources", root / "datasets" / "sources")
    own = {"unit": "GBP", "scale": 1000, "status": "actual", "basis": "paid"}
    table = Table("ro3", ODD, ["key"], {"value": number(**own)}, {"measure": "gear"})
    folder = write_package(
        root,
        "gear",
        [table],
        body="eastmere-fire-authority",
        area="eastmere",
        bases={"paid": {"title": "Paid", "description": "See [the paper](a) and $$b$$ [c](d)."}},
        measures={"gear": {"title": "Gear"}},
    )
    file = folder / "datapackage.json"
    text = file.read_text("utf-8").replace('"missingValues": [\n', '"missingValues": [\n"low",\n')
    file.write_text(text, "utf-8")
    return catalogue_of(root)


@pytest.fixture(scope="module")
def money() -> Catalogue:
    """The fire service's data."""
    return catalogue_of(FIRE_SERVICE)


def spreadsheet(catalogue: Catalogue, name: str) -> bytes:
    """Return the spreadsheet of a package."""
    package = catalogue.packages[name]
    used = sources_used(package, catalogue.sources.values())
    return make_spreadsheet(package, used, ["Contact: panel@fire.example"])


def opened(catalogue: Catalogue, name: str) -> Workbook:
    """Return the spreadsheet of a package, opened again."""
    return openpyxl.load_workbook(io.BytesIO(spreadsheet(catalogue, name)))


def table_of(sheet: Worksheet) -> list[list[object]]:
    """Return the cells of the one marked-up table of a sheet, its headings first."""
    (table,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[table.ref]]


def is_alike(cell: object, text: str) -> bool:
    """Return whether a cell holds what the CSV holds: the number, the text, or why there is none."""
    if isinstance(cell, str) and cell in {"[c]", "[x]", "[z]", "[u]", "[low]"}:
        return text in {"", cell.strip("[]")}
    if isinstance(cell, int | float):
        return Decimal(repr(cell)) == Decimal(text.replace(",", ""))
    return cell == (text or None)


@pytest.mark.parametrize("name", ["money", "response", "plans", "glossary", "sources"])
def test_every_cell_is_that_of_the_csv(money: Catalogue, name: str) -> None:
    book = opened(money, name)
    looked_at = 0
    for resource in money.packages[name].resources:
        (label,) = (one for one in book.sheetnames if one.endswith(f"_{resource.name}"[:29]))
        _, *rows = table_of(book[label])
        with (FIRE_SERVICE / resource.path).open(encoding="utf-8", newline="") as stream:
            _, *lines = csv.reader(stream)
        assert len(rows) == len(lines)
        for row, line in zip(rows, lines, strict=True):
            for cell, text in zip(row, line, strict=True):
                assert is_alike(cell, text), (resource.name, cell, text)
                looked_at += 1
    assert looked_at > 10


@pytest.mark.parametrize("name", ["money", "glossary"])
def test_it_begins_with_a_cover_and_has_one_whole_table_a_sheet(
    money: Catalogue, name: str
) -> None:
    book = opened(money, name)
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    cover = [cell.value for cell in book["Cover"]["A"]]
    package = money.packages[name]
    assert cover[0] == package.title
    assert package.description in cover
    assert "Contact: panel@fire.example" in cover
    assert None not in cover
    names = set()
    for sheet in book.worksheets:
        assert sheet.merged_cells.ranges == set()
        if sheet.title == "Cover":
            continue
        (table,) = sheet.tables.values()
        names.add(table.name)
        head, *rows = table_of(sheet)
        assert all(isinstance(one, str) and one.strip() for one in head)
        assert len(set(head)) == len(head)
        assert rows
        assert all(any(cell is not None for cell in row) for row in rows)
        above = int(table.ref.partition(":")[0].lstrip("A")) - 1
        assert above >= 2
        assert all(sheet.cell(row, 1).value for row in range(1, above + 1))
        assert sheet.max_row == above + 1 + len(rows)
    assert len(names) == len(book.sheetnames) - 1
    assert not any(name[:1].isdigit() for name in names)


def test_each_heading_says_its_unit_and_the_notes_are_numbered(money: Catalogue) -> None:
    book = opened(money, "money")
    head = table_of(book["1_budget"])[0]
    assert "Budget\n(thousands of pounds)" in head
    said = [cell.value for cell in book["1_budget"]["A"]][:4]
    assert any("[note 1]" in str(one) and "[note 2]" in str(one) for one in said)
    notes = table_of(book["Notes"])
    assert [row[0] for row in notes] == ["Note number", 1, 2]
    contents = table_of(book["Contents"])
    assert [row[0] for row in contents[1:]] == [
        one for one in book.sheetnames if one not in {"Cover", "Contents", "Notes"}
    ]


def test_the_licences_and_the_sources_go_with_it(money: Catalogue) -> None:
    book = opened(money, "plans")
    cover = " ".join(str(cell.value) for cell in book["Cover"]["A"])
    assert "Contains public sector information licensed under the Open Government" in cover
    assert "licence not stated" in cover
    sources = [row[0] for row in table_of(book["Sources"])[1:]]
    assert "plan-2023" in sources


def test_texts_stay_texts_and_a_missing_value_has_its_symbol(catalogue: Catalogue) -> None:
    book = opened(catalogue, "gear")
    sheet = book["1_ro3"]
    head, *rows = table_of(sheet)
    cells = {str(row[0]): dict(zip(head, row, strict=True)) for row in rows}
    value = next(one for one in head if str(one).startswith("Value\n"))
    assert {name: row[value] for name, row in cells.items()} == {
        "plain": 1234,
        "part": 12.5,
        "below": -145,
        "missing": "[z]",
        "symbol": "[low]",
        "noted": 0,
    }
    assert {name: row["Note"] for name, row in cells.items()} == {
        "plain": "007",
        "part": "=1+1",
        "below": "https://fire.example/a?b",
        "missing": "[a](https://x.example) and [b](c)",
        "symbol": "–",
        "noted": "$$note$$ of a price",
    }
    assert cells["plain"]["As published"] == "1,234"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []
    said = [str(cell.value) for cell in sheet["A"]]
    assert "[z] means not applicable." in said
    assert "[low] means too low to show, but not zero." in said
    assert not any(one.startswith("[x]") for one in said)


def test_the_same_data_give_the_same_bytes(money: Catalogue) -> None:
    one = spreadsheet(money, "money")
    assert one == spreadsheet(catalogue_of(FIRE_SERVICE), "money")
    assert openpyxl.load_workbook(io.BytesIO(one)).properties.created == datetime.datetime(
        1980, 1, 1
    )
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_a_package_without_figures_or_sources_has_one_too(money: Catalogue) -> None:
    book = opened(money, "glossary")
    assert "Sources" not in book.sheetnames
    assert [row[0] for row in table_of(book["Notes"])] == ["Note number", 1]


def test_the_text_beside_the_tables_says_what_each_column_means(
    money: Catalogue, catalogue: Catalogue, tmp_path: Path
) -> None:
    package = money.packages["money"]
    text = write_readme(package, sources_used(package, money.sources.values()), ["Ask the panel."])
    flat = " ".join(text.split())
    for resource in package.resources:
        assert resource.path.rpartition("/")[2] in text
        assert all(f"- {field.name}: {field.title}." in flat for field in resource.fields)
    assert "Unit: thousands of pounds." in flat
    assert "Ask the panel." in text
    assert "licensed under the Open Government Licence v3.0." in flat
    assert "Named budget-2024 in the tables." in flat
    odd = write_readme(catalogue.packages["gear"], [], [])
    assert "[the paper](a)" in odd
    assert "  - low: too low to show, but not zero" in odd


def test_words_that_say_nothing_give_way_to_names_and_no_two_headings_are_one(
    money: Catalogue,
) -> None:
    package = money.packages["glossary"]
    (terms,) = package.resources
    titles = ["…", "Word", "WORD", "Слово"]
    fields = tuple(
        replace(field, title=title) for field, title in zip(terms.fields, titles, strict=True)
    )
    odd = replace(
        package, title="=", description="", resources=(replace(terms, title="", fields=fields),)
    )
    book = openpyxl.load_workbook(io.BytesIO(make_spreadsheet(odd, [], [])))
    assert book["Cover"]["A1"].value == "glossary"
    assert table_of(book["1_terms"])[0] == ["id", "Word", "WORD\n(short_for)", "meaning"]

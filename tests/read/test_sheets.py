"""Spreadsheets that others send: read as their sender saw them, or refused in words."""

import datetime
import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from plainfigures.errors import SheetProblem
from plainfigures.figures.sheets import Sheet
from plainfigures.read.number_formats import shown
from plainfigures.read.sheets import read_sheets
from tests.sending import Sent, write_csv, write_ods, write_xlsx

DAY = datetime.date(2024, 7, 31)


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def read_bytes(folder: Path, content: bytes, name: str = "sent.csv", **said: str) -> Sheet:
    file = folder / name
    file.write_bytes(content)
    return read_sheets(file, **said)[0]


def refusal(folder: Path, content: bytes, name: str = "sent.csv", **said: str) -> str:
    """Return the words with which a file is refused."""
    with pytest.raises(SheetProblem) as caught:
        read_bytes(folder, content, name, **said)
    assert caught.value.remedy
    return caught.value.message


TABLE = [["name", "spent"], ["Café, north", "£12,261"], ["B", "5"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_read_as_it_was_saved(
    tmp_path: Path, encoding: str, ends: str, delimiter: str
) -> None:
    file = write_csv(
        tmp_path / "sent.csv", TABLE, encoding=encoding, ends=ends, delimiter=delimiter
    )
    sheet = read_sheets(file)[0]
    assert texts(sheet) == TABLE
    assert sheet.lines == (1, 2, 3)
    assert sheet.rows[1][1].name == "B2"


def test_how_a_csv_file_was_read_is_told(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "sent.csv", TABLE, encoding="cp1252", delimiter=";")
    assert read_sheets(file)[0].notes == (
        "Read as Windows-1252, in which all its letters make sense.",
        "Read with semicolons between the cells.",
    )


def test_empty_rows_and_columns_at_the_end_are_left_out(tmp_path: Path) -> None:
    sheet = read_bytes(tmp_path, b"name,spent,,\nA,5,,\n,,,\n,,,\nB,6,,\n,,,\n")
    assert texts(sheet) == [["name", "spent"], ["A", "5"], ["", ""], ["B", "6"]]
    assert sheet.lines == (1, 2, 3, 5)


def test_a_row_is_named_by_the_line_on_which_it_begins(tmp_path: Path) -> None:
    sheet = read_bytes(tmp_path, b'name,note\nA,"one\ntwo"\nB,x\n')
    assert sheet.lines == (1, 2, 4)
    assert sheet.rows[2][0].name == "A4"


def test_a_file_may_state_what_stands_between_its_cells(tmp_path: Path) -> None:
    assert texts(read_bytes(tmp_path, b"sep=;\nname;spent\nA;1,5\n")) == [
        ["name", "spent"],
        ["A", "1,5"],
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There is nothing in"),
        (b"\xef\xbb\xbf\r\n", "There is nothing in"),
        (b"a;b,c\n1;2,3\n", "It is not certain what stands between the cells"),
        ("name,x\né,1\n".encode("mac-roman"), "has letters that are not saved as UTF-8"),
        ("name,x\n£5,1\n".encode("cp437"), "has letters that are not saved as UTF-8"),
        ("name,x\nŞa,1\n".encode("cp1254"), "has letters that are not saved as UTF-8"),
        ("name,x\nA,1\n".encode("utf-16-le"), "its letters are not saved as UTF-8"),
        (b'name,x\n"A,1\n', "The quotes in line 2"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "is a web page"),
        (b'<?xml version="1.0"?><Workbook/>', "is a web page or XML"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "is in the old form of Excel (.xls)"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password",
        ),
        (b"PK\x03\x04 cut off", "is damaged or cut off"),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused(
    tmp_path: Path, content: bytes, words: str
) -> None:
    assert words in refusal(tmp_path, content)


def test_what_a_file_cannot_say_an_option_can(tmp_path: Path) -> None:
    assert texts(read_bytes(tmp_path, b"a;b,c\n1;2,3\n", delimiter="semicolon"))[0] == ["a", "b,c"]
    mac = "name,x\né,1\n".encode("mac-roman")
    assert texts(read_bytes(tmp_path, mac, encoding="mac-roman"))[1] == ["é", "1"]
    assert "is not the name of an encoding" in refusal(tmp_path, mac, encoding="windows-1253x")
    assert "are not all ascii" in refusal(tmp_path, mac, encoding="ascii")
    assert "cannot stand between cells" in refusal(tmp_path, b"a,b\n", delimiter="comma,tab")


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SheetProblem, match="is not there"):
        read_sheets(tmp_path / "gone.xlsx")
    with pytest.raises(SheetProblem, match="is a folder"):
        read_sheets(tmp_path)


ROWS: Sequence[Sequence[Sent]] = [
    ("name", "spent", "share", "day"),
    (
        "A",
        (Decimal("12260.7"), "£#,##0;[Red](£#,##0)"),
        (Decimal("0.36"), "0%"),
        (DAY, "mm-dd-yy"),
    ),
    ("B", (Decimal(-145), "£#,##0;[Red](£#,##0)"), (Decimal("0.5"), "General"), (DAY, "mmm-yy")),
]


def test_a_workbook_is_read_as_it_shows_with_what_it_holds(tmp_path: Path) -> None:
    sheet = read_sheets(write_xlsx(tmp_path / "sent.xlsx", ROWS))[0]
    assert (sheet.name, sheet.delimiter) == ("Sent", "")
    assert texts(sheet) == [
        ["name", "spent", "share", "day"],
        ["A", "£12,261", "36%", "31/07/2024"],
        ["B", "(£145)", "0.5", "Jul-24"],
    ]
    assert sheet.rows[1][1].value == Decimal("12260.7")
    assert sheet.rows[1][2].value == Decimal("0.36")
    assert sheet.rows[1][3].value == datetime.datetime(2024, 7, 31)


def test_merged_and_hidden_parts_are_named(tmp_path: Path) -> None:
    rows = [("Report", ""), ("name", "spent"), ("A", "1"), ("B", "2")]
    file = write_xlsx(tmp_path / "sent.xlsx", rows, merged=["A1:B1"], hidden_rows=[4])
    sheet = read_sheets(file)[0]
    assert (sheet.merged, sheet.hidden) == (("A1:B1",), ("4",))


def test_a_formula_is_known_by_what_it_gave_or_is_a_problem(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "sent.xlsx", [("name", "spent"), ("A", "=1+1"), ("B", "#REF!")])
    first, second = (row[1] for row in read_sheets(file)[0].rows[1:])
    assert first.problem == "This cell holds a formula that was never worked out."
    assert second.problem == "This cell shows #REF!: a cell that is gone."


def test_formats_down_to_the_last_row_hold_nothing_up(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["name", "spent"])
    sheet.append(["A", 5])
    sheet["C1048576"].number_format = "0.00"
    book.save(tmp_path / "sent.xlsx")
    assert texts(read_sheets(tmp_path / "sent.xlsx")[0]) == [["name", "spent"], ["A", "5"]]


def test_sheets_without_anything_are_left_out_and_hidden_ones_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    book.create_sheet("Notes").append(["a"])
    hidden = book.create_sheet("Behind")
    hidden.append(["b"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "sent.xlsx")
    found = read_sheets(tmp_path / "sent.xlsx")
    assert [(one.name, one.notes) for one in found] == [
        ("Notes", ()),
        ("Behind", ("This sheet is hidden.",)),
    ]


def repacked(file: Path, part: str, content: bytes) -> bytes:
    """Return a workbook with one part of it replaced, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return made.getvalue()


def test_a_workbook_that_would_eat_the_machine_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_xlsx(tmp_path / "sent.xlsx", ROWS)
    part = "xl/worksheets/sheet1.xml"
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    assert "holds what no spreadsheet holds" in refusal(tmp_path, repacked(file, part, entity))
    monkeypatch.setattr("plainfigures.read.archives._MOST_UNPACKED", 3_000_000)
    bomb = repacked(file, "xl/media/bomb.bin", b"\x00" * 4_000_000)
    assert "is far larger once it is unpacked: 4 MB" in refusal(tmp_path, bomb)
    monkeypatch.setattr("plainfigures.read.workbooks.MOST_CELLS", 1_000)
    cells = b'<c r="A1"/>' * 1_001
    sheet = b'<worksheet><sheetData><row r="1">' + cells + b"<c><v>1</v></c></row></sheetData>"
    many = repacked(file, part, sheet + b"</worksheet>")
    assert "has more than a million cells" in refusal(tmp_path, many)


def test_a_workbook_that_is_cut_off_or_no_spreadsheet_is_refused(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "sent.xlsx", ROWS).read_bytes()
    assert "is damaged or cut off" in refusal(tmp_path, whole[:-200])
    damaged = repacked(tmp_path / "sent.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet><row>")
    (tmp_path / "sent.xlsx").write_bytes(whole)
    assert "is damaged or cut off" in refusal(tmp_path, damaged)
    for part, words in (
        ("word/document.xml", "is a document"),
        ("Index/Document.iwa", "is a Numbers spreadsheet"),
        ("xl/workbook.bin", "is a binary workbook"),
        ("table.csv", "is packed"),
    ):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr(part, b"<x/>")
        assert words in refusal(tmp_path, made.getvalue())


def test_a_spreadsheet_of_libreoffice_is_read_as_it_shows(tmp_path: Path) -> None:
    rows = [
        [("name", "string", ""), ("spent", "string", ""), ("share", "string", "")],
        [("A", "string", ""), ("£12,261", "currency", "12261"), ("36%", "percentage", "0.36")],
        [("B", "string", ""), ("31/07/2024", "date", "2024-07-31"), ("", "", "")],
    ]
    sheet = read_sheets(write_ods(tmp_path / "sent.ods", rows))[0]
    assert texts(sheet) == [
        ["name", "spent", "share"],
        ["A", "£12,261", "36%"],
        ["B", "31/07/2024", ""],
    ]
    assert sheet.rows[1][1].value == Decimal(12261)
    assert sheet.rows[1][2].value == Decimal("0.36")
    assert sheet.rows[2][1].value == DAY


def test_a_spreadsheet_of_libreoffice_that_is_cut_off_within_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = write_ods(tmp_path / "sent.ods", [[("name", "string", "")], [("A", "string", "")]])
    with zipfile.ZipFile(file) as archive:
        content = archive.read("content.xml")
    cut = repacked(file, "content.xml", content[: content.index(b"A</text")])
    assert "is damaged or cut off" in refusal(tmp_path, cut)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("1234.5", "General", "1234.5"),
        ("0.1", "General", "0.1"),
        ("1234.567", "#,##0.00", "1,234.57"),
        ("0.5", "#,##0.00", "0.50"),
        ("-1234", "#,##0;(#,##0)", "(1,234)"),
        ("-1234", "#,##0_);(#,##0)", "(1,234)"),
        ("-1234", "£#,##0", "-£1,234"),
        ("1234", "[$£-809]#,##0.00", "£1,234.00"),
        ("1234", '_-"£"* #,##0_-;-"£"* #,##0_-', "£1,234"),
        ("0.365", "0%", "37%"),
        ("0.365", "0.0%", "36.5%"),
        ("12261000", "#,##0,", "12,261"),
        ("12261000", '0.0,,"m"', "12.3m"),
        ("7", "000", "007"),
        ("-0.4", "0", "0"),
        ("0", '#,##0;-#,##0;"-"', "-"),
        ("5", "@", "5"),
        ("0.5", "# ?/?", None),
        ("12000", "0.00E+00", None),
        ("1", '[>=1]"yes";"no"', None),
        ("5", ";;;", None),
        ("0", "0;-0;;@", None),
        ("-5", "#,##0;", None),
        ("5", "#,##0;", "5"),
    ],
)
def test_a_number_shows_as_its_format_says(
    value: str, number_format: str, text: str | None
) -> None:
    assert shown(Decimal(value), number_format) == text


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("dd/mm/yyyy", "31/07/2024"),
        ("mm-dd-yy", "31/07/2024"),
        ("[$-809]d mmmm yyyy;@", "31 July 2024"),
        ("mmm-yy", "Jul-24"),
        ("dddd, d mmm", "Wednesday, 31 Jul"),
        ("yyyy\\-mm\\-dd", "2024-07-31"),
        ("[h]:mm", None),
    ],
)
def test_a_day_shows_as_its_format_says(number_format: str, text: str | None) -> None:
    assert shown(DAY, number_format) == text

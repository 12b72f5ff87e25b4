"""A table's own file that a spreadsheet has spoilt: found once, with the command that mends it."""

import csv
import io
from collections.abc import Callable

import pytest

from tests.intake.importing import Site
from tests.making import check_data

PATH = "datasets/money/budget.csv"
COMMAND = ": plainfigures import datasets/money/budget.csv --into money/budget"


def lines_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def saved(rows: list[list[str]], sign: str = ",", end: str = "\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator=end).writerows(rows)
    return text.getvalue()


def semicolons(text: str) -> bytes:
    rows = [[cell.replace(",", "") for cell in row] for row in lines_of(text)]
    return saved(rows, ";", "\r\n").encode("utf-8-sig")


def reordered(text: str) -> bytes:
    return saved([[*row[1:], row[0]] for row in lines_of(text)]).encode()


def empty_around(text: str) -> bytes:
    rows = [[*row, "", ""] for row in lines_of(text)]
    return saved([*rows, [""] * len(rows[0]), [""] * len(rows[0])]).encode()


def titled(text: str) -> bytes:
    rows = lines_of(text)
    return saved([["Budget", *[""] * 11], [""] * 12, *rows, rows[-1]]).encode()


@pytest.mark.parametrize(
    ("spoil", "line", "told"),
    [
        (semicolons, 1, "Between the cells of this file are semicolons, and commas belong there."),
        (reordered, 1, "The columns stand in another order than they should."),
        (empty_around, 1, "2 empty columns follow the last one of this table."),
        (titled, 1, "The names of the columns stand on line 3, and belong on line 1."),
        (
            lambda text: text.replace("than planned", "– as planned").encode("cp1252"),
            3,
            "This line holds letters that are not saved as UTF-8.",
        ),
        (
            lambda text: text.replace(",forecast,", ",Forecast,", 1).encode(),
            1,
            'The column "forecast" is called "Forecast".',
        ),
    ],
)
def test_a_spoilt_file_has_one_finding_and_its_command_mends_it(
    site: Site, spoil: Callable[[str], bytes], line: int, told: str
) -> None:
    file = site.root / PATH
    before = file.read_text("utf-8")
    file.write_bytes(spoil(before))
    [found] = [one for one in check_data(site.root) if one.path == PATH]
    assert (found.line, found.message) == (line, told)
    assert found.remedy.endswith(COMMAND)
    done = site.take_file(file, "--write")
    assert done.code == 0, done.text
    assert check_data(site.root) == []
    wanted = [[cell.replace(",", "") for cell in row] for row in lines_of(before)]
    mended = [[cell.replace(",", "") for cell in row] for row in lines_of(file.read_text("utf-8"))]
    plain = [[cell.replace("– as planned", "than planned") for cell in row] for row in mended]
    assert plain == wanted


def test_a_sound_file_is_left_as_it_is(site: Site) -> None:
    before = site.files()
    said = site.take_file(site.root / PATH, "--write")
    assert said.code == 0
    assert "Nothing changes" in said.text
    assert site.files() == before


def test_a_guise_in_a_cell_is_told_with_what_to_write_and_can_be_put_right(site: Site) -> None:
    file = site.root / PATH
    before = file.read_text("utf-8")
    file.write_text(
        before.replace('"12,261","12,261"', '"£12,261","12,261"').replace(",-145,", ",(145),", 1),
        "utf-8",
    )
    found = [
        (one.line, one.message, one.remedy) for one in check_data(site.root) if one.path == PATH
    ]
    assert found == [
        (
            2,
            '"£12,261" in "budget" is not a number, such as 12,261 or 12.5 (column 3).',
            "Write 12,261 instead.",
        ),
        (
            3,
            '"(145)" in "variance" is not a number, such as 12,261 or 12.5 (column 7).',
            "Write -145 instead.",
        ),
    ]
    said = site.take_file(file, "--write")
    assert "C2 (budget): £12,261 -> 12,261" in said.text
    assert file.read_text("utf-8") == before


def test_nothing_goes_into_a_table_that_cannot_be_read(site: Site) -> None:
    file = site.root / PATH
    file.write_bytes(semicolons(file.read_text("utf-8")))
    said = site.take("Department,Forecast (£000)\nTraining,1305\n")
    assert said.code == 2
    assert "Mend that first: plainfigures import datasets/money/budget.csv" in said.text


def test_a_column_that_was_lost_is_not_made_empty(site: Site) -> None:
    file = site.root / PATH
    rows = lines_of(file.read_text("utf-8"))
    file.write_text(saved([row[:-1] for row in rows]), "utf-8")
    said = site.take_file(file, "--write")
    assert said.code == 1
    assert (
        'The column "note" is missing, and what stood in it cannot be known from here.' in said.text
    )
    asked = site.take_file(file, "--write", "--set", "note=")
    assert asked.code == 0, asked.text
    assert lines_of(file.read_text("utf-8"))[0] == rows[0]

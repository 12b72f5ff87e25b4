"""Tables as files: everything that a row or a file can have wrong, and where it is told."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from plainfigures.errors import UnreadableProblem
from plainfigures.figures.findings import Finding
from tests.making import (
    FIRE_SERVICE,
    Table,
    edit,
    line_of,
    make_datasets,
    number,
    read_data,
    write_package,
)
from tests.read.slips import (
    BUDGET,
    CELLS,
    COLUMNS,
    FILL,
    RIGHT,
    ROW,
    RULE,
    SLUG,
    TOO_FEW,
    found_after,
    part,
    table,
)


@pytest.mark.parametrize(
    ("old", "new", "findings"),
    [
        (
            ROW,
            '12.o87,"12,261","13,104"',
            [
                table(
                    '"12.o87" in "budget" is not a number, such as 12,261 or 12.5 (column 3).',
                    "Write the number in digits alone.",
                    2,
                )
            ],
        ),
        (
            ROW,
            '"-12,261","-12,261","13,104"',
            [
                table(
                    '"-12,261" in "budget" is not allowed: it may not be less than 0 (column 3).',
                    RULE,
                    2,
                )
            ],
        ),
        (
            ROW,
            ',"12,261","13,104"',
            [table('The cell in "budget" is empty, and may not be (column 3).', FILL, 2)],
        ),
        (
            'budget-2024,"table 1, row 2"',
            ',"table 1, row 2"',
            [table('The cell in "source" is empty, and may not be (column 10).', FILL, 3)],
        ),
        (
            "training,",
            "stations,",
            [
                table(
                    'Line 2 has the same "department"',
                    "Delete one of the two rows, or correct the cell that is wrong.",
                    3,
                )
            ],
        ),
        (
            '"table 1, row 1",\n',
            '"table 1, row 1",,more\n',
            [table("This row has 13 cells, and there are 12 headings", CELLS, 2)],
        ),
        (
            '"table 1, row 1",\n',
            "table 1, row 1,\n",
            [table("This row has 13 cells, and there are 12 headings", CELLS, 2)],
        ),
        (
            ',"table 1, row 1",\n',
            "\n",
            [table("This row has 10 cells, and there are 12 headings", TOO_FEW, 2)],
        ),
        ("training,", "\ntraining,", [table("This row is empty", "Delete it.", 3)]),
        (
            "training,",
            "\n,,,,,,,,,,,\n\ntraining,",
            [table("This row and those after it, 3 in all, are empty", "Delete them.", 3)],
        ),
        (
            "department,label,budget,",
            "department,label,sum,",
            [
                table(
                    'The column "budget" is missing, and "sum" is not known.',
                    'If it was renamed, call it "budget" again. Add it, or take it out of the '
                    f"schema in datapackage.json.\n{COLUMNS}",
                    1,
                )
            ],
        ),
        (
            "department,label,budget,",
            "department,budget,budget,",
            [table('Two columns are called "budget".', "Delete the one that is wrong.", 1)],
        ),
        ("training,", ",,,,,,,,,,,\ntraining,", [table("This row is empty", "Delete it.", 3)]),
        (
            "training,",
            "Training!,",
            [
                part(
                    '"Training!" in the key column "department" cannot be part of a reference.',
                    SLUG,
                    3,
                )
            ],
        ),
        (
            "variance_as_published,",
            "variance_as_publishd,",
            [
                table(
                    'The column "variance_as_published" is called "variance_as_publishd".',
                    'Call it "variance_as_published" again: what uses the table knows it by this '
                    f"name.\n{COLUMNS}",
                    1,
                )
            ],
        ),
        (
            "locator,note",
            "locator,note,remark",
            [
                table(
                    'datapackage.json describes no column "remark".',
                    f"Describe it there, or delete it.\n{COLUMNS}",
                    1,
                )
            ],
        ),
        (
            "department,label",
            "label,department",
            [
                table(
                    "The columns stand in another order than they should.",
                    "Use this order: department, label, budget, budget_as_published, forecast, "
                    "forecast_as_published, variance, variance_as_published, period, source, "
                    f"locator, note.\n{RIGHT}",
                    1,
                )
            ],
        ),
        (
            "Fewer courses",
            '"Fewer courses',
            [
                table(
                    "The quotes in this row do not match, so where its cells end cannot be told.",
                    "Write a quote within a cell as two quotes, and close each cell that opens with one.",
                    3,
                )
            ],
        ),
        (
            "Fire stations",
            "Fire\x0bstations",
            [
                table(
                    "This line holds the character U+000B: it is a control character and no letter.",
                    "Type the cell anew; it often comes along with a copied text.",
                    2,
                )
            ],
        ),
        (
            "Training,",
            "Trai\rning,",
            [
                table(
                    "This line holds the end of a line as old machines write it.",
                    "Type the cell anew; it often comes along with a copied text.",
                    3,
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_told_at_its_line(
    tmp_path: Path, old: str, new: str, findings: list[Finding]
) -> None:
    assert found_after(tmp_path, lambda file: edit(file, old, new)) == findings


def test_a_bad_cell_has_no_value_and_the_rest_of_its_row_stands(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / BUDGET, ROW, '12.o87,"12,261","13,104"')
    catalogue, _ = read_data(tmp_path)
    with pytest.raises(UnreadableProblem, match='"money/budget/stations/budget" could not be read'):
        catalogue.find("money/budget/stations/budget")
    assert catalogue.find("money/budget/stations/forecast").value == 13104000


def test_a_row_with_too_many_cells_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    edit(tmp_path / BUDGET, '"table 1, row 1",\n', '"table 1, row 1",,more\n')
    catalogue, _ = read_data(tmp_path)
    training = catalogue.find("money/budget/training/variance")
    assert (training.value, training.line) == (Decimal(-145000), 3)


def test_a_table_that_is_not_utf8_is_told_at_the_line(tmp_path: Path) -> None:
    def change(file: Path) -> None:
        file.write_bytes(file.read_bytes().replace(b"Training", b"Tr\xe9ning"))

    assert found_after(tmp_path, change) == [
        table(
            "This line holds letters that are not saved as UTF-8.",
            f"Save the file as “CSV UTF-8”.\n{RIGHT}",
            3,
        )
    ]


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n \n"])
def test_an_empty_table(tmp_path: Path, content: bytes) -> None:
    names = (FIRE_SERVICE / BUDGET).read_text("utf-8").splitlines()[0]
    remedy = f"Write the names of its columns on line 1 ({names}), and its rows below."
    assert found_after(tmp_path, lambda file: file.write_bytes(content)) == [
        table("This table is empty.", remedy, 1)
    ]


def test_a_table_with_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    make_datasets(tmp_path)
    file = tmp_path / "datasets" / "plans" / "events.csv"
    file.write_text(file.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    catalogue, findings = read_data(tmp_path)
    assert findings == []
    assert catalogue.resource("plans/events").rows == ()


def test_an_empty_first_line_is_no_header(tmp_path: Path) -> None:
    findings = found_after(tmp_path, lambda file: file.write_bytes(b"\n" + file.read_bytes()))
    assert [(one.message, one.line) for one in findings] == [
        ("The names of the columns stand on line 2, and belong on line 1.", 1)
    ]


@pytest.mark.parametrize(
    "dress",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.rstrip(b"\n"),
    ],
)
def test_a_bom_crlf_and_no_last_newline_change_nothing(
    tmp_path: Path, dress: Callable[[bytes], bytes]
) -> None:
    make_datasets(tmp_path)
    for file in (tmp_path / "datasets").rglob("*.csv"):
        file.write_bytes(dress(file.read_bytes()))
    dressed, findings = read_data(tmp_path)
    assert findings == []
    assert dressed.figures == read_data(FIRE_SERVICE)[0].figures


def test_lines_are_counted_as_an_editor_sees_them(tmp_path: Path) -> None:
    def change(file: Path) -> None:
        edit(file, "Fire stations", '"Fire\nand rescue\nstations"')
        edit(file, '"1,450","1,450"', '1.x,"1,450"')

    findings = found_after(tmp_path, change)
    assert [(one.line, one.message[:5]) for one in findings] == [(5, '"1.x"')]
    figure = read_data(tmp_path)[0].find("money/budget/total/budget")
    assert figure.line == 6


def test_a_file_that_is_not_there_is_told_in_the_descriptor(tmp_path: Path) -> None:
    findings = found_after(tmp_path, lambda file: file.rename(file.with_name("budgets.csv")))
    path = "datasets/money/datapackage.json"
    line = line_of(tmp_path / path, '"budget.csv"')
    message = 'There is no file "budget.csv" beside datapackage.json.'
    assert findings == [
        table(message, "Add the file, or mend its name.", line, path, near="budgets.csv")
    ]


def test_a_link_to_a_file_elsewhere_is_not_followed(tmp_path: Path) -> None:
    def change(file: Path) -> None:
        file.rename(tmp_path / "elsewhere.csv")
        file.symlink_to(tmp_path / "elsewhere.csv")

    assert [one.message for one in found_after(tmp_path, change)] == [
        'There is no file "budget.csv" beside datapackage.json.'
    ]


@pytest.mark.parametrize("value", ["7391x", "9999"])
def test_a_fault_in_a_confidential_cell_is_told_without_the_cell(
    tmp_path: Path, value: str
) -> None:
    rows = f"kind,value,reason\nroad,{value},c\n"
    limits = {"value": {**number(unit="people"), "constraints": {"maximum": 8000}}}
    write_package(tmp_path, "crews", [Table("hurt", rows, ["kind"], limits)])
    found = [one for one in read_data(tmp_path)[1] if one.rule == "table"]
    assert found
    assert not any(value in one.message for one in found)
    assert found[0].message.startswith('What is kept confidential in "value" is not ')

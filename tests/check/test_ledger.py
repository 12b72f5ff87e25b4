"""The ledger of numbers and the figures are held against each other, without the documents."""

import shutil
from pathlib import Path

import pytest

from plainfigures.check import Material
from plainfigures.check.ledger import count, find
from tests.making import describe, edit, line_of, read_data
from tests.making_ledger import LEDGER

MONEY = "datasets/fire/money.csv"
WITHHELD = "datasets/fire/withheld.csv"


@pytest.fixture
def site(sound_papers: Path, tmp_path: Path) -> Path:
    """A copy of that site, to change."""
    return shutil.copytree(sound_papers, tmp_path / "site")


def found(site: Path) -> list[tuple[str, int, str]]:
    """Return what the rule finds, as path, line and message."""
    catalogue, problems = read_data(site)
    assert problems == []
    return [(one.path, one.line, one.message) for one in find(Material(catalogue))]


def drop(file: Path, words: str) -> None:
    """Take the one line that holds `words` out of a file."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    del lines[line_of(file, words) - 1]
    file.write_text("".join(lines), "utf-8")


def test_a_sound_ledger_has_nothing_to_find(sound_papers: Path) -> None:
    assert found(sound_papers) == []
    assert count(Material(read_data(sound_papers)[0])) == 30


@pytest.mark.parametrize(
    ("row", "old", "new", "message"),
    [
        ("£843k", "fire/money/over", "fire/money/ove", 'There is no figure "fire/money/ove".'),
        (
            "£843k",
            "£843k",
            "£844k",
            '"£844k" is not in the text as published of "fire/money/over": "over by £843k".',
        ),
        ("1.1,9,", "name", "nam", '"nam" is no outcome of a number.'),
        (
            "1.1,9,",
            "name,",
            "name,fire/money/over",
            '"9" names a figure, but its outcome is “name”.',
        ),
        ("1.1,9,", "name", "repeat", '"9" is repeat, but no figure is named.'),
        ("row 2", "2024,16,", "2024,61,", "The rows of"),
        ("row 2", '2",,', '2",77,', "A number that is held back stands in the ledger."),
        ("COVID-19", "COVID-19", "", "This row has no text."),
        ("COVID-19", "name", "withheld", "A number that is held back stands in the ledger."),
        (
            "row Road crashes",
            "fy2023-24",
            "fy2022-23",
            'The ledger takes "fire/money/road" to be of 2022 to 2023, its own row of 2023 to 2024.',
        ),
        (
            "row Road crashes",
            "fy2023-24",
            "fy2022-23; fy2023-24",
            "This row has more or fewer periods than figures.",
        ),
    ],
)
def test_a_wrong_row_of_the_ledger_is_told_at_its_line(
    site: Path, row: str, old: str, new: str, message: str
) -> None:
    file = site / LEDGER
    number = line_of(file, row)
    lines = file.read_text("utf-8").splitlines()
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    file.write_text("\n".join(lines) + "\n", "utf-8")
    assert any(
        (path, line) == (LEDGER, number) and said.startswith(message)
        for path, line, said in found(site)
    )


def test_a_figure_that_was_moved_in_time_disagrees_with_the_ledger(site: Path) -> None:
    edit(site / MONEY, "210,210,fy2023-24", "210,210,fy2022-23")
    message = (
        'The ledger takes "fire/money/road" to be of 2023 to 2024, its own row of 2022 to 2023.'
    )
    assert found(site) == [(LEDGER, line_of(site / LEDGER, "row Road crashes"), message)]


def test_a_figure_that_was_moved_in_the_document_disagrees_with_the_ledger(site: Path) -> None:
    edit(site / MONEY, '"table 1, row All rescues"', '"table 1, row Road crashes"')
    message = (
        '"fire/money/rescues" stands in table 1, row Road crashes by its own row, '
        "and in table 1, row All rescues by the ledger."
    )
    assert found(site) == [(LEDGER, line_of(site / LEDGER, "row All rescues"), message)]


def test_a_figure_of_another_source_is_told(site: Path) -> None:
    edit(site / MONEY, "210,210,fy2023-24,report-2024", "210,210,fy2023-24,returns-2024")
    message = '"fire/money/road" is of "returns-2024", and not of "report-2024".'
    assert message in [said for _, _, said in found(site)]


def test_a_figure_whose_row_is_gone_is_missed_where_the_ledger_names_it(site: Path) -> None:
    drop(site / MONEY, "Road crashes")
    line = line_of(site / LEDGER, "row Road crashes")
    assert (LEDGER, line, 'There is no figure "fire/money/road".') in found(site)


def test_a_figure_that_the_ledger_lacks_is_told_at_its_row(site: Path) -> None:
    edit(site / LEDGER, "numeral,captured,fire/money/age,fy2024-25,", "numeral,name,,,")
    line = line_of(site / MONEY, "over 18s")
    message = 'The ledger of "report-2024" does not name "fire/money/age".'
    assert (MONEY, line, message) in found(site)


def test_a_number_that_a_figure_prints_and_the_ledger_gives_to_none_is_told(site: Path) -> None:
    edit(site / LEDGER, "3rd,numeral,captured,fire/dates/heard,2024-06-03,", "3rd,numeral,date,,,")
    said = [one[2] for one in found(site)]
    assert said == ['"fire/dates/heard" prints "3rd", but no row of the ledger says so.']


def test_what_is_held_back_has_its_row_in_the_ledger(site: Path) -> None:
    drop(site / LEDGER, "table 1, row 3")
    line = line_of(site / WITHHELD, "height")
    message = 'The ledger of "report-2024" does not list table 1, row 3 as held back.'
    assert (WITHHELD, line, message) in found(site)


def test_documents_without_a_ledger_are_left_alone(site: Path) -> None:
    for file in (site / "datasets" / "ledger").iterdir():
        file.unlink()
    (site / "datasets" / "ledger").rmdir()
    assert found(site) == []


@pytest.mark.parametrize(
    ("row", "outcome", "reference"),
    [
        ("row 2", "name", ""),
        ("row 2", "captured", ""),
        ("row 2", "captured", "fire/money/road"),
        ("row Water", "captured", "fire/money/road"),
        ("row Water", "name", "fire/money/road"),
        ("row Water", "repeat", ""),
    ],
)
def test_a_number_that_is_held_back_and_typed_into_the_ledger_is_told_and_not_repeated(
    site: Path, row: str, outcome: str, reference: str
) -> None:
    file = site / LEDGER
    lines = file.read_text("utf-8").splitlines()
    number = line_of(file, "row 2")
    position = lines[number - 1].split(",")[1]
    cells = f'report-2024,{position},"table 1, {row}",21,numeral,{outcome},{reference},,'
    lines[number - 1] = cells
    file.write_text("\n".join(lines) + "\n", "utf-8")
    said = [(line, message) for _, line, message in found(site)]
    assert any(line == number for line, _ in said)
    assert not any("21" in message for _, message in said)


def test_the_number_of_a_confidential_figure_is_told_and_not_repeated(site: Path) -> None:
    """The finding once held the number that the figure's own row had lost."""
    file = site / MONEY
    lines = file.read_text("utf-8").splitlines()
    header, *rows = lines
    shown = [f"{row}," for row in rows if not row.startswith("recruits")]
    (hidden,) = [f"{row},c" for row in rows if row.startswith("recruits")]
    file.write_text("\n".join([f"{header},reason", *shown, hidden]) + "\n", "utf-8")
    describe(
        file.parent,
        lambda content: content["resources"][0]["schema"]["fields"].append(
            {"name": "reason", "title": "Reason", "description": "Why.", "type": "string"}
        ),
    )
    number = line_of(site / LEDGER, "fire/money/recruits")
    ((path, line, message),) = found(site)
    assert (path, line) == (LEDGER, number)
    assert message == "The number of a figure that is kept confidential stands in the ledger."

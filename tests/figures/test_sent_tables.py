"""The table in a sheet: its headings among titles, notes, totals and empty rows."""

from collections.abc import Sequence

import pytest

from plainfigures.figures.headings import heading_disagrees, heading_hints
from plainfigures.figures.sent_tables import SentTable, find_table, is_total, set_totals_aside
from plainfigures.figures.sheets import Cell, Sheet, cell_name
from plainfigures.figures.taken import Wanted
from plainfigures.figures.units import BUILT_IN


def sheet(text: str, merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> Sheet:
    """Return a sheet of lines in which strokes stand between the cells."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max(len(line) for line in lines)
    rows = tuple(
        tuple(
            Cell(cell_name(row, column), one, one or None)
            for column, one in enumerate([*line, *[""] * (width - len(line))], 1)
        )
        for row, line in enumerate(lines, 1)
    )
    return Sheet("Sent", rows, tuple(range(1, len(rows) + 1)), tuple(merged), tuple(hidden))


def names(table: SentTable) -> list[str]:
    return [one.text for one in table.headings]


def lines(table: SentTable) -> list[int]:
    return [row.line for row in table.rows]


def test_titles_and_notes_around_the_table_are_told_and_left_out() -> None:
    table = find_table(
        sheet("""
Budget monitoring 2024/25||
||
Department|Budget|Note
Stations|12,261|
Training|1,450|less
||
Source: finance||
1) in thousands||
""")
    )
    assert names(table) == ["Department", "Budget", "Note"]
    assert (table.line, lines(table), table.problems) == (3, [4, 5], ())
    assert table.told == (
        "Row 1 (“Budget monitoring 2024/25”) stands above the headings.",
        "Row 7 (“Source: finance”) is a note: left out.",
        "Row 8 (“1) in thousands”) is a note: left out.",
    )


def test_our_own_names_tell_the_row_of_headings() -> None:
    text = "Spending|by|department\nDEPARTMENT|Budget (£000)|\nStations|text|\n"
    assert find_table(sheet(text), ["department", "budget"]).line == 2


def test_two_rows_of_merged_headings_are_joined() -> None:
    text = """
Department|2024||2025|
|Budget|Spent|Budget|Spent
Stations|1|2|3|4
"""
    table = find_table(sheet(text, ["A1:A2", "B1:C1", "D1:E1"]))
    assert names(table) == ["Department", "2024 Budget", "2024 Spent", "2025 Budget", "2025 Spent"]
    assert [cell.text for cell in table.rows[0].cells] == ["Stations", "1", "2", "3", "4"]
    assert table.told == ("The headings stand in two rows, which were joined: “2025 Spent”.",)


def test_two_rows_of_headings_that_lost_their_merging_are_refused() -> None:
    text = "Department|2024||2025|\n|Budget|Spent|Budget|Spent\nStations|1|2|3|4\n"
    table = find_table(sheet(text))
    assert [one.message for one in table.problems] == [
        "Rows 1 and 2 both look like headings, and are not merged."
    ]
    assert table.rows == ()


@pytest.mark.parametrize(
    ("text", "cell", "message"),
    [
        ("Name|Budget|Budget\nA|1|2\n", "C1", '"Budget" is the heading of column B too.'),
        ("||\nName|Budget|Budget\nA|1|2\n", "C2", '"Budget" is the heading of column B too.'),
        ("Name|Budget|\nA|1|2\n", "C1", 'Column C has no heading, and row 2 has "2" in it.'),
        ("Name|Budget|Note\nNorth||\nA|1|x\nB|2|y\n", "A2", 'Row 2 holds only "North".'),
        ("1|2|3\n4|5|6\n", "A1", 'No row of "Sent" can be told to be that of the headings.'),
        ("Name|Budget\n", "A1", "There are no rows under the headings."),
    ],
)
def test_what_is_not_certain_is_a_problem(text: str, cell: str, message: str) -> None:
    found = find_table(sheet(text)).problems
    assert [(one.cell, one.message) for one in found] == [(cell, message)]


def test_headings_that_come_again_and_empty_rows_are_left_out() -> None:
    table = find_table(sheet("Name|Budget\nA|1\n|\nName|Budget\nB|2\n"))
    assert lines(table) == [2, 5]
    assert table.told == (
        "Row 4 has the headings again: left out.",
        "There are empty rows between the others: left out.",
    )


def test_hidden_rows_are_read_and_told() -> None:
    table = find_table(sheet("Name|Budget\nA|1\nB|2\n", hidden=["3", "B"]))
    assert lines(table) == [2, 3]
    assert table.told == ("Hidden in the spreadsheet, and read as well: row 3, column B.",)


def test_what_is_merged_over_rows_holds_for_each_of_them() -> None:
    table = find_table(sheet("Area|Year|Calls\nNorth|2023|1\n|2024|2\n", ["A2:A3"]))
    assert [row.cells[0].text for row in table.rows] == ["North", "North"]
    assert table.told == ("What stands in merged cells holds for each of their rows: A2.",)


@pytest.mark.parametrize(
    ("merged", "what"),
    [("C2:C3", "merged over rows 2 to 3"), ("C2:D2", "merged over several columns")],
)
def test_a_number_merged_over_several_cells_is_refused(merged: str, what: str) -> None:
    table = find_table(sheet("Area|Year|Calls|Fires\nNorth|2023|12|\nSouth|2023||3\n", [merged]))
    assert [(one.cell, one.message) for one in table.problems] == [
        ("C2", f'"12" is one number, {what}.')
    ]


TOTALS = "Name|Budget\nA|1\nB|2\nTotal|3\nTotal|3\n"


def test_rows_of_totals_are_left_out_and_told() -> None:
    table = set_totals_aside(find_table(sheet(TOTALS)), [0])
    assert lines(table) == [2, 3]
    assert table.told == (
        "Row 4 (“Total”) is a row of totals: left out.",
        "Row 5 (“Total”) is row 4 again: left out.",
    )


def test_a_total_that_is_a_row_of_ours_stays_once() -> None:
    assert lines(set_totals_aside(find_table(sheet(TOTALS)), [0], ["total"])) == [2, 3, 4]


def test_two_totals_that_differ_are_refused() -> None:
    table = set_totals_aside(find_table(sheet(TOTALS.replace("3\nTotal|3", "3\nTotal|4"))), [0])
    assert [one.words for one in table.problems] == [
        'A5: "Total" stands in row 4 too, with other numbers. Keep the right one of the two.'
    ]


@pytest.mark.parametrize("text", ["Total", "TOTALS", "Grand total", "Sub-total", "All"])
def test_a_label_of_totals(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["Total fires attended", "Overall", "Allotments", ""])
def test_a_label_that_is_a_measure_of_its_own(text: str) -> None:
    assert not is_total(text)


@pytest.mark.parametrize(
    ("heading", "plain", "unit", "scale"),
    [
        ("Forecast (£000)", "Forecast", "GBP", 1000),
        ("Forecast £'000", "Forecast", "GBP", 1000),
        ("Forecast (£k)", "Forecast", "GBP", 1000),
        ("Budget (£m)", "Budget", "GBP", 1_000_000),
        ("Budget, £ million", "Budget", "GBP", 1_000_000),
        ("Budget (£)", "Budget", "GBP", 1),
        ("Share (%)", "Share", "percent", 0),
        ("Rate per 10,000", "Rate per 10,000", "per-10000", 0),
        ("Calls (thousands)", "Calls", "", 1000),
        ("Budget", "Budget", "", 0),
    ],
)
def test_what_a_heading_says_of_its_numbers(
    heading: str, plain: str, unit: str, scale: int
) -> None:
    hints = heading_hints(heading)
    assert (hints.plain, hints.unit, hints.scale) == (plain, unit, scale)


def test_a_heading_in_another_unit_or_size_is_refused() -> None:
    wanted = Wanted("forecast", "number", BUILT_IN["GBP"], 1000)
    assert heading_disagrees("B1", "Forecast (£000)", wanted) is None
    in_full = heading_disagrees("B1", "Forecast (£)", wanted)
    assert in_full is not None
    assert in_full.message == '"Forecast (£)" says single pounds, and "forecast" is in thousands.'
    share = heading_disagrees("B1", "Forecast (%)", wanted)
    assert share is not None
    assert share.message == '"Forecast (%)" says percentages, and "forecast" is in GBP.'

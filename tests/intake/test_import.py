"""An import from the file to the table: shown first, written on demand, whole or not at all."""

import json
from pathlib import Path

import pytest

from tests.intake.importing import Site, spreadsheet
from tests.making import check_data

HEADER = "Department,Budget (£000),Forecast (£000),Variance (£000)\n"
SAME = HEADER + 'Fire stations,"£12,261","13,104",843\nTraining,"1,450","1,305",(145)\n'
CHANGED = SAME.replace('"13,104",843', '"13,204",943')
WHY = ("--reason", "correction-by-us", "--why", "We copied it wrongly.", "--on", "2026-11-23")


def test_what_stands_there_already_changes_nothing(site: Site) -> None:
    before = site.files()
    said = site.take(SAME, "--write")
    assert said.code == 0
    assert "Nothing changes: all 2 rows of the sheet stand in the table already." in said.text
    assert "Only in our table, and kept (1):\n    total" in said.text
    assert site.files() == before


def test_a_change_is_shown_cell_by_cell_and_nothing_is_written(site: Site) -> None:
    before = site.files()
    said = site.take(CHANGED)
    assert said.code == 0
    assert "row 2: stations\n        forecast (C2): 13,104 -> 13,204" in said.text
    assert "variance (D2): 843 -> 943" in said.text
    assert "2 figures change, 0 are new, 1 row stays the same." in said.text
    assert "Nothing is written yet." in said.text
    assert site.files() == before


def test_a_changed_value_asks_for_its_reason(site: Site) -> None:
    before = site.files()
    said = site.take(CHANGED, "--write")
    assert said.code == 1
    assert "2 published figures get another value, and nothing says why." in said.text
    assert "--reason correction-by-us --why" in said.text
    assert site.files() == before


def test_a_change_is_written_with_its_records_and_the_rest_stays_as_it_was(site: Site) -> None:
    lines = site.table()
    records = site.table("sources/revisions")
    said = site.take(CHANGED, *WHY, "--write")
    assert said.code == 0
    assert "Written: datasets/money/budget.csv" in said.text
    new = lines[1].replace('"13,104","13,104",843,843', '"13,204","13,204",943,943')
    assert site.table() == [lines[0], new, *lines[2:]]
    assert site.table("sources/revisions") == [
        *records,
        "stations-forecast-2026-11-23,2026-11-23,money,money/budget/stations/forecast,"
        '"13,104","13,204",correction-by-us,We copied it wrongly.',
        "stations-variance-2026-11-23,2026-11-23,money,money/budget/stations/variance,"
        "843,943,correction-by-us,We copied it wrongly.",
    ]
    again = site.take(CHANGED, "--write")
    assert "Nothing changes" in again.text


def test_new_rows_come_at_the_end_with_what_was_printed(site: Site) -> None:
    content = HEADER.replace("Department", "Department,What it is") + (
        'prevention,Prevention,£900,"£1,000",100\n'
    )
    options = (
        *("--set", "period=fy2024-25.m4", "--set", "source=budget-2024"),
        *("--set", "locator=table 1, row {What it is}"),
        *("--column", "What it is=label"),
    )
    said = site.take(content, *options, "--write")
    assert said.code == 0, said.text
    assert site.table()[-1] == (
        'prevention,Prevention,900,£900,"1,000","£1,000",100,100,fy2024-25.m4,budget-2024,'
        '"table 1, row Prevention",'
    )


def test_new_rows_go_where_a_sorted_table_has_them(site: Site) -> None:
    file = site.root / "datasets/glossary/terms.csv"
    header, *rows = file.read_text("utf-8").splitlines()
    ids = [row.partition(",")[0] for row in rows]
    columns = header.split(",")
    term = dict.fromkeys(columns, "") | {"id": "mutual-aid", "term": "mutual aid"}
    term["meaning"] = "Help from another service."
    rows.append(",".join(term[name] for name in columns))
    file.write_text("\n".join([header, *sorted(rows)]) + "\n", "utf-8")
    term |= {"id": "hydrant", "term": "hydrant", "meaning": "A pipe in the street."}
    sent = header + "\n" + ",".join(term[name] for name in columns) + "\n"
    said = site.take(sent, "--write", into="glossary/terms")
    assert said.code == 0, said.text
    found = [row.partition(",")[0] for row in site.table("glossary/terms")[1:]]
    assert found == sorted([*ids, "mutual-aid", "hydrant"])


def test_rows_that_are_missing_are_taken_out_only_when_asked(site: Site) -> None:
    lines = site.table()
    sent = "\n".join([lines[0], lines[1], lines[3]]) + "\n"
    assert "Only in our table, and kept (1):\n    training" in site.take(sent, "--write").text
    assert site.table() == lines
    asked = site.take(sent, "--remove-missing", "--write")
    assert asked.code == 1
    assert "3 published figures are no longer shown, and nothing says why." in asked.text
    done = site.take(sent, "--remove-missing", "--write", "--why", "No longer a department.")
    assert done.code == 0, done.text
    assert site.table() == [lines[0], lines[1], lines[3]]
    assert site.table("sources/revisions")[-1].endswith(
        "money/budget/training/variance,,,removed,No longer a department."
    )


def test_a_later_vintage_is_a_row_of_its_own_with_a_record(site: Site) -> None:
    into = "response/staff"
    header, *rows = site.table(into)
    newest = next(row for row in rows if row.startswith("firefighters,2023-03-31,2024"))
    changed = f"{header}\n{newest.replace('603', '610')}\n"
    routine = ("--reason", "routine-revision", "--why", "Counted again.")
    over = site.take(changed, *routine, "--write", into=into)
    assert over.code == 1
    assert "In this table, what was published stays" in over.text
    later = changed.replace(",2024,", ",2025,")
    wrong = site.take(later, *WHY, "--write", into=into)
    assert wrong.code == 1
    assert "--reason routine-revision" in wrong.text
    done = site.take(later, *routine, "--write", into=into)
    assert done.code == 0, done.text
    assert set(rows) < set(site.table(into))
    record = site.table("sources/revisions")[-1]
    assert ",response/staff/firefighters@2023-03-31,603,610,routine-revision,Counted" in record
    assert check_data(site.root) == []


def test_a_workbook_as_a_body_sends_it(site: Site, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Eastmere Fire Authority: position at month 4"],
        ["All figures in £000"],
        [],
        ["Department", "Forecast", "Revised", "Variance", "Comments"],
        ["Fire stations", 13204, 12261, 943, "ok"],
        ["Training", 1305, 1450, -145, None],
        [],
        ["Total", 14509, 13711, 798, None],
        ["Total", 14509, 13711, 798, None],
        [],
        ["Note: provisional figures"],
    ]
    file = spreadsheet(tmp_path / "month 4.xlsx", rows, formats="#,##0;(#,##0)")
    first = site.take_file(file)
    assert first.code == 1
    assert [line.rpartition("error: ")[2] for line in first.refused] == [
        'No column of ours is called "Revised".',
        'No column of ours is called "Comments".',
    ]
    assert 'If it is not wanted: --leave-out "Comments"' in first.text
    mended = ("--column", "Revised=budget", "--leave-out", "Comments")
    said = site.take_file(file, *mended, *WHY, "--write")
    assert said.code == 0, said.text
    assert "Row 9 (“Total”) is row 8 again: left out." in said.text
    assert "Row 11 (“Note: provisional figures”) is a note: left out." in said.text
    assert "Their columns stand in another order than ours." in said.text
    assert site.table()[1].startswith(
        'stations,Fire stations,"12,261","12,261","13,204","13,204",943,943,'
    )
    assert check_data(site.root) == []


def test_the_sheet_is_asked_for_where_several_fit(site: Site, tmp_path: Path) -> None:
    import openpyxl

    file = spreadsheet(
        tmp_path / "two.xlsx", [["Department", "Forecast (£000)"], ["Training", 1305]]
    )
    book = openpyxl.load_workbook(file)
    book.copy_worksheet(book["Position"]).title = "Month 5"
    book.save(file)
    said = site.take_file(file)
    assert said.code == 2
    assert "More than one sheet fits: “Position”, “Month 5”." in said.text
    assert site.take_file(file, "--sheet", "Month 5").code == 0
    wrong = site.take_file(file, "--sheet", "Month5")
    assert 'Did you mean "Month 5"?' in wrong.text


def test_a_table_that_is_not_there_is_told_with_the_nearest(site: Site) -> None:
    said = site.take(SAME, into="money/budgt")
    assert said.code == 2
    assert 'There is no table "money/budgt". Did you mean "money/budget"?' in said.text


def test_it_is_told_to_programs_too(site: Site) -> None:
    shown = json.loads(site.take(CHANGED, "--format", "json").text)
    assert shown["into"] == "money/budget"
    assert shown["written"] is False
    assert shown["changed"][0]["cells"][0] == {
        "column": "forecast",
        "cell": "C2",
        "old": "13,104",
        "new": "13,204",
    }
    refused = json.loads(site.take(CHANGED.replace("943", "9z3"), "--format", "json").text)
    assert refused["refused"][0]["path"] == "sent.csv, cell D2"
    assert "changed" not in refused


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--column", "Forecast forecast"), "has no equals sign"),
        (("--column", "Forecst=forecast"), 'names a column "Forecst"'),
        (("--column", "Forecast (£000)=forcast"), 'names our column "forcast"'),
        (("--set", "sorce=budget-2024"), 'names our column "sorce"'),
        (("--set", "source=budget-2025"), 'gives source "budget-2025", and there is no such name'),
        (("--set", "locator=row {line}"), '--set has "{line}", and the sheet has no column "line"'),
        (("--set", "forecast=1"), "the sheet has a column for it"),
        (("--on", "yesterday"), "is no day"),
        (("--remove-missing", "--only", "Department=Training"), "Leave one of them out."),
    ],
)
def test_options_that_make_no_sense_are_told(
    site: Site, options: tuple[str, ...], told: str
) -> None:
    before = site.files()
    said = site.take(CHANGED, *options, *(() if "--on" in options else WHY), "--write")
    assert said.code in {1, 2}
    assert told in said.text
    assert site.files() == before

"""Spreadsheets as they come: each mishap is taken in with its meaning certain, or refused in words."""

from pathlib import Path

import pytest

from plainfigures.figures.headings import plain_heading
from tests.intake.importing import Site, spreadsheet

HEADER = "Department,Forecast (£000)\n"


def test_columns_are_known_by_name_by_title_and_in_other_letters(site: Site) -> None:
    for name in ("forecast", "Forecast (£000)", "FORECAST £000", " fore-cast  (£'000) "):
        said = site.take(f"Department,{name}\nTraining,1305\n")
        assert (said.code, said.refused) == (0, []), name
        assert "Nothing changes" in said.text


@pytest.mark.parametrize(
    ("headings", "told", "options"),
    [
        (
            "Department,Forcast (£000)",
            'No column of ours is called "Forcast (£000)".',
            ["--column", "Forcast (£000)=forecast"],
        ),
        (
            "Dept,Forecast (£000)",
            'No column of ours is called "Dept".',
            ["--column", "Dept=department"],
        ),
        (
            "Department,Forecast (£000),Remarks",
            'No column of ours is called "Remarks".',
            ["--leave-out", "Remarks"],
        ),
        (
            "Department,Forecast (£000),A,B,C,D",
            'These columns are none of ours by their names: "A" (C1), "B" (D1), "C" (E1), "D" (F1).',
            ["--leave-out", "*"],
        ),
        (
            "Department,Forecast (£000),Forecast £000",
            "is the heading of column B too.",
            [],
        ),
        (
            "Department,Forecast (£000),forecast",
            'Two columns would go into "forecast"',
            ["--leave-out", "forecast"],
        ),
        (
            "Department,Forecast",
            '"Forecast" does not say what its numbers are in. Ours are in thousands of pounds.',
            ["--unit", "Forecast=£000"],
        ),
        ("Department,Forecast (£m)", '"Forecast (£m)" says millions', []),
        ("Department,Forecast (%)", '"Forecast (%)" says percentages', []),
    ],
)
def test_a_column_that_is_not_certain_is_refused_with_what_would_say_it(
    site: Site, headings: str, told: str, options: list[str]
) -> None:
    width = headings.count(",") + 1
    row = ",".join(["Training", "10", *["9"] * (width - 2)])
    said = site.take(f"{headings}\n{row}\n", "--write")
    assert said.code == 1
    assert told in " ".join(said.refused)
    if options:
        name, value = options
        shown = f'{name} "{value}"'
        assert shown in said.text or (name == "--column" and "=OUR_COLUMN" in said.text)
        assert told not in site.take(f"{headings}\n{row}\n", *options).text


def test_numbers_without_a_unit_are_ours_only_where_rows_of_ours_hold_them(site: Site) -> None:
    for name in ("forecast", "Forecast"):
        known = site.take(f"Department,{name}\nFire stations,13104\nTraining,1400\n")
        assert "forecast (B3): 1,305 -> 1400" in known.text
        moved = site.take(f"Department,{name}\nFire stations,1305\nTraining,13104\n")
        assert f'"{name}" does not say what its numbers are in.' in moved.text


@pytest.mark.parametrize("above", ["All figures £000", "£m"])
def test_what_stands_above_a_table_says_what_its_money_is_in(site: Site, above: str) -> None:
    said = site.take(f"{above},\n,\nDepartment,Forecast\nTraining,1400\n")
    assert said.code == int(above == "£m")
    told = "1,305 -> 1400" if said.code == 0 else "what stands above the table says something else"
    assert told in said.text


@pytest.mark.parametrize(
    ("cell", "ours"),
    [
        ('"£13,204"', '"13,204"'),
        ('"13,204.00"', '"13,204.00"'),
        ("(145)", "-145"),
        ("\u2212145", "-145"),
        ('" 13\u00a0204 "', "13204"),
        ("£13.204m", "13204"),
    ],
)
def test_a_number_in_a_guise_is_taken_in(site: Site, cell: str, ours: str) -> None:
    heading = "Department,Forecast" if cell.endswith("m") else HEADER.strip()
    said = site.take(
        f"{heading}\nTraining,{cell}\n", "--write", "--reason", "correction-by-us", "--why", "Ours."
    )
    allowed = ours.startswith("-")  # a forecast may not be less than nought
    assert said.code == int(allowed), said.text
    if allowed:
        assert "it may not be less than 0" in said.text
        assert "sent.csv, cell B2" in said.text
    else:
        assert f",{ours}," in site.table()[2]


@pytest.mark.parametrize(
    "cell",
    [
        "12.o87",
        "1E+05",
        "#REF!",
        "36%",
        "31/07/2024",
        "TRUE",
        "13204*",
        "-",
        "n/a",
        '"13,20"',
        "007",
        "$5",
    ],
)
def test_a_cell_that_is_not_certain_is_refused_by_its_name(site: Site, cell: str) -> None:
    before = site.files()
    said = site.take(f"{HEADER}Training,{cell}\n", "--write")
    assert said.code == 1
    assert [line.partition(": error")[0] for line in said.refused] == ["sent.csv, cell B2"]
    assert site.files() == before


def test_an_empty_cell_does_not_empty_ours(site: Site) -> None:
    said = site.take(f"{HEADER}Training,\nFire stations,1\n", "--write")
    assert said.code == 1
    assert 'This cell is empty, and "forecast" holds a value here.' in said.text


def test_all_that_is_refused_is_told_at_once_and_what_is_alike_once(site: Site) -> None:
    said = site.take(
        "Department,Forecast (£000),Hm\nTraining,n/a,1\nFire stations,n/a,1\nTotal,x1,1\n"
    )
    assert [line.partition(": error: ")[2] for line in said.refused] == [
        'No column of ours is called "Hm".',
        '"n/a" is a sign for no number, and says not which. The same holds for B3.',
        '"x1" is no number.',
    ]


def test_names_are_known_by_their_labels_and_others_are_asked_for(site: Site) -> None:
    for name in ("Fire  Stations", "fire-STATIONS", "stations", "Stations"):
        assert "Nothing changes" in site.take(f"{HEADER}{name},13104\n").text
    said = site.take(f"{HEADER}Stations & Fire,13104\n")
    assert '--name "Stations & Fire=stations-fire"' in said.text
    named = site.take(f"{HEADER}Stations & Fire,13104\n", "--name", "Stations & Fire=stations")
    assert "Nothing changes" in named.text


def test_a_name_of_a_closed_list_is_never_new(site: Site) -> None:
    sent = "measure,area,period,value\nfirst-engine,{},2024-07,7.4\n"
    said = site.take(sent.format("Eastmeer"), into="response/times")
    assert said.code == 1
    assert '"Eastmeer" is none of the names that "area" takes.' in said.text
    assert (
        "Nothing changes"
        in site.take(sent.format("the Country").replace("7.4", "9.3"), into="response/times").text
    )


@pytest.mark.parametrize(
    ("cell", "period"),
    [("Jul-24", "2024-07"), ("July 2024", "2024-07"), ("31/07/2024", "2024-07-31")],
)
def test_times_are_read_as_they_are_written(site: Site, cell: str, period: str) -> None:
    sent = (
        "measure,area,period,value,source,locator\n"
        f'second-engine,country,{cell},12,statistics-2024,"second engine, country, {period}"\n'
    )
    said = site.take(sent, into="response/times")
    assert said.code == 0, said.text
    assert f"second-engine, country, {period}: value 12" in said.text


def test_a_time_that_could_be_two_is_refused(site: Site) -> None:
    sent = "measure,area,period,value\nsecond-engine,country,03/04/2024,12\n"
    said = site.take(sent, into="response/times")
    assert said.code == 1
    assert "--dates day-first" in said.text


def test_periods_across_are_refused_with_what_to_do(site: Site) -> None:
    sent = "measure,area,Jul-24,Aug-24\nfirst-engine,eastmere,7.4,7.5\n"
    said = site.take(sent, into="response/times")
    assert said.code == 1
    assert 'Periods stand in columns beside each other: "Jul-24" (C1), "Aug-24" (D1).' in said.text


def test_a_symbol_is_the_reason_and_a_number_takes_its_place(site: Site) -> None:
    sent = "measure,area,period,value\nfirst-engine,eastmere,2024-10,{}\n"
    assert "Nothing changes" in site.take(sent.format("x"), into="response/times").text
    why = ("--reason", "routine-revision", "--why", "Published at last.")
    said = site.take(sent.format("7.9"), *why, "--write", into="response/times")
    assert said.code == 0, said.text
    assert "reason: x -> (empty)" in said.text
    assert "first-engine,eastmere,2024-10,7.9,7.9,,statistics-2024" in "\n".join(
        site.table("response/times")
    )


def test_merged_headings_and_a_row_pasted_twice(site: Site, tmp_path: Path) -> None:
    import openpyxl

    file = spreadsheet(
        tmp_path / "merged.xlsx",
        [
            [None, "Month 4 (£000)", None],
            ["Department", "Budget", "Forecast"],
            ["Training", 1450, 1305],
            ["Training", 1450, 1305],
            ["Fire stations", 12261, 13104],
        ],
    )
    book = openpyxl.load_workbook(file)
    book["Position"].merge_cells("B1:C1")
    book.save(file)
    said = site.take_file(file)
    assert said.code == 0, said.text
    assert "Row 4 says the same as row 3: it is taken once." in said.text
    assert "Nothing changes" in said.text


def test_two_rows_of_one_name_that_differ_are_refused(site: Site) -> None:
    said = site.take(f"{HEADER}Training,1305\nTraining,1306\n")
    assert said.code == 1
    assert "Rows 2 and 3 are both “training”, and differ in forecast (B3)" in said.text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_letters_signs_and_ends_of_lines_as_spreadsheets_save_them(
    site: Site, encoding: str, sign: str
) -> None:
    text = sign.join(["Department", "Forecast (£000)", "note", ""]) + "\r\n"
    text += sign.join(["Training", "1305", "Fewer – at £5", ""]) + "\r\n" + sign * 3 + "\r\n"
    said = site.take(text.encode(encoding))
    assert said.code == 0, said.text
    assert "note (C2): Fewer courses than planned. -> Fewer – at £5" in said.text


def test_names_are_compared_by_their_letters_alone() -> None:
    assert plain_heading("Fieldwork & Family  Support") == plain_heading(
        "fieldwork-and-family-support"
    )
    assert plain_heading("St. John’s") == plain_heading("st-johns")
    assert plain_heading("Region 1") != plain_heading("Region 2")

"""Tables of data in a page: which columns and rows, what stands in a cell, what stands below."""

from pathlib import Path

import pytest
from lxml import html

from plainfigures.write import Desk
from tests.making import Table as DataTable
from tests.making import append, edit, make_site, write_package
from tests.making import number as number_field
from tests.write.desks import make_desk, problem, text_of, to_html, write


def table(desk: Desk, call: str) -> html.HtmlElement:
    """Return a page with one table on it."""
    return to_html(write(desk, f"{{{{ table({call}) }}}}"))


def cells(tree: html.HtmlElement) -> list[list[str]]:
    """Return the words of a table, row by row, its head first."""
    return [[text_of(html.tostring(cell).decode()) for cell in row] for row in tree.iter("tr")]


def test_a_table_has_its_caption_its_heads_and_every_row_in_full(desk: Desk) -> None:
    tree = table(desk, '"money/budget"')
    assert tree.findtext(".//caption") == "Budget"
    assert cells(tree) == [
        ["Label", "Budget", "Forecast", "Variance", "Period"],
        ["Fire stations", "£12,261,000", "£13,104,000", "£843,000", "month 4 of 2024 to 2025"],
        ["Training", "£1,450,000", "£1,305,000", "−£145,000", "month 4 of 2024 to 2025"],
        ["Total", "£13,711,000", "£14,409,000", "£698,000", "month 4 of 2024 to 2025"],
    ]


def test_a_table_can_be_read_by_ear_and_by_keyboard(desk: Desk) -> None:
    tree = table(desk, '"money/budget", caption="The year so far"')
    region = tree.find_class("pf-table")[0]
    assert (region.get("role"), region.get("aria-label"), region.get("tabindex")) == (
        "region",
        "The year so far",
        "0",
    )
    assert {cell.get("scope") for cell in tree.findall(".//thead//th")} == {"col"}
    assert [cell.get("scope") for cell in tree.findall(".//tbody//th")] == ["row"] * 3


def test_a_figure_in_a_table_keeps_its_reference_and_needs_no_note_of_its_own(desk: Desk) -> None:
    written = write(desk, '{{ table("money/budget", ["label", "variance"], "training") }}')
    assert (
        '<data class="pf-cell" data-figure="money/budget/training/variance" value="-145000">'
        in written
    )
    assert 'class="pf-figure"' not in written


def test_columns_come_in_the_order_asked_for(desk: Desk) -> None:
    tree = table(desk, '"money/budget", columns=["variance", "label"], rows="total"')
    assert cells(tree) == [["Variance", "Label"], ["£698,000", "Total"]]
    assert cells(table(desk, '"money/budget", "label", "total"')) == [["Label"], ["Total"]]


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        ('"training"', ["Training"]),
        ('["total", "stations"]', ["Total", "Fire stations"]),
        ('"t*"', ["Training", "Total"]),
        ('["t*", "total"]', ["Training", "Total"]),
        ("None", ["Fire stations", "Training", "Total"]),
    ],
)
def test_rows_are_chosen_by_their_keys(desk: Desk, rows: str, labels: list[str]) -> None:
    tree = table(desk, f'"money/budget", ["label"], rows={rows}')
    assert [row[0] for row in cells(tree)[1:]] == labels


def test_a_form_applies_to_every_figure(desk: Desk) -> None:
    tree = table(desk, '"money/budget", ["label", "budget"], "stations", form="short"')
    assert cells(tree)[1] == ["Fire stations", "£12.3 million"]


def test_a_missing_value_is_said_in_words(desk: Desk) -> None:
    tree = table(desk, '"response/times", rows="first-engine.eastmere"')
    assert cells(tree)[-1][-1] == "not available"


def test_areas_bodies_dates_and_grades_are_named_as_readers_know_them(desk: Desk) -> None:
    times = cells(table(desk, '"response/times", ["measure", "area", "period", "value"]'))
    assert times[4] == ["first-engine", "the country", "April 2024", "9.1"]
    assert cells(table(desk, '"plans/promises", ["by", "made"], "new-engines"'))[1] == [
        "Eastmere Fire Authority",
        "April 2023",
    ]
    grades = cells(table(desk, '"response/gradings", ["label", "grade"]'))
    assert [row[1] for row in grades[1:]] == [
        "Requires improvement",
        "Not applicable",
        "Good",
        "Adequate",
    ]


def test_an_empty_cell_shows_a_dash(desk: Desk) -> None:
    assert cells(table(desk, '"plans/events", ["label", "description"], "new-station"'))[1] == [
        "The new station opens",
        "–",
    ]


def test_places_stand_side_by_side(desk: Desk) -> None:
    tree = table(desk, '"response/times", rows="first-engine.*", across="area"')
    assert cells(tree) == [
        ["When", "Eastmere", "the country"],
        ["April 2024", "8.2", "9.1"],
        ["July 2024", "7.4", "9.3"],
        ["October 2024", "not available", "–"],
    ]


def test_what_was_published_again_stands_once_in_its_newest_vintage(desk: Desk) -> None:
    tree = table(desk, '"response/staff", rows="firefighters"')
    assert cells(tree)[1:] == [["31 March 2023", "603 revised"], ["31 March 2024", "620"]]


def test_only_the_newest_vintage_stands_side_by_side(desk: Desk) -> None:
    tree = table(desk, '"response/staff", rows="firefighters", across="measure"')
    assert cells(tree) == [
        ["When", "firefighters"],
        ["31 March 2023", "603 revised"],
        ["31 March 2024", "620"],
    ]


def test_a_table_names_its_sources_and_its_notes(desk: Desk) -> None:
    tree = table(desk, '"money/budget"')
    assert text_of(html.tostring(tree.find_class("pf-sources")[0]).decode()) == (
        "Source: Budget monitoring at month 4. Where each number comes from."
    )
    assert [link.get("href") for link in tree.find_class("pf-source")] == ["pf-note:budget-2024"]
    assert [item.text_content() for item in tree.find_class("pf-notes")[0]] == [
        "Fewer courses than planned."
    ]


def test_sources_are_named_once_each(desk: Desk) -> None:
    tree = table(desk, '"response/staff"')
    assert tree.find_class("pf-sources")[0].text_content().strip() == (
        "Sources: Fire statistics, edition of 2024; Fire statistics, edition of 2023. "
        "Where each number comes from."
    )


def test_a_value_read_otherwise_than_printed_has_its_reason_below_the_table(desk: Desk) -> None:
    tree = table(desk, '"money/claims", ["label", "value"]')
    assert "£345,000" in tree.text_content()
    assert tree.find_class("pf-notes")[0].text_content().strip() == (
        "The report leaves out the thousands."
    )


def test_a_note_that_rows_share_stands_once(tmp_path: Path) -> None:
    budget = make_site(tmp_path) / "datasets" / "money" / "budget.csv"
    note = "Fewer courses than planned."
    edit(budget, '"table 1, row 1",\n', f'"table 1, row 1",{note}\n')
    (notes,) = table(make_desk(tmp_path), '"money/budget"').find_class("pf-notes")
    assert [item.text_content() for item in notes] == [note]


def test_rows_without_notes_have_no_notes_below(desk: Desk) -> None:
    assert not table(desk, '"money/budget", rows="total"').find_class("pf-notes")


def test_a_value_that_looks_wrong_is_marked(root: Path) -> None:
    rows = """
        key,label,value,as_published,period,source,locator,suspect,note
        one,One,5,5,fy2024-25,budget-2024,paragraph 1,,
        two,Two,500,500,fy2024-25,budget-2024,paragraph 2,yes,Ten times the year before.
    """
    fields = {"value": number_field()}
    own = {"status": "actual", "basis": "as-stated"}
    write_package(root, "odd", [DataTable("numbers", rows, ["key"], fields, own)])
    tree = table(make_desk(root), '"odd/numbers", ["label", "value"]')
    assert [row[1] for row in cells(tree)[1:]] == ["5", "500 looks wrong"]
    assert tree.find_class("pf-notes")[0].text_content().strip() == "Ten times the year before."


def test_a_table_without_figures_is_shown_as_text(desk: Desk) -> None:
    assert cells(table(desk, '"glossary/terms", ["term", "short_for"]'))[1:] == [
        ["on-call firefighter", "–"],
        ["outturn", "–"],
        ["FRA", "fire and rescue authority"],
    ]


def test_a_new_row_comes_into_its_table_by_itself(root: Path) -> None:
    file = root / "datasets" / "money" / "rescues.csv"
    append(file, 'animals,Animals,12,12,fy2023-24,budget-2024,"table 2, row 5",')
    assert ["Animals", "12", "2023 to 2024"] in cells(table(make_desk(root), '"money/rescues"'))


def test_a_changed_cell_changes_the_table(root: Path) -> None:
    file = root / "datasets" / "money" / "budget.csv"
    edit(file, "843,843", '"1,843","1,843"')
    tree = table(make_desk(root), '"money/budget", ["variance"], "stations"')
    assert cells(tree)[1] == ["£1,843,000"]


@pytest.mark.parametrize(
    ("call", "message", "suggestion"),
    [
        ('"mony/budget"', 'There is no table "mony/budget".', "money/budget"),
        (
            '"money/budget", ["varience"]',
            'The table "money/budget" has no column "varience".',
            "variance",
        ),
        (
            '"money/budget", rows="trainin"',
            'The table "money/budget" has no row "trainin".',
            "training",
        ),
        (
            '"money/budget", across="departmnt"',
            'The table "money/budget" has no column "departmnt".',
            "department",
        ),
        ('"glossary/terms", across="term"', 'The table "glossary/terms" holds no figures.', ""),
        ('"money/budget", form="ful"', 'There is no form "ful".', ""),
        ('"money/budget", caption=3', 'table: "caption" must be in quotes.', ""),
        (
            '"money/budget", rows=3',
            'table: "rows" must be a name in quotes, or several between [ and ].',
            "",
        ),
        ('"money/budget", row="total"', 'table has no argument "row".', "rows"),
    ],
)
def test_each_misuse_of_a_table_is_told(
    desk: Desk, call: str, message: str, suggestion: str
) -> None:
    found = problem(desk, f"{{{{ table({call}) }}}}")
    assert (found.message, found.suggestion, found.line) == (message, suggestion, 1)


def test_a_table_of_one_column_has_no_heading_of_a_row(desk: Desk) -> None:
    tree = table(desk, '"money/budget", columns=["label"]')
    assert tree.xpath("//tbody//th") == []
    assert len(tree.xpath("//tbody//td")) > 1

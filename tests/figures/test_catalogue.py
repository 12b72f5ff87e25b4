"""The catalogue: references, vintages, aliases, the newest period and wildcards."""

from decimal import Decimal
from pathlib import Path

import pytest

from plainfigures.errors import ReferenceProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.records import Figure, Package
from tests.making import (
    append,
    catalogue_of,
    edit,
    make_datasets,
)

LOOK = "Look for the right reference with: plainfigures figures WORDS."


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("money/budget/stations/budget", "12261000"),
        ("money/budget/training/variance", "-145000"),
        ("money/rescues/road", "210"),
        ("money/claims/grant", "2100000"),
        ("response/times/first-engine.eastmere@2024-07", "7.4"),
        ("response/staff/on-call-share@2024-03-31", "32"),
        ("money/budget/fire-stations/variance", "843000"),
        ("money/derived/pressure", "698000"),
    ],
)
def test_a_figure_is_found_in_base_units(catalogue: Catalogue, reference: str, value: str) -> None:
    assert catalogue.find(reference).value == Decimal(value)


def test_a_figure_has_all_its_parts(catalogue: Catalogue) -> None:
    figure = catalogue.find("money/claims/engine-cost")
    unit = catalogue.unit("money", "GBP")
    assert unit is not None
    assert figure == Figure(
        reference="money/claims/engine-cost",
        kind="number",
        value=Decimal(345),
        unit=unit,
        scale=1,
        label="Cost of a new engine",
        measure="claims",
        body="eastmere-fire-authority",
        area="eastmere",
        period="fy2024-25",
        status="forecast",
        basis="as-stated",
        source="budget-2024",
        locator="paragraph 2.2",
        as_published="£345",
        read_as=Decimal(345000),
        read_as_reason="The report leaves out the thousands.",
        path="datasets/money/claims.csv",
        line=3,
    )
    assert figure.used == Decimal(345000)


def test_wide_tables_give_each_figure_its_own_parts(catalogue: Catalogue) -> None:
    budget = catalogue.find("money/budget/training/budget")
    forecast = catalogue.find("money/budget/training/forecast")
    assert (budget.status, budget.basis, budget.as_published) == (
        "budget",
        "revised-budget",
        "1,450",
    )
    assert (forecast.status, forecast.basis, forecast.as_published) == (
        "forecast",
        "before-reserves",
        "1,305",
    )
    assert [budget.title, forecast.title] == ["Training, Budget", "Training, Forecast"]
    assert forecast.note == "Fewer courses than planned."


def test_grades_and_dates_hold_texts(catalogue: Catalogue) -> None:
    grade = catalogue.find("response/gradings/2024.overall/grade")
    assert (grade.text, grade.value) == ("good", None)
    assert grade.scale_of_grades is not None
    assert grade.scale_of_grades.title_of(grade.text) == "Good"
    assert catalogue.find("plans/events/inspection/date").text == "2024-05-17"


def test_a_missing_value_has_its_reason(catalogue: Catalogue) -> None:
    missing = catalogue.find("response/times/first-engine.eastmere@2024-10")
    assert (missing.value, missing.used, missing.reason) == (None, None, "x")


def test_a_combined_figure_names_its_places(catalogue: Catalogue) -> None:
    combined = catalogue.find("money/rescues/water-and-height")
    assert combined.combines == ("table 2, row 2", "table 2, row 3")
    assert catalogue.sources_of(combined) == [
        ("budget-2024", "table 2, row 2"),
        ("budget-2024", "table 2, row 3"),
    ]


def test_latest_is_the_newest_period_that_has_a_value(catalogue: Catalogue) -> None:
    found = catalogue.find("response/times/first-engine.eastmere@latest")
    assert found.reference == "response/times/first-engine.eastmere@2024-07"
    assert catalogue.find("response/staff/firefighters@latest").value == 620


def test_latest_follows_the_data(tmp_path: Path) -> None:
    times = make_datasets(tmp_path) / "response" / "times.csv"
    row = 'first-engine,eastmere,2024-10,,,x,statistics-2024,"first engine, Eastmere, 2024-10"'
    edit(times, row, row.replace(",,,x,", ",6.9,6.9,,"))
    found = catalogue_of(tmp_path).find("response/times/first-engine.eastmere@latest")
    assert (found.reference, found.value) == (
        "response/times/first-engine.eastmere@2024-10",
        Decimal("6.9"),
    )


def test_latest_is_the_newest_vintage_of_the_newest_period(tmp_path: Path) -> None:
    staff = make_datasets(tmp_path) / "response" / "staff.csv"
    again = 'firefighters,2024-03-31,2025,615,people,615,statistics-2024,"firefighters, again"'
    append(staff, again)
    found = catalogue_of(tmp_path).find("response/staff/firefighters@latest")
    assert (found.value, found.vintage) == (Decimal(615), "2025")


@pytest.mark.parametrize(
    ("periods", "newest"),
    [
        (("fy2024-25.m10", "fy2024-25.m4"), "fy2024-25.m10"),
        (("2024-07", "fy2023-24"), "2024-07"),
        (("2024-03-31", "2024-04"), "2024-04"),
    ],
)
def test_latest_goes_by_the_calendar(periods: tuple[str, str], newest: str) -> None:
    figures = tuple(
        Figure(f"a/b/c@{period}", "number", Decimal(1), period=period) for period in periods
    )
    package = Package("a", "A", "", "", "", (), figures)
    assert Catalogue([package]).find("a/b/c@latest").period == newest


def test_the_newest_vintage_is_shown_and_the_earlier_stay_reachable(catalogue: Catalogue) -> None:
    newest = catalogue.find("response/staff/firefighters@2023-03-31")
    assert (newest.value, newest.vintage, newest.source) == (
        Decimal(603),
        "2024",
        "statistics-2024",
    )
    earlier = catalogue.find("response/staff/firefighters@2023-03-31~2023")
    assert (earlier.value, earlier.reference) == (
        Decimal(611),
        "response/staff/firefighters@2023-03-31~2023",
    )
    assert catalogue.find("response/staff/firefighters@2023-03-31~2024").value == 603
    assert catalogue.vintages(newest) == [earlier]
    assert catalogue.vintages(catalogue.find("response/staff/firefighters@2024-03-31")) == []


def test_only_the_newest_vintage_counts_among_the_figures(catalogue: Catalogue) -> None:
    listed = [figure.reference for figure in catalogue.figures]
    assert listed.count("response/staff/firefighters@2023-03-31") == 1
    assert not any("~" in reference for reference in listed)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("money/budget/stations/varience", "money/budget/stations/variance"),
        ("money/budgets/stations/variance", "money/budget/stations/variance"),
        ("mony/budget/stations/variance", "money/budget/stations/variance"),
        (
            "response/times/first-engin.country@2024-07",
            "response/times/first-engine.country@2024-07",
        ),
        ("response/staff/firefighters@2023-03-31~2022", "response/staff/firefighters@2023-03-31"),
        ("zzz/zzz/zzz", ""),
        ("money/budget/stations@latest", "money/budget/stations/forecast"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_the_nearest(
    catalogue: Catalogue, wrong: str, right: str
) -> None:
    with pytest.raises(ReferenceProblem) as caught:
        catalogue.find(wrong)
    assert caught.value.message == f'There is no figure "{wrong}".'
    assert caught.value.remedy == LOOK
    assert caught.value.suggestion == right


def test_a_malformed_reference_is_told(catalogue: Catalogue) -> None:
    with pytest.raises(ReferenceProblem, match='"Money/budget" is not a reference'):
        catalogue.find("Money/budget")


def test_a_pattern_gives_the_figures_that_fit_it_in_order(catalogue: Catalogue) -> None:
    found = [figure.reference for figure in catalogue.match("money/budget/*/variance")]
    assert found == [
        "money/budget/stations/variance",
        "money/budget/training/variance",
        "money/budget/total/variance",
    ]
    assert [one.reference for one in catalogue.match("money/rescues/*")] == [
        "money/rescues/road",
        "money/rescues/water-and-height",
        "money/rescues/total",
    ]
    series = catalogue.match("response/times/first-engine.country@*")
    assert [one.period for one in series] == ["2024-04", "2024-07"]
    assert [one.value for one in catalogue.match("money/rescues/road")] == [210]


def test_a_star_stands_for_no_slash(catalogue: Catalogue) -> None:
    with pytest.raises(ReferenceProblem, match="No figure fits"):
        catalogue.match("money/budget/*")
    with pytest.raises(ReferenceProblem, match="No figure fits"):
        catalogue.match("money/*/variance")


def test_a_pattern_that_nothing_fits_is_told(catalogue: Catalogue) -> None:
    with pytest.raises(ReferenceProblem) as caught:
        catalogue.match("money/budgets/*")
    assert caught.value.message == 'No figure fits "money/budgets/*".'
    assert caught.value.suggestion == "money/budget/*/budget"


@pytest.mark.parametrize(
    ("text", "said", "near"),
    [
        (
            "response/times/first-engine.eastmere@2025-04",
            "for 2024-04, 2024-07 and 2024-10",
            "2024-04",
        ),
        ("response/times/first-engine.eastmere", "for 2024-04, 2024-07 and 2024-10", "@latest"),
        ("money/budget/stations", "the columns budget, forecast and variance", "/budget"),
        ("response/times/frst-engine.eastmere@latest", "", "first-engine.eastmere@latest"),
    ],
)
def test_what_there_is_of_a_row_is_told(
    catalogue: Catalogue, text: str, said: str, near: str
) -> None:
    with pytest.raises(ReferenceProblem) as caught:
        catalogue.find(text)
    assert caught.value.message.endswith(f"{said}." if said else f'There is no figure "{text}".')
    assert caught.value.suggestion.endswith(near)


def test_tables_and_sources_are_found_by_name(catalogue: Catalogue) -> None:
    assert catalogue.resource("money/budget").reference == "money/budget"
    assert catalogue.source("plan-2023").title == "Safer Eastmere"
    with pytest.raises(ReferenceProblem) as caught:
        catalogue.resource("money/budgets")
    assert (caught.value.message, caught.value.remedy, caught.value.suggestion) == (
        'There is no table "money/budgets".',
        "Name a folder of datasets/ and one of its tables, as in folder/table.",
        "money/budget",
    )
    with pytest.raises(ReferenceProblem) as caught:
        catalogue.source("plan-2032")
    assert (caught.value.message, caught.value.remedy, caught.value.suggestion) == (
        'There is no source "plan-2032".',
        "Use an id from datasets/sources/documents.csv, or add the document there.",
        "plan-2023",
    )


def test_bodies_areas_and_bases_have_titles(catalogue: Catalogue) -> None:
    assert catalogue.bodies["inspectorate"] == "Inspectorate of Fire Services"
    assert catalogue.areas == {"eastmere": "Eastmere", "country": "the country"}
    figure = catalogue.find("money/rescues/road")
    assert catalogue.basis(figure) == (
        "Counted by the service",
        "Incidents that the service itself recorded.",
    )
    assert catalogue.basis(Figure("other/a/b", "number", basis="not-known")) == ("not known", "")

"""Charts in words: titles that follow the data, tables and text alternatives."""

from pathlib import Path

import pytest

from plainfigures.figures.pictures import FORMS
from plainfigures.write import Desk, chart_rows
from tests.making import Table, append, edit, number, write_package
from tests.write.charting import chart, declare, picture
from tests.write.desks import make_desk


def test_a_chart_is_a_figure_with_all_that_readers_need(desk: Desk) -> None:
    found = chart(desk, "variance")
    assert (found.get("data-chart"), found.get("id")) == ("variance", "chart-variance")
    assert "pf-chart" in found.get("class", "").split()
    words = {
        part: " ".join(found.find_class(f"pf-chart__{part}")[0].text_content().split())
        for part in ("title", "subtitle", "alternative", "note", "actions")
    }
    assert words == {
        "title": "Fire stations are £843,000 over their budget",
        "subtitle": "Over or under budget, in pounds, month 4 of 2024 to 2025, before reserves",
        "alternative": (
            "Bar chart around zero: Fire stations are £843,000 over their budget. "
            "All values are forecasts. Fire stations £843,000; Training −£145,000."
        ),
        "note": "Right of zero is over budget, left of zero under it.",
        "actions": "Download: picture (SVG), numbers (CSV). Cite this chart",
    }
    assert [link.get("href") for link in found.find_class("pf-chart__actions")[0].iter("a")] == [
        "pf:/data/charts/variance.svg",
        "pf:/data/charts/variance.csv",
        "pf:/charts/variance/",
    ]
    sources = found.find_class("pf-sources")[0].text_content()
    assert sources.startswith("Source: Budget monitoring at month 4.")


def test_a_chart_has_its_numbers_as_a_table(desk: Desk) -> None:
    found = chart(desk, "times")
    rows = [[cell.text_content() for cell in row] for row in found.iter("tr")]
    assert rows == [
        ["When", "Eastmere", "the country"],
        ["April 2024", "8.2", "9.1"],
        ["July 2024", "7.4", "9.3"],
        ["October 2024", "not available", "–"],
    ]


def test_a_figure_in_a_chart_title_needs_no_note_of_its_own(desk: Desk) -> None:
    title = chart(desk, "variance").find_class("pf-chart__title")[0]
    (figure,) = title.iter("data")
    assert figure.get("class") == "pf-cell"
    assert figure.get("data-figure") == "money/budget/stations/variance"


def test_a_changed_cell_changes_title_table_and_alternative(root: Path) -> None:
    declare(
        root,
        """
        form: diverging-bars
        title: "Stations are {{ figure('money/budget/stations/variance') }} over"
        subtitle: In pounds
        figures: money/budget/*/variance
        without: total
        """,
    )
    edit(root / "datasets" / "money" / "budget.csv", "843,843", '"1,843","1,843"')
    made = make_desk(root).charts.words("mine").picture
    assert made.title == "Stations are £1.8 million over"
    assert made.alternative == (
        "Bar chart around zero: Stations are £1.8 million over. All values are forecasts. "
        "Fire stations £1.8 million; Training −£145,000."
    )
    head, rows = chart_rows(made)
    assert head == ["What", "Value (forecast)"]
    assert rows[0] == ["Fire stations", "£1.8 million"]


@pytest.mark.parametrize("form", ["bars", "grouped-bars", "dots", "waterfall", "stacked"])
def test_amounts_are_told_one_after_the_other(root: Path, form: str) -> None:
    made = picture(
        root,
        f"""
        form: {form}
        title: What was rescued.
        subtitle: Rescues
        figures: money/rescues/*
        without: total
        """,
    )
    kind = made.alternative.partition(":")[0]
    amounts = "Road crashes 210; Water and height, together 34. "
    if form == "waterfall":
        amounts = (
            "Adding: Road crashes and Water and height, together; most of all Road crashes (210). "
        )
    assert made.alternative == (
        f"{kind}: What was rescued. {amounts}"
        "Marked as several rows shown together: Water and height, together."
    )
    assert kind[0].isupper()


def test_every_form_names_itself_in_its_alternative(root: Path) -> None:
    kinds = set()
    for form in FORMS:
        which = {
            "lines": "figures: response/times/first-engine.eastmere@*",
            "steps": "figures: response/gradings/2024.*/grade",
            "timeline": "events: plans/events",
        }.get(form, "figures: money/rescues/*\nwithout: total")
        made = picture(root, f"form: {form}\ntitle: A finding\nsubtitle: A measure\n{which}\n")
        assert ": A finding. " in made.alternative
        kinds.add(made.alternative.partition(":")[0])
    assert len(kinds) == len(FORMS)


def test_two_series_are_told_by_their_names(root: Path) -> None:
    made = picture(
        root,
        """
        form: grouped-bars
        title: Budget and forecast
        subtitle: In pounds
        series:
          - label: Budget
            figures: [money/budget/stations/budget, money/budget/training/budget]
          - label: Forecast
            figures: money/budget/t*/forecast
        without: [total]
        mixed: a plan beside what is expected.
        """,
    )
    assert made.alternative == (
        "Grouped bar chart: Budget and forecast. "
        "Not all values here are alike: a plan beside what is expected. "
        "Budget: Fire stations £12.3 million; Training £1.5 million. "
        "Forecast: Training £1.3 million. Forecast, beside Budget: lower for Training."
    )
    assert chart_rows(made) == (
        ["What", "Budget", "Forecast", "What kind"],
        [
            ["Fire stations", "£12.3 million", "–", "budget; Revised budget"],
            [
                "Training",
                "£1.5 million",
                "£1.3 million",
                "budget; Revised budget / forecast; Before reserves",
            ],
        ],
    )


def test_many_amounts_are_told_by_the_least_and_the_most(root: Path) -> None:
    file = root / "datasets" / "money" / "rescues.csv"
    for count in range(10, 18):
        append(
            file, f"kind-{count},Kind {count},{count},{count},fy2023-24,budget-2024,row {count},"
        )
    made = picture(
        root,
        """
        form: bars
        title: Rescues
        subtitle: By kind
        figures: money/rescues/*
        without: [total, water-and-height]
        order: largest-first
        """,
    )
    assert made.alternative == (
        "Bar chart: Rescues. Largest Road crashes (210), then Kind 17 (17); smallest Kind 10 (10)."
    )
    assert [point.shown for point in made.series[0].points][:3] == ["210", "17", "16"]


def test_lines_are_told_from_first_to_last_with_high_and_low(root: Path) -> None:
    rows = """
        area,period,value,as_published,source,locator,suspect
        eastmere,2019-03-31,10,10,statistics-2024,row 1,
        eastmere,2020-03-31,18,18,statistics-2024,row 2,
        eastmere,2021-03-31,4,4,statistics-2024,row 3,
        eastmere,2022-03-31,900,900,statistics-2024,row 4,yes
        eastmere,2023-03-31,12,12,statistics-2024,row 5,
        country,2019-03-31,7,7,statistics-2024,row 6,
        country,2023-03-31,9,9,statistics-2024,row 7,
    """
    own = {"status": "actual", "basis": "as-stated"}
    table = Table("rates", rows, ["area", "period"], {"value": number()}, own)
    write_package(root, "odd", [table])
    made = picture(
        root,
        """
        form: lines
        title: Over time
        subtitle: A rate
        says: The country is steady.
        series:
          - {label: Eastmere, figures: "odd/rates/eastmere@*"}
          - {label: the country, figures: "odd/rates/country@*"}
        """,
    )
    assert made.alternative == (
        "Line chart: Over time. The country is steady. "
        "Eastmere: up from 10 (31 March 2019) to 12 (31 March 2023), highest 18 (31 March 2020), "
        "lowest 4 (31 March 2021). "
        "The country: up from 7 (31 March 2019) to 9 (31 March 2023). "
        "Highest at 31 March 2023: Eastmere (12), then the country (9). "
        "Marked as published values that look wrong: Eastmere, 31 March 2022."
    )
    assert ["31 March 2022", "900 (looks wrong)", "–"] in chart_rows(made)[1]
    assert made.series[0].points[0].when == "2019-03-31"


def test_a_line_is_in_the_order_of_time_however_its_figures_are_listed(root: Path) -> None:
    made = picture(
        root,
        """
        form: lines
        title: Times
        subtitle: In minutes
        figures:
          - response/times/first-engine.eastmere@2024-07
          - response/times/first-engine.eastmere@2024-04
        """,
    )
    assert [point.label for point in made.series[0].points] == ["April 2024", "July 2024"]


def test_a_line_of_which_nothing_is_published_says_so(root: Path) -> None:
    made = picture(
        root,
        """
        form: lines
        title: Over time
        subtitle: A rate
        series:
          - {label: Eastmere, figures: "response/times/first-engine.eastmere@2024-10"}
          - {label: the country, figures: "response/times/first-engine.country@*"}
        """,
    )
    assert "Eastmere: nothing published." in made.alternative


def test_steps_are_told_with_the_scale_and_why_one_is_missing(root: Path) -> None:
    made = picture(
        root,
        """
        form: steps
        title: Judgements
        subtitle: Of the inspectors
        series:
          - {label: "2021", figures: "response/gradings/2021.*/grade"}
          - {label: "2024", figures: "response/gradings/2024.*/grade"}
        """,
    )
    assert made.steps == ("Inadequate", "Requires improvement", "Adequate", "Good")
    assert made.alternative == (
        "Chart of steps: Judgements. "
        "Steps from lowest to highest: Inadequate, Requires improvement, Adequate and Good. "
        "Requires improvement in 2021, then Good in 2024: Overall. "
        "Not applicable in 2021, then Adequate in 2024: Looking after people."
    )
    assert [point.step for point in made.series[0].points] == [1, None]
    assert chart_rows(made)[1][1] == ["Looking after people", "not applicable", "Adequate"]


def test_a_timeline_is_told_in_the_order_of_its_dates(root: Path) -> None:
    made = picture(
        root,
        """
        form: timeline
        title: What happened
        subtitle: 2023 to 2024
        events: plans/events/date
        labels:
          inspection: Judged good
        without: plan
        """,
    )
    assert made.alternative == (
        "Timeline: What happened. 17 May 2024: Judged good; "
        "Quarter 3 of 2024: The new station opens."
    )
    assert chart_rows(made) == (
        ["Event", "When"],
        [["Judged good", "17 May 2024"], ["The new station opens", "Quarter 3 of 2024"]],
    )


def test_a_timeline_may_show_only_what_is_chosen(root: Path) -> None:
    made = picture(
        root,
        """
        form: timeline
        title: What happened
        subtitle: In short
        events: plans/events
        marks:
          only: plan inspection
        """,
    )
    assert [point.label for point in made.series[0].points] == [
        "The plan begins",
        "The inspectors report",
    ]


def test_labels_marks_and_forms_of_a_declaration_are_followed(root: Path) -> None:
    made = picture(
        root,
        """
        form: waterfall
        title: Made up of
        subtitle: In pounds
        figures: money/budget/*/variance
        labels:
          stations: The stations
          money/budget/total/variance: All of it
        marks:
          total: total
        shown: full
        """,
    )
    points = made.series[0].points
    assert [point.label for point in points] == ["The stations", "Training", "All of it"]
    assert [point.shown for point in points] == ["£843,000", "−£145,000", "£698,000"]
    assert points[2].marks == ("total",)
    assert made.notes == ("All values are forecasts.",)


def test_what_was_published_again_is_marked_as_revised(root: Path) -> None:
    made = picture(
        root,
        """
        form: lines
        title: Firefighters
        subtitle: On 31 March
        series:
          - {label: Eastmere, figures: "response/staff/firefighters@*"}
        """,
    )
    assert [(point.shown, "revised" in point.marks) for point in made.series[0].points] == [
        ("603", True),
        ("620", False),
    ]

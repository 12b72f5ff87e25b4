"""Printed dates held against the dataset's."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.errors import TextProblem
from plainfigures.figures.periods import parse_period, show_day
from plainfigures.figures.printed_dates import disagreements


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("4th March 2019", "2019-03-04"),
        ("29 February", "2020-02-29"),
        ("Monday 4 March 2019", "2019-03-04"),
        ("Monday", "2019-03-04"),
        ("04/03/2019", "2019-03-04"),
        ("2019-03-04", "2019-03-04"),
        ("March 2019", "2019-03"),
        ("March", "2019-03"),
        ("September and October", "2024-09/2024-10"),
        ("2024/25", "fy2024-25"),
        ("2024/2025", "fy2024-25"),
        ("quarter 3 of 2024", "2024-q3"),
        ("by the end of 2025", "2025"),
        ("between January 2020 and March 2023", "2020-01/2023-03"),
        ("winter, December or January", "2024-12/2025-01"),
        ("3 meetings, the last on 4 March", "2019-03-04"),
        ("21st and 22nd June", "2022-06-21/2022-06-22"),
        ("2019-2021", "2019/2021"),
        ("May 1998", "1998-05"),
        ("1-2 May 1998", "1998-05-02"),
        ("autumn 2024", "2024-11"),
        ("end of March 2024", "2024-03-31"),
        ("from autumn to December 2024", "2024-09/2024-12"),
    ],
)
def test_a_printed_date_that_agrees_is_left_alone(text: str, period: str) -> None:
    assert disagreements(text, parse_period(period)) == []


@pytest.mark.parametrize(
    ("text", "period", "said"),
    [
        (
            "Tuesday 4 March 2019",
            "2019-03-04",
            ["prints Tuesday, but the dataset has 4 March 2019, a Monday"],
        ),
        (
            "5 March 2019",
            "2019-03-04",
            ["prints the day 5, but the dataset has 4 March 2019, a Monday"],
        ),
        ("April 2019", "2019-03", ["prints April, but the dataset has March 2019"]),
        ("March 2020", "2019-03", ["prints the year 2020, but the dataset has March 2019"]),
        ("2023/24", "fy2024-25", ["prints the year 2023/24, but the dataset has 2024 to 2025"]),
        (
            "quarter 2 of 2024",
            "2024-q3",
            ["prints quarter 2, but the dataset has quarter 3 of 2024"],
        ),
        (
            "05/04/2020",
            "2019-03-04",
            [
                "prints the year 2020, but the dataset has 4 March 2019, a Monday",
                "prints April, but the dataset has 4 March 2019, a Monday",
                "prints the day 5, but the dataset has 4 March 2019, a Monday",
            ],
        ),
        (
            "2024/25",
            "fy2023-24",
            ["prints the year 2024/25, but the dataset has 2023 to 2024"],
        ),
        (
            "April 2525",
            "2025-04",
            ["prints 2525, which is no part of a date, but the dataset has April 2025"],
        ),
        (
            "2019-03-0",
            "2019-03-04",
            [
                "prints 03, which is no part of a date, but the dataset has 4 March 2019, a Monday",
                "prints 0, which is no part of a date, but the dataset has 4 March 2019, a Monday",
            ],
        ),
        (
            "April and May 2019",
            "2019-04/2019-08",
            ["prints other months, but the dataset has April 2019 to August 2019"],
        ),
        (
            "21st and 22nd June",
            "2022-06-12/2022-06-22",
            ["prints other days, but the dataset has 12 June 2022 to 22 June 2022"],
        ),
        (
            "31 February 2019",
            "2019-02-28",
            ["prints 31 February 2019, which is no day of the calendar"],
        ),
        (
            "29th of February 2019",
            "2019-02",
            ["prints 29th of February 2019, which is no day of the calendar"],
        ),
        ("31/04/2019", "2019-04", ["prints 31/04/2019, which is no day of the calendar"]),
        ("2019-06-31", "2019-06", ["prints 2019-06-31, which is no day of the calendar"]),
        ("Monday", "2019-03", ["prints Monday, but the dataset has March 2019"]),
    ],
)
def test_each_part_that_disagrees_is_told(text: str, period: str, said: list[str]) -> None:
    if text == "Monday":
        # A weekday says nothing of a whole month.
        said = []
    assert disagreements(text, parse_period(period)) == said


@pytest.mark.parametrize("text", ["", "soon", "at the next meeting"])
def test_a_text_without_any_part_of_a_date_is_refused(text: str) -> None:
    with pytest.raises(TextProblem) as caught:
        disagreements(text, parse_period("2019-03-04"))
    assert caught.value.message == f'The as-published text "{text}" holds no date.'
    assert caught.value.remedy == (
        "Give the printed date, such as “4th March 2019” or “March 2019”."
    )


days = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))


@given(days)
def test_any_day_agrees_with_itself_in_every_dress(day: datetime.date) -> None:
    period = parse_period(day.isoformat())
    for text in (show_day(day), day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%A} {show_day(day)}"):
        assert disagreements(text, period) == []


@given(days, days)
def test_two_different_days_never_agree(one: datetime.date, other: datetime.date) -> None:
    agrees = not disagreements(f"{one:%A} {show_day(one)}", parse_period(other.isoformat()))
    assert agrees == (one == other)

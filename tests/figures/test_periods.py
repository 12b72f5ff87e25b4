"""Periods: the kinds there are, how they are shown and sorted, and what is refused."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.errors import PeriodProblem
from plainfigures.figures.periods import parse_period, show_day

REMEDY = (
    "Write a day as 2024-03-31, a month as 2024-07, a financial year as fy2024-25, "
    "a position at a month as fy2024-25.m4."
)

days = st.dates(datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "shown"),
    [
        ("2024-03-31", "day", "2024-03-31", "2024-03-31", "31 March 2024"),
        ("2024-02", "month", "2024-02-01", "2024-02-29", "February 2024"),
        ("fy2024-25", "fy", "2024-04-01", "2025-03-31", "2024 to 2025"),
        ("fy1999-00", "fy", "1999-04-01", "2000-03-31", "1999 to 2000"),
        ("fy2024-25.m1", "fy-month", "2024-04-01", "2024-04-30", "month 1 of 2024 to 2025"),
        ("fy2024-25.m4", "fy-month", "2024-04-01", "2024-07-31", "month 4 of 2024 to 2025"),
        ("fy2024-25.m12", "fy-month", "2024-04-01", "2025-03-31", "month 12 of 2024 to 2025"),
        ("2025-q1", "quarter", "2025-01-01", "2025-03-31", "quarter 1 of 2025"),
        ("2025-q4", "quarter", "2025-10-01", "2025-12-31", "quarter 4 of 2025"),
        ("2021", "year", "2021-01-01", "2021-12-31", "2021"),
        (
            "2024-09/2024-10-15",
            "interval",
            "2024-09-01",
            "2024-10-15",
            "September 2024 to 15 October 2024",
        ),
    ],
)
def test_each_kind_of_period(text: str, kind: str, first: str, last: str, shown: str) -> None:
    period = parse_period(text)
    assert str(period) == text
    assert period.kind == kind
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert period.show() == shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", '"" is not a period.'),
        ("July 2024", '"July 2024" is not a period.'),
        ("2024-7", '"2024-7" is not a period.'),
        ("2024-07 ", '"2024-07 " is not a period.'),
        ("２０２４-07", '"２０２４-07" is not a period.'),
        ("2025-q5", '"2025-q5" is not a period.'),
        ("2021/2022/2023", '"2021/2022/2023" is not a period.'),
        ("2021/", '"" is not a period.'),
        ("2024-13", 'There is no such date as "2024-13".'),
        ("2023-02-29", 'There is no such date as "2023-02-29".'),
        ("fy2024-26", 'There is no such date as "fy2024-26".'),
        ("fy2024-25.m13", 'There is no such date as "fy2024-25.m13".'),
        ("fy2024-25.m0", 'There is no such date as "fy2024-25.m0".'),
        ("fy9999-00", 'There is no such date as "fy9999-00".'),
        ("0000", 'There is no such date as "0000".'),
    ],
)
def test_what_is_no_period_is_refused_with_the_kinds_there_are(text: str, message: str) -> None:
    with pytest.raises(PeriodProblem) as caught:
        parse_period(text)
    assert (caught.value.message, caught.value.remedy) == (message, REMEDY)


def test_an_interval_runs_forward() -> None:
    with pytest.raises(PeriodProblem) as caught:
        parse_period("2024-10/2024-09")
    assert caught.value.message == '"2024-10/2024-09" ends before it begins.'
    assert caught.value.remedy == "Put the earlier date first."


def test_periods_sort_by_their_ends() -> None:
    texts = ["fy2024-25", "2024-07", "2024-07-31", "fy2024-25.m4", "2023", "2024-06/2024-07"]
    assert [str(period) for period in sorted(map(parse_period, texts))] == [
        "2023",
        "fy2024-25.m4",
        "2024-06/2024-07",
        "2024-07",
        "2024-07-31",
        "fy2024-25",
    ]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("2024-03-31", True),
        ("2024-03", True),
        ("fy2024-25", True),
        ("fy2024-25.m4", True),
        ("2024", False),
        ("2024-q1", False),
        ("2024-01/2024-02", False),
    ],
)
def test_only_four_kinds_may_stand_in_a_reference(text: str, fits: bool) -> None:
    assert parse_period(text).in_reference is fits


@given(days)
def test_any_day_is_read_back(day: datetime.date) -> None:
    period = parse_period(day.isoformat())
    assert (period.first, period.last, str(period)) == (day, day, day.isoformat())
    assert period.show() == show_day(day) == f"{day.day} {day:%B} {day.year}"


@given(days)
def test_a_day_lies_within_its_month_its_quarter_and_its_year(day: datetime.date) -> None:
    quarter = (day.month + 2) // 3
    for text in (f"{day:%Y-%m}", f"{day.year}-q{quarter}", f"{day.year}"):
        period = parse_period(text)
        assert period.first <= day <= period.last
        after = parse_period((period.last + datetime.timedelta(days=1)).isoformat())
        assert after.first.day == 1


@given(st.integers(1900, 2998), st.integers(1, 12))
def test_a_position_at_a_month_ends_with_that_month_of_the_financial_year(
    year: int, month: int
) -> None:
    whole = parse_period(f"fy{year}-{(year + 1) % 100:02}")
    position = parse_period(f"fy{year}-{(year + 1) % 100:02}.m{month}")
    assert position.first == whole.first
    months = (position.last.year - year) * 12 + position.last.month - 3
    assert months == month
    assert (position.last + datetime.timedelta(days=1)).day == 1


@given(st.text() | st.from_regex(r"[0-9fyqm./-]{4,14}", fullmatch=True))
def test_any_text_is_a_period_that_can_be_shown_or_is_refused(text: str) -> None:
    try:
        period = parse_period(text)
    except PeriodProblem:
        return
    assert period.first <= period.last
    assert re.search(r"\d", period.show())

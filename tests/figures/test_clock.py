"""The only clock: what it reads, and what it remembers of what it was asked."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import Clock, parse_moment, present_clock

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-12-01", "2024-12-01T00:00:00+00:00"),
        ("2024-07-01", "2024-06-30T23:00:00+00:00"),
        ("2024-07-01T09:30:00", "2024-07-01T08:30:00+00:00"),
        ("2024-07-01T09:30:00+00:00", "2024-07-01T09:30:00+00:00"),
    ],
)
def test_a_bare_date_is_midnight_in_london(text: str, moment: str) -> None:
    assert parse_moment(text).astimezone(UTC).isoformat() == moment


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(BuildProblem) as caught:
        parse_moment("tomorrow")
    assert caught.value.message == '"tomorrow" is not a date.'
    assert caught.value.remedy == "Write a date as 2026-11-22, or 2026-11-22T09:30:00+00:00."


def test_the_epoch_of_the_environment_is_the_present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert present_clock().now == datetime.datetime(1970, 1, 2, tzinfo=UTC)


def test_without_an_epoch_the_present_is_the_present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    before = datetime.datetime.now(UTC)
    assert before <= present_clock().now <= datetime.datetime.now(UTC)


def test_a_day_has_passed_when_the_next_has_begun_in_london() -> None:
    day = datetime.date(2024, 7, 1)
    assert not Clock(parse_moment("2024-07-01T23:59:59")).has_passed(day)
    assert Clock(parse_moment("2024-07-02")).has_passed(day)
    assert Clock(parse_moment("2024-07-01T23:30:00+00:00")).today == datetime.date(2024, 7, 2)


def test_a_clock_that_was_asked_nothing_answers_for_ever() -> None:
    clock = Clock(parse_moment("2024-07-01"))
    assert (clock.same_since(), clock.same_until()) == (None, None)


days = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))


@given(st.datetimes(datetime.datetime(2020, 1, 1), datetime.datetime(2030, 12, 31)), st.lists(days))
def test_within_its_bounds_every_answer_stays_the_same(
    now: datetime.datetime, asked: list[datetime.date]
) -> None:
    clock = Clock(now.replace(tzinfo=UTC))
    answers = [clock.has_passed(day) for day in asked]
    since, until = clock.same_since(), clock.same_until()
    for moment in (since, clock.now, until and until - datetime.timedelta(seconds=1)):
        if moment:
            assert [Clock(moment).has_passed(day) for day in asked] == answers
    for moment in (until, since and since - datetime.timedelta(seconds=1)):
        if moment:
            assert [Clock(moment).has_passed(day) for day in asked] != answers

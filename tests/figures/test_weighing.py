"""Weighing: what relations and claims over the fire service's figures come to."""

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from plainfigures.errors import UnreadableProblem
from plainfigures.figures.outcomes import WeighedClaim, WeighedRelation
from plainfigures.figures.precision import figure_interval
from plainfigures.figures.records import Figure
from plainfigures.figures.units import BUILT_IN, Unit
from plainfigures.figures.weighing import weigh_all
from tests.stating import DISCREPANCY, claim, relation, stated

RESCUES = Unit("rescues", "rescue", "rescues")
ACROSS = ["period", "status", "basis", "unit"]


def weighed(test: str, **parts: Any) -> WeighedRelation:
    """Return the one relation that is weighed."""
    (found,) = weigh_all(stated([relation(test, **parts)])).relations
    return found


def weighed_claim(*tests: str, **parts: Any) -> WeighedClaim:
    """Return the one claim that is weighed."""
    (found,) = weigh_all(stated((), [claim("mostly-roads", *tests, **parts)])).claims
    return found


def printed(text: str, value: str, **parts: object) -> Figure:
    known: dict[str, object] = {"unit": BUILT_IN["GBP"], **parts}
    return Figure("a/b/c", "number", Decimal(value), as_published=text, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "low", "high"),
    [
        (printed("£12.261m", "12261000"), "12260500", "12261500"),
        (printed("12,261", "12261000", scale=1000), "12260500", "12261500"),
        (printed("£12m", "12000000"), "11500000", "12500000"),
        (printed("19%", "19", unit=BUILT_IN["percent"]), "18.5", "19.5"),
        (printed("-145", "-145000", scale=1000), "-145500", "-144500"),
        # A count is exact if it was printed to the one.
        (printed("603", "603", unit=RESCUES), "603", "603"),
        (printed("six", "6", unit=RESCUES), "6", "6"),
        (printed("1.2 million", "1200000", unit=RESCUES), "1150000", "1250000"),
        (
            printed("average of 19", "19", unit=RESCUES, qualifier="average of"),
            "18.5",
            "19.5",
        ),
        # What is declared goes before what is printed.
        (printed("600", "600", unit=RESCUES, rounding=Decimal(10)), "595", "605"),
        (printed("£12m", "12000000", rounding=Decimal(0)), "12000000", "12000000"),
        # A magnitude that was left out counts for the last digit as well.
        (printed("£345", "345", read_as=Decimal(345000)), "344500", "345500"),
        (printed("£12.087", "12.087", read_as=Decimal(12087000)), "12086500", "12087500"),
        (printed("£345", "345", read_as=Decimal(346)), "345.5", "346.5"),
        # Half a step for each of those that were put together.
        (printed("", "34000", scale=1000, combines=("row 2", "row 3")), "33000", "35000"),
        (printed("", "34", unit=RESCUES, combines=("row 2", "row 3")), "34", "34"),
        # Words around the number open it.
        (printed("over £2.1m", "2100000", qualifier="over"), "2100000", "Infinity"),
        (printed("at least £5", "5", qualifier="at least"), "5", "Infinity"),
        (printed("up to £5", "5", qualifier="up to"), "-Infinity", "5"),
        (printed("under £5", "5", qualifier="under"), "-Infinity", "5"),
        (printed("about £5", "5", qualifier="about"), "-Infinity", "Infinity"),
    ],
)
def test_what_a_number_may_be_follows_from_its_print(figure: Figure, low: str, high: str) -> None:
    interval, _ = figure_interval(figure)
    assert (interval.low, interval.high) == (Decimal(low), Decimal(high))


def test_a_number_that_is_not_what_was_printed_is_told_elsewhere() -> None:
    with pytest.raises(UnreadableProblem):
        figure_interval(printed("£12.261m", "12621000"))


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        ("money/rescues/road + money/rescues/water-and-height = money/rescues/total", "exact"),
        ("money/rescues/road + 33 = money/rescues/total", "does not hold"),
        ("money/rescues/total > money/rescues/road and money/rescues/road > 0", "exact"),
        ("money/rescues/total > money/rescues/road and money/rescues/road > 500", "does not hold"),
        (
            "money/budget/total/forecast / money/budget/total/budget * 100 = 105.09",
            "within rounding",
        ),
        ("money/budget/total/forecast / money/budget/total/budget * 100 = 105.1", "does not hold"),
        ("round(money/derived/road-share, 1) = 86.1", "exact"),
        # Derived figures are as wide as what they are worked out from.
        ("money/derived/pressure = money/budget/total/variance", "exact"),
        ("money/derived/pressure = 698999", "within rounding"),
        ("money/derived/pressure = 699001", "does not hold"),
        ("money/claims/grant > 2000000", "exact"),
        ("money/claims/grant < 3000000", "cannot be told"),
        ("printed(money/claims/engine-cost) = 345", "exact"),
        ("money/claims/engine-cost = 345000", "exact"),
        # Days, weekdays, steps and rows.
        ("weekday(plans/events/inspection/date) = friday", "exact"),
        ("weekday(plans/events/inspection/date) = thursday", "does not hold"),
        ("first(plans/events/plan/date) < first(plans/events/inspection/date)", "exact"),
        ("last(plans/events/plan/date) - first(plans/events/plan/date) = 29", "exact"),
        ("first(plans/events/plan/date) + 30 = last(plans/events/plan/date) + 1", "exact"),
        ("last(money/rescues/road) < first(money/budget/total/budget)", "exact"),
        ("rows(money/budget) = 3 and rows(money/budget/t*) = 2", "exact"),
        (
            "step(response/gradings/2024.overall/grade) > step(response/gradings/2021.overall/grade)",
            "exact",
        ),
    ],
)
def test_a_relation_comes_to_what_its_figures_say(test: str, outcome: str) -> None:
    assert weighed(test, across=ACROSS).outcome == outcome


def test_a_declared_discrepancy_is_an_outcome_of_its_own() -> None:
    test = "money/claims/engine-cost = printed(money/claims/engine-cost)"
    found = weighed(test, discrepancy=DISCREPANCY)
    assert found.outcome == "declared"
    assert found.telling
    assert found.telling.gap == 344655


def test_a_declared_discrepancy_that_is_gone_is_another() -> None:
    test = "money/rescues/road + money/rescues/water-and-height = money/rescues/total"
    assert weighed(test, discrepancy=DISCREPANCY).outcome == "settled"


@pytest.mark.parametrize(
    ("test", "mixed"),
    [
        ("money/rescues/road < money/budget/total/budget", {"period", "basis", "status", "unit"}),
        ("money/budget/total/forecast - money/budget/total/budget > 0", {"basis", "status"}),
        ("money/rescues/road + money/rescues/total > 0", set()),
        # A share has no unit that could be mixed up.
        ("money/rescues/road / money/rescues/total * 100 > 50", set()),
        ("money/budget/total/budget / 13711 = money/budget/total/budget / 13711", set()),
        # Dates are not of a period, and days are no other numbers.
        ("first(plans/events/plan/date) < last(plans/events/inspection/date)", set()),
        ("first(plans/events/plan/date) < money/rescues/total", {"unit", "basis"}),
        ("first(money/rescues/road) < first(money/budget/total/variance)", {"basis", "status"}),
    ],
)
def test_parts_that_differ_are_seen(test: str, mixed: set[str]) -> None:
    found = weighed(test)
    assert set(found.mixed or {}) == mixed


def test_what_is_declared_to_differ_may() -> None:
    test = "money/budget/total/forecast - money/budget/total/budget > 0"
    found = weighed(test, across=["basis", "status", "period"])
    assert (found.mixed, found.needless) == ({}, ("period",))


def test_the_figures_behind_a_derived_one_take_part() -> None:
    weighings = weigh_all(stated([relation("money/derived/road-share > 50")]))
    assert list(weighings.by_figure) == [
        "money/derived/road-share",
        "money/rescues/road",
        "money/rescues/total",
    ]
    assert [one.name for one in weighings.by_figure["money/rescues/road"]] == ["money/tried"]


def test_a_relation_on_what_could_not_be_read_says_nothing() -> None:
    figures = stated().packages["money"].figures
    wrong = [
        replace(one, value=Decimal(211)) if one.reference == "money/rescues/road" else one
        for one in figures
    ]
    catalogue = stated([relation("money/rescues/road > 0")], figures=tuple(wrong))
    (found,) = weigh_all(catalogue).relations
    assert (found.outcome, found.unread, found.problem) == ("", True, None)


SHARE = "money/rescues/road / money/rescues/total"


@pytest.mark.parametrize(
    ("tests", "outcome"),
    [
        ((f"{SHARE} > 1 / 2",), "borne out"),
        ((f"{SHARE} > 1 / 2", f"{SHARE} > 9 / 10"), "borne out only on a stated reading"),
        ((f"{SHARE} > 9 / 10",), "not borne out"),
        ((), "cannot be checked with what is published"),
        # What is left open counts for neither.
        (("money/claims/grant > 3000000",), "cannot be checked with what is published"),
        (("money/claims/grant > 3000000", f"{SHARE} > 1 / 2"), "borne out"),
        (("money/claims/grant > 3000000", f"{SHARE} > 9 / 10"), "not borne out"),
        # So does an order that only rounding would allow.
        (("money/budget/total/variance > 698400",), "cannot be checked with what is published"),
        (("money/budget/total/variance > 698600",), "not borne out"),
        (("money/budget/total/variance = 698400",), "borne out"),
        ((f"{SHARE} > 1 / 2 and {SHARE} > 9 / 10",), "not borne out"),
    ],
)
def test_a_claim_comes_to_what_its_readings_say(tests: tuple[str, ...], outcome: str) -> None:
    assert weighed_claim(*tests).outcome == outcome


def test_new_data_change_the_outcome_of_a_claim() -> None:
    test = "money/rescues/road > money/rescues/water-and-height"
    before = weighed_claim(test)
    figures = [
        replace(one, value=Decimal(400), combines=("row 2", "row 3"))
        if one.reference == "money/rescues/water-and-height"
        else one
        for one in stated().packages["money"].figures
    ]
    changed = stated((), [claim("mostly-roads", test)], figures=tuple(figures))
    (after,) = weigh_all(changed).claims
    assert (before.outcome, after.outcome) == ("borne out", "not borne out")


def test_the_latest_figure_is_taken_where_a_reading_asks_for_it() -> None:
    found = weighed_claim("response/times/first-engine.eastmere@latest < 8")
    assert found.outcome == "borne out"
    assert found.figures == ("response/times/first-engine.eastmere@2024-07",)


def test_the_figures_of_a_claim_are_those_named_and_those_tested() -> None:
    found = weighed_claim(f"{SHARE} > 1 / 2", figures=["money/claims/new-engines"])
    assert found.figures == (
        "money/claims/new-engines",
        "money/rescues/road",
        "money/rescues/total",
    )


def test_a_figure_whose_period_cannot_be_read_is_told_elsewhere() -> None:
    figures = [
        replace(one, period="2024-13") if one.reference == "money/rescues/road" else one
        for one in stated().packages["money"].figures
    ]
    catalogue = stated([relation("money/rescues/road > 500")], figures=tuple(figures))
    (found,) = weigh_all(catalogue).relations
    assert found.unread


def test_a_number_that_no_page_could_show_is_told() -> None:
    squares = " * ".join(["money/budget/total/budget"] * 6)
    found = weighed(f"{squares} > 1")
    assert found.problem
    assert "too large to show" in found.problem.message


def test_weighing_is_done_once_for_a_catalogue() -> None:
    catalogue = stated([relation("money/rescues/road > 0")])
    assert weigh_all(catalogue) is weigh_all(catalogue)

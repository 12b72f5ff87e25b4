"""Intervals: what printed numbers may stand for, worked with and compared."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.errors import FormulaProblem
from plainfigures.figures.expressions import COMPARISONS
from plainfigures.figures.intervals import (
    EXACT,
    FAILS,
    INFINITE,
    ROUNDING,
    UNTOLD,
    Interval,
    combine,
    compare,
    exactly,
)

NONE = Decimal(0)


def about(value: str, step: str) -> Interval:
    """Return the interval of a number printed to `step`."""
    number, half = Decimal(value), Decimal(step) / 2
    return Interval(number, number - half, number + half)


def over(value: str) -> Interval:
    return Interval(Decimal(value), Decimal(value), INFINITE, True, True)


def under(value: str) -> Interval:
    return Interval(Decimal(value), -INFINITE, Decimal(value), True, True)


LOOSE = Interval(Decimal(20), -INFINITE, INFINITE, True, True)


@pytest.mark.parametrize(
    ("operator", "values", "low", "high"),
    [
        ("+", [about("10", "1"), about("2", "1")], "11", "13"),
        ("-", [about("10", "1"), about("2", "1")], "7", "9"),
        ("*", [about("10", "2"), about("-3", "2")], "-44", "-18"),
        ("/", [about("10", "2"), about("4", "2")], "1.8", "3.666666667"),
        ("sum", [about("1", "1"), about("2", "1"), about("3", "1")], "4.5", "7.5"),
        ("min", [about("1", "4"), about("2", "1")], "-1", "2.5"),
        ("max", [about("1", "4"), about("2", "1")], "1.5", "3"),
        ("abs", [about("-5", "2")], "4", "6"),
        ("abs", [about("-1", "4")], "0", "3"),
        ("*", [over("60"), exactly(Decimal(2))], "120", "Infinity"),
        ("*", [over("60"), exactly(NONE)], "0", "0"),
        ("-", [exactly(Decimal(100)), over("60")], "-Infinity", "40"),
        ("/", [exactly(Decimal(120)), over("60")], "0", "2"),
        ("/", [over("60"), exactly(Decimal(-2))], "-Infinity", "-30"),
        ("/", [exactly(Decimal(1)), about("1", "4")], "-Infinity", "Infinity"),
    ],
)
def test_intervals_are_worked_with(
    operator: str, values: list[Interval], low: str, high: str
) -> None:
    found = combine(operator, values)
    assert (f"{found.low:.3f}", f"{found.high:.3f}") == (
        f"{Decimal(low):.3f}",
        f"{Decimal(high):.3f}",
    )


def test_a_division_by_nought_is_told() -> None:
    with pytest.raises(FormulaProblem, match="divides by zero"):
        combine("/", [exactly(Decimal(1)), about("0", "1")])


@pytest.mark.parametrize(
    ("left", "operator", "right", "step", "verdict"),
    [
        # The digits that are printed decide whether an equation is exact.
        (exactly(Decimal(6)), "=", exactly(Decimal(6)), "1", EXACT),
        (exactly(Decimal(6)), "=", exactly(Decimal(7)), "1", FAILS),
        (exactly(Decimal("19.44")), "=", about("19", "1"), "1", EXACT),
        (about("19.6", "0.1"), "=", about("19", "1"), "0", FAILS),
        (about("19.52", "0.1"), "=", about("19", "1"), "1", ROUNDING),
        (about("16", "2"), "=", about("19", "1"), "1", FAILS),
        (about("13.6", "1"), "=", about("13.1", "0.1"), "0", ROUNDING),
        # An order holds where it can be true.
        (about("19", "1"), "<", about("20", "1"), "1", EXACT),
        (about("20", "1"), "<", about("20", "1"), "1", ROUNDING),
        (about("21", "1"), "<=", about("20", "1"), "1", ROUNDING),
        (about("21", "1"), "<", about("20", "1"), "1", FAILS),
        (about("22", "1"), "<=", about("20", "1"), "1", FAILS),
        (exactly(Decimal(20)), "<", exactly(Decimal(20)), "1", FAILS),
        (exactly(Decimal(20)), "<=", exactly(Decimal(20)), "1", EXACT),
        (exactly(Decimal(20)), ">=", exactly(Decimal(20)), "1", EXACT),
        (exactly(Decimal(20)), ">", exactly(Decimal(20)), "1", FAILS),
        (exactly(Decimal(20)), "!=", exactly(Decimal(20)), "1", FAILS),
        (exactly(Decimal(20)), "!=", exactly(Decimal(21)), "1", EXACT),
        (about("20", "1"), "!=", about("20.1", "0.1"), "1", ROUNDING),
        # "Over" and "under" leave out the number itself.
        (over("60"), "=", exactly(Decimal(60)), "1", FAILS),
        (over("60"), "=", about("64", "1"), "1", ROUNDING),
        (over("60"), ">", exactly(Decimal(60)), "1", EXACT),
        (over("60"), "<=", exactly(Decimal(60)), "1", FAILS),
        (over("60"), "<", exactly(Decimal(70)), "1", UNTOLD),
        (under("60"), "<", exactly(Decimal(60)), "1", EXACT),
        (under("60"), ">=", exactly(Decimal(60)), "1", FAILS),
        (under("60"), ">", exactly(Decimal(50)), "1", UNTOLD),
        (over("60"), "=", over("70"), "1", UNTOLD),
        (over("60"), "!=", exactly(Decimal(70)), "1", UNTOLD),
        # "About" leaves everything open.
        (LOOSE, "=", exactly(Decimal(20)), "1", UNTOLD),
        (LOOSE, "<", exactly(Decimal(1000)), "1", UNTOLD),
    ],
)
def test_intervals_are_compared(
    left: Interval, operator: str, right: Interval, step: str, verdict: str
) -> None:
    assert compare(operator, left, right, Decimal(step)) == verdict


def test_what_divisions_leave_behind_tells_nothing_apart() -> None:
    third = combine("/", [exactly(Decimal(1)), exactly(Decimal(3))])
    whole = combine("*", [third, exactly(Decimal(3))])
    assert compare("=", whole, exactly(Decimal(1)), NONE) == EXACT
    assert compare("<", whole, exactly(Decimal(1)), NONE) == FAILS


numbers = st.decimals(-(10**6), 10**6, places=2, allow_nan=False)
steps = st.sampled_from(["0", "0.01", "0.1", "1", "10", "1000"]).map(Decimal)
printed = st.tuples(numbers, steps)
operators = st.sampled_from(["+", "-", "*", "/", "min", "max"])


def interval(number: tuple[Decimal, Decimal], times: int = 1) -> Interval:
    value, step = number
    return Interval(value, value - step * times / 2, value + step * times / 2)


@settings(max_examples=60)
@given(printed, printed, printed, operators, st.sampled_from(COMPARISONS), st.integers(2, 50))
def test_coarser_print_never_turns_what_holds_into_what_does_not(
    one: tuple[Decimal, Decimal],
    other: tuple[Decimal, Decimal],
    third: tuple[Decimal, Decimal],
    operator: str,
    comparison: str,
    times: int,
) -> None:
    def verdict(width: int) -> str:
        left = combine(operator, [interval(one, width), interval(other)])
        return compare(comparison, left, interval(third), third[1])

    if operator == "/" and other[0] == 0:
        return
    with localcontext(prec=60):
        before, after = verdict(1), verdict(times)
    assert not (before != FAILS and after == FAILS)


@settings(max_examples=60)
@given(printed, printed, operators, st.data())
def test_whatever_the_inputs_were_the_result_is_in_the_interval(
    one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal], operator: str, data: st.DataObject
) -> None:
    if operator == "/" and other[0] == 0:
        return
    wide = [interval(one), interval(other)]
    chosen = [
        exactly(data.draw(st.decimals(each.low, each.high, places=4, allow_nan=False)))
        for each in wide
    ]
    if operator == "/" and chosen[1].value == 0:
        return
    with localcontext(prec=60):
        assert combine(operator, wide).meets(combine(operator, chosen))

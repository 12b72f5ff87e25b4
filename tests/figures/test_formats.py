"""How numbers are written, and that what is written can be read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.errors import FiguresError
from plainfigures.figures.formats import (
    base_text,
    capitalise,
    counted,
    in_words,
    joined,
    round_half_up,
    show,
)
from plainfigures.figures.numerals import read_number
from plainfigures.figures.units import BUILT_IN, Unit

GBP, PERCENT, POINTS = BUILT_IN["GBP"], BUILT_IN["percent"], BUILT_IN["percentage-points"]
NUMBER, RATE = BUILT_IN["number"], BUILT_IN["per-10000"]
CALLS = Unit("calls", one="call", other="calls")

decimals = st.decimals(
    min_value=-(10**12), max_value=10**12, places=3, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("value", "unit", "form", "shown"),
    [
        ("12261000", GBP, "short", "£12.3 million"),
        ("12261000", GBP, "full", "£12,261,000"),
        ("12261000", GBP, "thousands", "£12,261 thousand"),
        ("-145000", GBP, "short", "−£145,000"),
        ("-145000", GBP, "thousands", "−£145 thousand"),
        ("950000", GBP, "short", "£950,000"),
        ("999960", GBP, "short", "£999,960"),
        ("999999.999", GBP, "short", "£1 million"),
        ("1000000", GBP, "short", "£1 million"),
        ("1049999", GBP, "short", "£1 million"),
        ("1050000", GBP, "short", "£1.1 million"),
        ("999949999", GBP, "short", "£999.9 million"),
        ("999950000", GBP, "short", "£1 billion"),
        ("2345000000", GBP, "short", "£2.3 billion"),
        ("4550.5", GBP, "short", "£4,550.50"),
        ("4550.5", GBP, "full", "£4,550.5"),
        ("1234567.891", GBP, "full", "£1,234,567.891"),
        ("36", PERCENT, "short", "36%"),
        ("36.25", PERCENT, "short", "36.3%"),
        ("36.25", PERCENT, "full", "36.25%"),
        ("4", POINTS, "short", "4 percentage points"),
        ("1", POINTS, "short", "1 percentage point"),
        ("-1", POINTS, "short", "−1 percentage point"),
        ("76.5", RATE, "short", "76.5"),
        ("12345", NUMBER, "short", "12,345"),
        ("0", NUMBER, "short", "0"),
        ("-0.04", NUMBER, "short", "0"),
        ("-0.001", GBP, "short", "£0.00"),
        ("12", NUMBER, "words", "twelve"),
        ("100", NUMBER, "words", "one hundred"),
    ],
)
def test_a_number_is_written_as_gov_uk_does(value: str, unit: Unit, form: str, shown: str) -> None:
    assert show(Decimal(value), unit, form) == shown


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        ("603", "short", "603 calls"),
        ("1", "short", "1 call"),
        ("1.04", "short", "1 call"),
        ("1.06", "short", "1.1 calls"),
        ("0.96", "short", "1 call"),
        ("-1", "full", "−1 call"),
        ("1000", "thousands", "1 thousand calls"),
        ("1", "words", "one call"),
        ("2", "words", "two calls"),
    ],
)
def test_the_noun_agrees_with_the_number_that_is_shown(value: str, form: str, shown: str) -> None:
    assert show(Decimal(value), CALLS, form, noun=True) == shown


def test_a_unit_with_a_sign_has_no_noun() -> None:
    assert show(Decimal(36), PERCENT, noun=True) == "36%"


def test_an_unknown_form_is_refused_with_the_forms_there_are() -> None:
    with pytest.raises(FiguresError) as caught:
        show(Decimal(1), NUMBER, "long")
    assert caught.value.message == 'There is no form "long".'
    assert caught.value.remedy == "Use one of: short, full, thousands, printed, words."


@pytest.mark.parametrize("value", ["-1", "101", "2.5"])
def test_only_whole_numbers_up_to_a_hundred_go_into_words(value: str) -> None:
    with pytest.raises(FiguresError) as caught:
        in_words(Decimal(value))
    assert caught.value.message == f"{value} cannot be written in words."
    assert caught.value.remedy == (
        'Words are for whole numbers from 0 to 100. Leave form="words" out.'
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [("12.5000", "12.5"), ("1E+3", "1000"), ("-0", "0"), ("0.000", "0"), ("-145000", "-145000")],
)
def test_a_machine_gets_plain_digits(value: str, text: str) -> None:
    assert base_text(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("0.5", 0, "1"), ("-0.5", 0, "-1"), ("1.25", 1, "1.3"), ("2.449", 1, "2.4"), ("2.5", 0, "3")],
)
def test_a_half_is_rounded_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert round_half_up(Decimal(value), places) == Decimal(rounded)


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert capitalise("month 4 of McKay") == "Month 4 of McKay"
    assert capitalise("") == ""


@given(decimals)
def test_base_text_is_read_back_exactly(value: Decimal) -> None:
    assert Decimal(base_text(value)) == value
    assert "E" not in base_text(value)


@given(decimals, st.sampled_from([GBP, PERCENT, NUMBER]))
def test_the_full_form_is_read_back_exactly(value: Decimal, unit: Unit) -> None:
    printed = read_number(show(value, unit, "full"))
    assert printed.value == value
    assert printed.money == unit.money
    assert printed.percent == (unit is PERCENT)


@given(decimals)
def test_the_form_in_thousands_is_read_back_exactly(value: Decimal) -> None:
    printed = read_number(show(value, GBP, "thousands"))
    assert printed.value == value
    assert printed.scaled


@given(decimals)
def test_the_short_form_is_at_most_half_of_a_tenth_away(value: Decimal) -> None:
    for unit in (PERCENT, NUMBER):
        assert abs(read_number(show(value, unit)).value - value) <= Decimal("0.05")


@given(decimals)
def test_money_in_short_is_at_most_half_of_its_last_digit_away(value: Decimal) -> None:
    shown = show(value, GBP)
    word = shown.rpartition(" ")[2]
    last_digit = {"million": Decimal(10**5), "billion": Decimal(10**8)}.get(word, Decimal("0.01"))
    assert abs(read_number(shown).value - value) <= last_digit / 2


@given(st.integers(0, 100))
def test_words_are_read_back_exactly(value: int) -> None:
    assert read_number(in_words(Decimal(value))).value == value


def test_lists_are_written_as_sentences_write_them() -> None:
    assert joined([]) == ""
    assert joined(["2019"]) == "2019"
    assert joined(["2019", "2021"]) == "2019 and 2021"
    assert joined(["2019", "2021", "2024"], "or") == "2019, 2021 or 2024"


def test_counts_come_with_the_right_noun() -> None:
    assert counted(1, "row", "rows") == "1 row"
    assert counted(0, "row", "rows") == "0 rows"
    assert counted(1240, "row", "rows") == "1,240 rows"

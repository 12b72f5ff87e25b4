"""Numbers as printed in documents, read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainfigures.errors import TextProblem
from plainfigures.figures.numerals import PrintedNumber, read_number


def printed(value: str, step: str = "1", **rest: object) -> PrintedNumber:
    return PrintedNumber(Decimal(value), Decimal(step), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("£12.261m", printed("12261000", "1000", money=True, scaled=True)),
        ("£12.3 million", printed("12300000", "100000", money=True, scaled=True)),
        ("£2bn", printed("2000000000", "1000000000", money=True, scaled=True)),
        ("£145k", printed("145000", "1000", money=True, scaled=True)),
        ("12,261", printed("12261")),
        ("-145", printed("-145")),
        ("−145", printed("-145")),
        ("–145", printed("-145")),
        ("(145)", printed("-145")),
        ("( £145 )", printed("-145", money=True)),
        ("(145 calls)", printed("145")),
        ("£-145", printed("-145", money=True)),
        ("-£1.5m", printed("-1500000", "100000", money=True, scaled=True)),
        ("36%", printed("36", percent=True)),
        ("36.5 per cent", printed("36.5", "0.1", percent=True)),
        ("over 60%", printed("60", qualifier="over", percent=True)),
        ("an average of 16.2", printed("16.2", "0.1", qualifier="an average of")),
        (
            "more than £2.1m",
            printed("2.1e6", "1e5", qualifier="more than", money=True, scaled=True),
        ),
        ("Nearly three", printed("3", qualifier="nearly")),
        ("six", printed("6")),
        ("Twenty-one engines", printed("21")),
        ("three million", printed("3000000", "1000000", scaled=True)),
        ("one hundred", printed("100", "100", scaled=True)),
        ("2 hundred", printed("200", "100", scaled=True)),
        ("thirty per cent", printed("30", percent=True)),
        ("up to 12", printed("12", qualifier="up to")),
        ("603 calls", printed("603")),
        ("1,234,567.89", printed("1234567.89", "0.01")),
    ],
)
def test_one_number_is_read_with_all_that_is_printed_round_it(
    text: str, number: PrintedNumber
) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no number"),
        ("several", "no number"),
        ("half a million", "no number"),
        ("2024-25", "more than one number"),
        ("12 000", "more than one number"),
        ("1,2345", "more than one number"),
        ("1.2.3", "more than one number"),
        ("from 36% to 32%", "more than one number"),
        ("one hundred and five", "more than one number"),
        ("two of 12", "more than one number"),
        ("12½", "more than one number"),
    ],
)
def test_a_text_without_exactly_one_number_is_refused(text: str, what: str) -> None:
    with pytest.raises(TextProblem) as caught:
        read_number(text)
    assert caught.value.message == f'The as-published text "{text}" holds {what}.'
    assert caught.value.remedy == (
        "Give just the printed figure, with words such as “over” where they belong to it."
    )


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["", "£"]),
    st.sampled_from([("", 0), ("k", 3), ("m", 6), ("bn", 9), (" thousand", 3), (" million", 6)]),
    st.booleans(),
)
def test_any_whole_number_is_read_in_any_dress(
    size: int, pound: str, magnitude: tuple[str, int], grouped: bool
) -> None:
    word, power = magnitude
    digits = f"{abs(size):,}" if grouped else str(abs(size))
    number = read_number(f"{'-' if size < 0 else ''}{pound}{digits}{word}")
    assert number.value == size * 10**power
    assert number.step == 10**power
    assert (number.money, number.scaled) == (bool(pound), bool(word))


@given(st.text())
def test_any_text_is_a_number_or_is_refused(text: str) -> None:
    try:
        number = read_number(text)
    except TextProblem:
        return
    assert number.value.is_finite()
    assert number.step > 0

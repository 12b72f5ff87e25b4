"""Which numbers of a text are typed ones, and which a text may say."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.figures.formats import FORMS, in_words, show
from plainfigures.figures.periods import parse_period
from plainfigures.figures.typed import typed_numbers
from plainfigures.figures.units import BUILT_IN, Unit


def found(text: str, *nouns: str) -> list[str]:
    return [number.text for number in typed_numbers(text, nouns)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "In 2019, from 2024 to 2025, 2019-2021, 2019\N{EN DASH}21, 2024/25 and the 2010s",
        "On 2 October 2024, 2 October, 2nd of October, 2 and 3 May 2024, 29/06/2021, 2024-07-31",
        "In July 2024 and mid-2022, in the year to March 2025",
        "at month 4 of 2024 to 2025, in quarter 3 of 2024",
        "the 21st of these, a second home, the third home, a fifth hub, the first half of 2025",
        "one of them, once, nobody, zero, none",
        "often, someone, weight, freight, attention, behalf, halfway, network, a half-term",
        "in the first quarter of 2025, each quarter, a quarterly report",
        "in 2019 calls fell; the 2019 calls",
        "higher than 2019, since at least 2019",
        "a 12th visit, the 12th of May, a second and a third, once a quarter, the third of May",
    ],
)
def test_dates_years_ordinals_and_one_are_free(text: str) -> None:
    assert found(text, "calls") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12 calls", ["12"]),
        ("1,234.5 and 10,000.", ["1,234.5", "10,000"]),
        ("£12.3 million, £4k, -145, \u22125%", ["£12.3 million", "£4k", "-145", "\u22125%"]),
        ("36%, 36 %, 36 per cent", ["36%", "36 %", "36 per cent"]),
        ("2019 calls came", ["2019"]),
        ("£2019, 2019%, 2019 million, 2,019", ["£2019", "2019%", "2019 million", "2,019"]),
        ("45 March and 0", ["45", "0"]),
        ("Twelve, twenty-five", ["Twelve", "twenty-five"]),
        ("two hundred and five of them", ["two hundred and five"]),
        ("a two-year plan", ["two"]),
        ("half of it, two thirds, a third of it", ["half", "two thirds", "a third"]),
        ("one third; three quarters; by a quarter", ["one third", "three quarters", "a quarter"]),
        ("twice, double, tenfold, a dozen", ["twice", "double", "tenfold", "dozen"]),
        ("7x7x7 on form RO3 in UTF-8", ["7x7x7", "RO3", "UTF-8"]),
        ("\uff11\uff12 calls", ["\uff11\uff12"]),
        ("1\u200b2 and twe\u00adlve", ["1\u200b2", "twe\u00adlve"]),
        ("½ of x²", ["½", "x²"]),
        ("Ⅻ or 十 calls", ["Ⅻ", "十"]),
        ("一 call", []),
        ("there were 2024 lights, exactly 2024", ["2024", "2024"]),
        ("one per cent, one %, a couple of them", ["one per cent", "one %", "couple"]),
        ("A third, of 36", ["A third", "36"]),
        ("Third of calls. Quarter of all.", ["Third", "Quarter"]),
        ("a 12th of calls", ["12th"]),
    ],
)
def test_every_other_number_is_found_as_it_stands(text: str, numbers: list[str]) -> None:
    assert found(text, "calls") == numbers


@settings(max_examples=60)
@given(
    st.decimals(Decimal("2.1"), Decimal(10**9), places=1),
    st.sampled_from([BUILT_IN["GBP"], BUILT_IN["percent"], BUILT_IN["number"]]),
    st.sampled_from([form for form in FORMS if form not in {"words", "printed"}]),
)
def test_whatever_the_site_writes_as_a_number_is_a_number_when_typed(
    value: Decimal, unit: Unit, form: str
) -> None:
    shown = show(value, unit, form)
    text = f"There were {shown} of them."
    assert [number.text for number in typed_numbers(text)] == [shown]


@given(st.integers(2, 100))
@settings(max_examples=60)
def test_every_number_word_is_found(number: int) -> None:
    assert found(f"There were {in_words(Decimal(number))} of them.") == [in_words(Decimal(number))]


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2098, 12, 31)), st.integers(1, 12))
@settings(max_examples=60)
def test_every_period_as_the_site_writes_it_is_free(day: datetime.date, month: int) -> None:
    iso, year = day.isoformat(), f"fy{day.year}-{(day.year + 1) % 100:02}"
    texts = [iso, iso[:7], iso[:4], year, f"{year}.m{month}", f"{iso[:4]}-q2"]
    shown = [parse_period(text).show() for text in texts]
    assert found(f"It was so on {', in '.join([iso, *shown])}.") == []


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_can_be_looked_at_and_places_are_right(text: str) -> None:
    for number in typed_numbers(text):
        assert text[number.start : number.end] == number.text
        assert number.text

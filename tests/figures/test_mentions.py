"""Every number that a text mentions is found, whole and once."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainfigures.figures.mentions import find_mentions, is_ordinal


def texts(sentence: str) -> list[str]:
    """Return the mentions of a sentence, as printed."""
    return [one.text for one in find_mentions(sentence)]


def digits(text: str) -> list[str]:
    """Return all signs of a text that stand for numbers."""
    return [one for one in text if unicodedata.category(one)[0] == "N"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("a pressure of £12.261m after £0.315m.", ["£12.261m", "£0.315m"]),
        ("| Safety | 2,902 | -145 |", ["2,902", "-145"]),
        ("£4,308k and (£11.612m), so 50% and over 60%.", ["£4,308k", "£11.612m", "50%", "60%"]),
        ("the 7x7x7 model, 2019-2021, 24-hour", ["7x7x7", "2019-2021", "24-hour"]),
        ("on 29/06/2021, the 17th, in 2024/25", ["29/06/2021", "17th", "2024/25"]),
        ("2..3 and 4.10: the end of 2019.", ["2..3", "4.10", "2019"]),
        ("£12 million, 3 bn, and 5 thousand", ["£12 million", "3 bn", "5 thousand"]),
        ("over 18s, aged 16 plus, M04, COVID-19", ["18s", "16", "M04", "COVID-19"]),
        ("10 – 12, minus 3, \N{MINUS SIGN}4", ["10", "12", "3", "\N{MINUS SIGN}4"]),
        ("½ a cup, x² and ٣", ["½", "x²", "٣"]),
        ("One of three; twenty-one, two-thirds", ["One", "three", "twenty-one", "two-thirds"]),
        ("half the first and second-line", ["half", "first", "second-line"]),
        ("no-one, a dozen, twice, doubled", ["no-one", "dozen", "twice", "doubled"]),
        ("tension, bonesetter, someone, often, weight, seventies", []),
    ],
)
def test_numerals_and_number_words_are_found_in_order(sentence: str, found: list[str]) -> None:
    assert texts(sentence) == found


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from("0123456789 .,-–/£%abxéz½²\n|()'’_*one two"), max_size=80))
def test_every_digit_of_a_text_is_in_one_mention(text: str) -> None:
    mentions = find_mentions(text)
    assert digits("".join(one.text for one in mentions)) == digits(text)
    assert all(text[one.start : one.end] == one.text for one in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))


def test_an_ordinal_says_which_one() -> None:
    ordinal = [one for one in texts("the 21st, second-line, third, three, 2021") if is_ordinal(one)]
    assert ordinal == ["21st", "second-line", "third"]

"""Characters that nobody can see, and those that every language needs."""

import pytest

from plainfigures.figures.odd_characters import odd_character


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12\u202e34", "U+202E: it turns the direction of text"),
        ("a\u2066b", "U+2066: it turns the direction of text"),
        ("12\u200e3", "U+200E: it turns the direction of text"),
        ("paid\u200b in full", "U+200B: nobody can see it"),
        ("pa\u200did", "U+200D: nobody can see it"),
        ("pa\ufeffid", "U+FEFF: nobody can see it"),
        ("a\U000e0041", "U+E0041: nobody can see it"),
        ("\u3164", "U+3164: nobody can see it"),
        ("a\x00", "U+0000: it is a control character"),
        ("\x1b[31mred", "U+001B: it is a control character"),
        ("é\x85", "U+0085: it is a control character"),
        ("\ud800", "U+D800: it is half of a character"),
        ("caf\ufffd", "U+FFFD: it stands where a letter was lost"),
        ("\ue000", "U+E000: machines do not agree"),
        ("\U0010fffd", "U+10FFFD: machines do not agree"),
        ("\ufdd0", "U+FDD0: it is no character at all"),
        ("\U0001ffff", "U+1FFFF: it is no character at all"),
    ],
)
def test_a_character_without_business_is_named_by_its_number(text: str, words: str) -> None:
    odd = odd_character(f"before {text} after")
    assert odd is not None
    assert odd.words.startswith(f"the character {words}")
    assert f"before {text} after"[odd.start] == odd.character


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń",
        "Ŵyl y Gŵyr",
        "£1.2\N{NO-BREAK SPACE}million, −5% – “quoted”…",
        "a\N{SOFT HYPHEN}b",
        "e\N{COMBINING ACUTE ACCENT}",
        "محمد علي 12\u200f",
        "می\u200cخواهم",
        "क्\u200dष",
        "\N{WOMAN}\u200d\N{PERSONAL COMPUTER} \N{WHITE HEAVY CHECK MARK}",
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "two\nlines\tand a tab",
    ],
)
def test_what_languages_and_emoji_need_is_let_through(text: str) -> None:
    assert odd_character(text) is None

"""Numbers as printed in a document, read back: "£12.261m", "-145", "over 60%", "three".

A text holds one number, in digits or in words, with a sign, a currency, a magnitude and words such
as "over" around it. Nothing is guessed: a text with no number or with several is refused.
"""

import re
from decimal import Decimal
from functools import cache

from msgspec import Struct

from plainfigures.errors import TextProblem
from plainfigures.figures.formats import NUMBER_WORDS
from plainfigures.figures.limits import MOST_SHORT_TEXT

__all__ = ["QUALIFIERS", "PrintedNumber", "number_words", "read_number"]

QUALIFIERS = (
    "an average of",
    "average of",
    "more than",
    "less than",
    "fewer than",
    "at least",
    "at most",
    "up to",
    "nearly",
    "almost",
    "around",
    "about",
    "over",
    "under",
    "top",
)
_MAGNITUDES = {
    "k": 3,
    "m": 6,
    "bn": 9,
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "billion": 9,
}
_NUMBER = re.compile(
    r"""(?P<open>\()?\s*(?P<sign>[-\u2212\u2013])?\s*(?P<pound>£)?\s*(?P<inner>[-\u2212])?
        (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)
        (?:\s?(?P<magnitude>k|m|bn|hundred|thousand|million|billion)\b)?
        \s*(?P<percent>%|per\ cent|percent)?""",
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*", re.IGNORECASE)
_AFTER_WORD = re.compile(
    r"(?:\s+(?P<magnitude>hundred|thousand|million|billion)\b)?"
    r"(?P<percent>\s+(?:per cent|percent)\b)?",
    re.IGNORECASE,
)
_FRACTIONS = "½¼¾⅓⅔⅕⅛"


class PrintedNumber(Struct, frozen=True):
    """A number as it was printed.

    `value` has the sign and magnitude applied ("£12.261m" is 12261000); `step` is the unit of its
    last printed digit (1000 for "£12.261m"), so that half of it is the rounding that may hide in
    it. `scaled` says that the text itself named a magnitude; `qualifier` is "over" and the like.
    """

    value: Decimal
    step: Decimal
    qualifier: str = ""
    percent: bool = False
    money: bool = False
    scaled: bool = False


@cache
def number_words() -> dict[str, int]:
    """Return the number-words from zero to one hundred with their values."""
    return {word: number for number, word in enumerate(NUMBER_WORDS)}


def read_number(text: str) -> PrintedNumber:
    """Read the one number in `text`; raises TextProblem where there is none or more than one."""
    if len(text) > MOST_SHORT_TEXT:
        raise TextProblem(
            f"The as-published text has {len(text):,} letters, and {MOST_SHORT_TEXT:,} are the most.",
            "Give just the printed figure, with words such as “over” where they belong to it.",
        )
    found = list(_NUMBER.finditer(text))
    words = [word for word in _WORD.finditer(text) if word[0].lower() in number_words()]
    if len(found) + len(words) != 1 or any(letter in text for letter in _FRACTIONS):
        many = "more than one number" if found or words else "no number"
        raise TextProblem(
            f'The as-published text "{text}" holds {many}.',
            "Give just the printed figure, with words such as “over” where they belong to it.",
        )
    if words:
        return _from_word(text, words[0])
    return _from_match(text, found[0])


def _from_word(text: str, word: re.Match[str]) -> PrintedNumber:
    after = _AFTER_WORD.match(text, word.end())
    magnitude = after["magnitude"] if after else None
    power = _MAGNITUDES[magnitude.lower()] if magnitude else 0
    return PrintedNumber(
        value=Decimal(number_words()[word[0].lower()]).scaleb(power),
        step=Decimal(1).scaleb(power),
        qualifier=_qualifier(text, word.start()),
        percent=bool(after and after["percent"]),
        scaled=bool(magnitude),
    )


def _from_match(text: str, match: re.Match[str]) -> PrintedNumber:
    digits = match["digits"].replace(",", "")
    size = Decimal(digits)
    power = _MAGNITUDES[match["magnitude"].lower()] if match["magnitude"] else 0
    decimals = len(digits.partition(".")[2])
    bracketed = bool(match["open"]) and text[match.end() :].lstrip().startswith(")")
    negative = bool(match["sign"] or match["inner"] or bracketed)
    return PrintedNumber(
        value=(-size if negative else size).scaleb(power),
        step=Decimal(1).scaleb(power - decimals),
        qualifier=_qualifier(text, match.start()),
        percent=bool(match["percent"]),
        money=bool(match["pound"]),
        scaled=bool(match["magnitude"]),
    )


def _qualifier(text: str, end: int) -> str:
    before = text[:end].lower().rstrip()
    return next((word for word in QUALIFIERS if before.endswith(word)), "")

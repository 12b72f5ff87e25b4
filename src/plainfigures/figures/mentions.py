"""Where a running text mentions numbers: every numeral and every number-word, in order.

Nothing is read as a value here: "£12.261m", "2019-2021", "COVID-19" and "one" are all mentions, and
what each of them is has to be said by whoever accounts for them.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from plainfigures.figures.numerals import number_words

__all__ = ["NUMERAL", "WORD", "Mention", "find_mentions", "is_ordinal"]

NUMERAL = "numeral"
WORD = "word"

_WORD = r"[^\W_]+"
_TOKEN = re.compile(
    rf"""(?:(?<![\w.,)%])[-\u2212+](?=[£$€]?\d))?   # a sign, where no word stands before it
        [£$€]?
        {_WORD}(?:(?:\.{{1,2}}|[,/:'’×·\u2013\u2212-]){_WORD})*
        [%‰]?""",
    re.VERBOSE,
)
_MAGNITUDE = re.compile(r"\s(?:hundred|thousand|million|billion|bn|m|k)\b", re.IGNORECASE)
_PARTS = re.compile(r"[-'’]")
_ORDINAL = re.compile(
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    "(?:thir|four|fif|six|seven|eigh|nine)teenth|"
    "(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|hundredth|thousandth"
)
_OTHER_WORD = re.compile(
    "(?:hundred|thousand|million|billion|dozen|quarter)s?|half|halves|halved|thirds|twice|thrice|"
    "doubl(?:e|ed|es|ing)|trebl(?:e|ed|es|ing)|tripl(?:e|ed|es|ing)"
)
_NUMBERED_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)


class Mention(Struct, frozen=True):
    """A numeral or number-word of a text, with its place in it; `kind` is "numeral" or "word"."""

    text: str
    kind: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def find_mentions(text: str) -> tuple[Mention, ...]:
    """Return every numeral and number-word of `text`, in order and without overlap.

    A numeral is as long as it can be: its sign, currency, magnitude and whatever letters and digits
    are joined to it ("24-hour", "2024/25", "7x7x7", "£4,308k") belong to it.
    """
    return tuple(_mentions(text))


def _mentions(text: str) -> Iterator[Mention]:
    end = 0
    for found in _TOKEN.finditer(text):
        if found.start() < end:
            continue
        end = found.end()
        if any(unicodedata.category(letter)[0] == "N" for letter in found[0]):
            magnitude = _MAGNITUDE.match(text, end) if found[0][-1].isdigit() else None
            end = magnitude.end() if magnitude else end
            yield Mention(text[found.start() : end], NUMERAL, found.start(), end)
        elif _is_number_word(found[0]):
            yield Mention(found[0], WORD, found.start(), end)


def is_ordinal(text: str) -> bool:
    """Return whether a mention says which one and not how many: "first", "second-line", "21st"."""
    parts = _PARTS.split(text.lower())
    return bool(_NUMBERED_ORDINAL.fullmatch(text)) or any(map(_ORDINAL.fullmatch, parts))


def _is_number_word(token: str) -> bool:
    parts = _PARTS.split(token.lower())
    known = number_words()
    return any(
        part in known or _ORDINAL.fullmatch(part) or _OTHER_WORD.fullmatch(part) for part in parts
    )

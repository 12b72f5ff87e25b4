"""Numbers as people type them into a text, in digits and in words.

What a text may say without a figure is left out: dates, years, ordinals, zero and one. A year that
counts something ("2019 calls") is told by the word after it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator

from msgspec import Struct

from plainfigures.figures.numerals import number_words

__all__ = ["TypedNumber", "typed_numbers"]

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_SCALE = r"(?:%|per\s?cent\b|(?:k|m|bn|hundred|thousand|million|billion|trillion)\b)"
_END = rf"(?![\w%]|[.,]\d|\s?{_SCALE})"
_DATES = re.compile(
    rf"""(?<![\w£$€/:\u2212])(?<![^a-zA-Z][\u2013-])(?<!^[\u2013-])(?<!\d[.,])(?:
        {_DAY}(?:\s?(?:to|and|or|[-\u2013])\s?{_DAY})?\s(?:of\s)?{_MONTH}\b(?:,?\s{_YEAR}\b)?
        | {_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b
        | (?:0?[1-9]|[12]\d|3[01])([/.])(?:0?[1-9]|1[0-2])\1(?:{_YEAR}|\d\d)\b
        | (?:month|quarter)\s(?:1[0-2]|[1-9])\sof\s(?={_YEAR})
        | {_YEAR}(?:\s?[/\u2013-]\s?|\sto\s)(?:{_YEAR}|\d\d){_END}
        | (?:19|20)\d0s\b
        | (?P<year>{_YEAR}){_END}
    )
    | (?<![\w.,])(?<!\b[Aa]\s)(?<!\b[Oo]ne\s)\d+(?:st|nd|rd|th)\b
    | (?<![\w.,])(?:[Aa]|[Oo]ne)\s\d+(?:st|nd|rd|th)\b(?!\sof\b)""",
    re.VERBOSE,
)
_BEFORE_A_YEAR = {
    "in", "of", "to", "from", "since", "by", "until", "till", "before", "after", "during",
    "between", "and", "or", "for", "early", "late", "mid", "the", "its", "their",
}  # fmt: skip
_BEFORE_A_COUNT = {"exactly", "numbered", "numbering", "totalled", "totalling"}
_COUNTED = ("people", "times", "homes", "places", "staff", "pounds")

_PART_NAMES = "third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth"
_PART_AFTER = {
    "of", "more", "less", "fewer", "higher", "lower", "as", "are", "were", "have", "had",
}  # fmt: skip
_BEFORE_A_TIME = {"and", "or", "in", "within", "per", "for", "once", "twice", "times"}
_GOES_ON = re.compile(r"[\s-]*\w")
_PART_BEFORE = {
    "by", "over", "than", "under", "about", "around", "nearly", "almost", "to",
}  # fmt: skip
_TIME_BEFORE_QUARTER = {
    "first", "second", "third", "fourth", "last", "next", "this", "that", "each", "every",
    "per", "final", "previous", "earlier", "later", "financial", "latest",
}  # fmt: skip
_SMALL = sorted({part for word in number_words() for part in word.split("-")} - {"zero", "one"})
_MAGNITUDES = (
    r"hundreds?|thousands?|millions?|billions?|trillions?|dozens?|scores(?=\sof\b)"
    r"|couple(?=\sof\b)"
)
_NUMERAL = (
    r"(?:(?<!\w)[-\u2212]\s?)?[£$€]?[-\u2212]?(?:\b[^\W\d]+[-\u2013])?(?:\w*\d\w*)"
    r"(?:[.,:/\u2013-]\w+)*(?:%|\s(?:%|per\s?cent\b"
    r"|(?:hundred|thousand|million|billion|trillion)\b))*"
)
_WORDS = rf"(?:{'|'.join(_SMALL)}|{_MAGNITUDES})"
_CANDIDATE = re.compile(
    rf"""(?P<digits>{_NUMERAL})
    | \b(?P<words>(?:one[\s-])?{_WORDS}(?:[\s-](?:and[\s-])?(?:{_WORDS}|one|(?:{_PART_NAMES})s))*)\b
      (?:\s(?:per\s?cent)\b)?
    | \b(?P<share>(?:zero|one)\s?(?:per\s?cent\b|%))
    | \b(?:(?P<several>(?:{_PART_NAMES})s|halves|(?:twice|thrice|triple|treble|quadruple)
      |double(?!-check)|(?:{"|".join(_SMALL)})-?fold)
      | (?P<part>(?:a|one)[\s-](?:{_PART_NAMES}))
      | (?P<headed>(?:(?<=^)|(?<=[.:!?]\s))(?:{_PART_NAMES})(?=\sof\b))
      | (?P<half>half)(?!-?(?:year|term|hour)|way))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ANY = re.compile(
    rf"\d|%|per\s?cent|\b(?:{_WORDS}|halves|half|{_PART_NAMES}|\w+fold|twice|thrice|triple|treble|quadruple"
    rf"|double)s?\b",
    re.IGNORECASE,
)
_SOME_DIGIT = "2"
"""Stands for a letter that is a number in some script, such as a Roman numeral in one letter."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+)\W*$")
_THERE = re.compile(r"\bthere\s(?:were|are)\s$", re.IGNORECASE)
_WORD_AFTER = re.compile(r"\W*([^\W\d_]+)")


class TypedNumber(Struct, frozen=True):
    """A number in a text, from `start` to `end`, and how it stands there."""

    start: int
    end: int
    text: str


def typed_numbers(text: str, nouns: Collection[str] = ()) -> list[TypedNumber]:
    """Return the numbers of `text` that are no date, year or ordinal, in their order.

    `nouns` are words for what is counted, so that a year before one of them is a number. Digits of
    other shapes (fullwidth, superscript, fractions) and letters hidden between digits are seen
    through.
    """
    plain, places = _fold(text)
    if not _ANY.search(plain):
        return []
    free = list(_free(plain, {*_COUNTED, *nouns}))
    found = []
    for match in _CANDIDATE.finditer(plain):
        if _is_number(plain, match, free):
            start, end = match.start(), len(plain[: match.end()].rstrip(" .,:/-\u2013"))
            last = places[end - 1] + 1
            found.append(TypedNumber(places[start], last, text[places[start] : last]))
    return found


def _fold(text: str) -> tuple[str, list[int] | range]:
    """Return a text with plain digits and without hidden letters, and where each letter stood."""
    if text.isascii():
        return text, range(len(text))
    letters, places = [], []
    for place, letter in enumerate(text):
        if letter.isascii():
            letters.append(letter)
            places.append(place)
        elif unicodedata.category(letter) != "Cf":
            plain = unicodedata.normalize("NFKC", letter).replace("\u2044", "/")
            # Where another script counts in words of one letter, those for zero and one are free.
            free = (0, 1, None) if unicodedata.category(letter) == "Lo" else (None,)
            counts = unicodedata.numeric(letter, None) not in free
            if counts and not re.search(r"[0-9]", plain):
                plain = _SOME_DIGIT
            letters.append(plain)
            places += [place] * len(plain)
    return "".join(letters), places


def _free(text: str, nouns: Collection[str]) -> Iterator[tuple[int, int]]:
    for match in _DATES.finditer(text):
        if not (match["year"] and _counts(text, match, nouns)):
            yield match.span()


def _counts(text: str, match: re.Match[str], nouns: Collection[str]) -> bool:
    """Return whether a year is a number of something.

    So it is where what is counted follows with no "in" before, and after words such as "there were".
    """
    after = _WORD_AFTER.match(text, match.end())
    before = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
    earlier = before[1].lower() if before else ""
    if earlier in _BEFORE_A_COUNT or _THERE.search(text, max(0, match.start() - 20), match.start()):
        return True
    return after is not None and after[1].lower() in nouns and earlier not in _BEFORE_A_YEAR


def _is_free(start: int, end: int, free: list[tuple[int, int]]) -> bool:
    """Return whether a part of a text lies within a free one; these are in order and apart."""
    place = bisect_right(free, start, key=lambda one: one[0]) - 1
    return place >= 0 and free[place][0] <= start and end <= free[place][1]


def _is_number(text: str, match: re.Match[str], free: list[tuple[int, int]]) -> bool:
    if match["digits"]:
        digits = re.finditer(r"\d+", match[0])
        base = match.start()
        return not all(_is_free(base + one.start(), base + one.end(), free) for one in digits)
    before = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
    earlier = before[1].lower() if before else ""
    if match["half"]:
        return earlier not in {"first", "second", "other"}
    if match["part"]:
        after = _WORD_AFTER.match(text, match.end())
        later = after[1].lower() if after else ""
        is_one = match[0][:1] in "oO"
        alone = not _GOES_ON.match(text, match.end()) and earlier not in _BEFORE_A_TIME
        return is_one or alone or later in _PART_AFTER or earlier in _PART_BEFORE
    if match["several"] and match[0].lower() == "quarters":
        return earlier not in _TIME_BEFORE_QUARTER
    return True

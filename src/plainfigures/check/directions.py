"""Words that say which way figures went or which is more, and where they stand in a sentence."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from plainfigures.check.prose import FIGURE, MADE_TEXT, Passage

__all__ = [
    "DOWN", "LESS", "MORE", "MOST", "SAME", "TIMES", "TOP", "UP", "DirectionWord", "Sentence",
    "direction_words", "says_times", "sentences",
]  # fmt: skip

UP, DOWN, SAME, TIMES, MORE, LESS, MOST, TOP = (
    "up", "down", "same", "times", "more", "less", "most", "top",
)  # fmt: skip
"""What a word says: a change, a multiple, a comparison, a share, a place in an order."""

_NOT_SHORT = r"(?!\s(?:due|short|ill|behind|asleep|apart|into|within|under|through|back|out)\b)"
_NOT_UP = r"(?![\s-]up\b)"
_BE = r"(?:is|are|was|were|been|be)"
_DO = r"(?:(?:do|does|did)\s|(?:not|never|n['\u2019]t)\s)"
_GO = r"(?:go|goes|going|gone|went)"
_PATTERNS = {
    UP: rf"""(?<!\ba\s)(?<!\bthe\s)rose(?!\s(?:garden|bush|petal|tree)) | risen | rises | rising
        | grew{_NOT_UP} | grown{_NOT_UP} | grows{_NOT_UP} | growing{_NOT_UP}
        | increased | increases | increasing | climbed | climbs | climbing | jumped | soared | surged
        | rocketed | leapt | leaped | spiked | swelled | swollen | upwards?
        | {_BE}\sup(?!\sto\b) | {_GO}\sup | up\s(?:by|from|on)
        | (?:rise|increase|growth|jump)\s(?:of|was) | (?:rise|grow|increase|climb)\s(?:by|from)
        | {_DO}(?:rise|grow|increase|climb)\b""",
    DOWN: rf"""fell{_NOT_SHORT} | fallen{_NOT_SHORT} | falls{_NOT_SHORT} | falling{_NOT_SHORT}
        | dropped(?!\s(?:the|its|out|off)\b) | drops | dropping | declined | declines | declining
        | decreased | decreases | decreasing | shrank | shrunk | shrinks | shrinking | plunged
        | slumped | tumbled | dipped | downwards?
        | (?:reduced|cut)\s(?:by|from|to) | (?:{_BE})\sdown(?!\sto\b) | (?:{_GO})\sdown
        | down\s(?:by|from|on) | (?:fall|drop|decline|decrease|reduction)\sof
        | (?:fall|drop|decline|decrease|reduction)\swas
        | (?:fall|drop|decline|decrease|shrink)\s(?:by|from)
        | {_DO}(?:fall\b{_NOT_SHORT}|drop\b|decline\b|decrease\b|shrink\b)""",
    SAME: r"""unchanged | (?:stayed|remained|stays|remains)\s(?:the\ssame|level)
        | did\snot\schange | has\snot\schanged | have\snot\schanged | no\schange""",
    TIMES: r"""(?:(?:more|less)\sthan\s|over\s|nearly\s|almost\s|about\s)?
        (?:doubled | doubling | trebled | tripled | quadrupled | halved | halving)""",
    MORE: r"""(?<!\bno\s)more(?!\sthan\s(?:one|once)\b)(?=\b[^.;:]*\sthan\b) | higher(?!\seducation)
        | larger | bigger
        | (?-i:greater) | longer(?=\sthan\b)""",
    LESS: r"(?:fewer|less)(?=\b[^.;:]*\sthan\b) | lower | smaller | shorter(?=\sthan\b)",
    MOST: rf"""(?:almost|nearly|virtually)\sall | most\sof | (?<!\bat\s)most(?=,?\s\(?[{FIGURE}{MADE_TEXT}])
        | (?<!\bthe\s)(?<!\bat\s)(?<!\bits\s)most(?=\s(?:people|(?:[^\W\d]+(?<!ou)(?<!s)s))\b)
        | (?:a|the)\s(?:great\s|vast\s)?majority""",
    TOP: rf"""highest | lowest | largest | smallest | biggest | greatest | fewest
        | the\s(?:most|least)(?!\s(?:recent|common|likely)\b)
        | longest(?!-) | shortest | slowest | quickest | fastest | (?:all-time|record)\s(?:high|low)
        | the\stop | top(?=\s[{FIGURE}{MADE_TEXT}])""",
}
_AFTER_FIGURE = rf"(?<=[{FIGURE}]\s)(?:(?P<after_more>more|extra)|(?P<after_less>fewer|less))"
_WORDS = re.compile(
    "|".join(rf"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items())
    + f"|{_AFTER_FIGURE}",
    re.VERBOSE | re.IGNORECASE,
)
_FACTORS = {"doubl": 2, "trebl": 3, "tripl": 3, "quadr": 4, "halve": 2, "halvi": 2}
_STEMS = re.compile("|".join(_FACTORS), re.IGNORECASE)
_QUOTED = re.compile('“[^”]*”|"[^"]*"|‘[^’]*’(?!\\w)')
_NOT = re.compile(
    r"(?<!\bor\s)(?:\bnot|\bnever|n['\u2019]t)\s(?!only|just|merely)(?:[^\W\d]+\s){0,2}$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+")


class Sentence(Struct, frozen=True):
    """A sentence of a passage: where it begins there, its text, and (place, reference) of figures."""

    passage: Passage
    start: int
    text: str
    figures: tuple[tuple[int, str], ...]


class DirectionWord(Struct, frozen=True):
    """A word in a sentence that says a direction; `factor` is that of "doubled" and the like.

    `negated` says that the sentence denies it, as in "has not risen".
    """

    kind: str
    start: int
    end: int
    text: str
    factor: Decimal = Decimal(0)
    negated: bool = False


def says_times(text: str) -> bool:
    """Return whether a text holds a word such as "doubled", which says a number by itself."""
    return bool(_STEMS.search(text))


def sentences(passage: Passage) -> Iterator[Sentence]:
    """Yield the sentences of a passage."""
    figures = list(passage.figures)
    ends = [match.span() for match in _SENTENCE.finditer(passage.text)]
    starts = [0, *(end for _, end in ends)]
    for start, end in zip(starts, [*(begin for begin, _ in ends), len(passage.text)], strict=True):
        text = passage.text[start:end]
        places = [place for place, letter in enumerate(text) if letter == FIGURE]
        here, figures = figures[: len(places)], figures[len(places) :]
        yield Sentence(passage, start, text, tuple(zip(places, here, strict=True)))


def direction_words(text: str) -> list[DirectionWord]:
    """Return the words of a sentence that say a direction, but for those in quotation marks."""
    text, places = _without_hidden(text)
    plain = _QUOTED.sub(lambda one: " " * len(one[0]), text)
    found = []
    for match in _WORDS.finditer(plain):
        start, end = match.span()
        if plain[start - 1 : start].isalnum() or plain[end : end + 1].isalnum():
            continue
        kind = str(match.lastgroup).removeprefix("after_")
        factor = Decimal(0)
        if kind == TIMES:
            stem = _STEMS.search(match[0])
            factor = Decimal(_FACTORS[stem[0].lower()]) if stem else factor
        negated = bool(_NOT.search(plain, 0, start) or _NOT.match(f"{match[0].split()[0]} "))
        negated = negated and kind != SAME
        first, last = places[start], places[end - 1] + 1
        found.append(DirectionWord(kind, first, last, match[0], factor, negated))
    return found


def _without_hidden(text: str) -> tuple[str, Sequence[int]]:
    """Return a text without letters that nobody sees, and where each of the others stood."""
    if text.isascii():
        return text, range(len(text))
    places = [
        place
        for place, letter in enumerate(text)
        if letter == MADE_TEXT or unicodedata.category(letter) != "Cf"
    ]
    return "".join(text[place] for place in places), places

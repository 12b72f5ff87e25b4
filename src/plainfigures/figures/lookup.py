"""Finding by words what a page can show: figures, charts, tables and sources, best first."""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from plainfigures.errors import FiguresError
from plainfigures.figures.alike_words import PASSED_OVER, how_near, words_of
from plainfigures.figures.findable import KINDS, Findable
from plainfigures.figures.numerals import PrintedNumber, read_number
from plainfigures.figures.sentences import say_figure

__all__ = ["Lookup"]

_ENOUGH = 0.45
"""How much of what is asked for must be there, from 0 to 1."""
_NUMBER = re.compile(
    r"""[-\u2212]?£?\d[\d,]*(?:\.\d+)?
        (?:\s?(?:%|per\ cent|percent|(?:bn|m|k|thousand|million|billion)\b))?""",
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN_NUMBER = re.compile(r"\d{1,2}|(?:19|20)\d\d")
"""A number that is part of a date or a name as often as not."""


class Lookup(Struct, dict=True):
    """What can be found on a site, ready to be asked."""

    things: list[Findable]

    @cached_property
    def _weights(self) -> list[dict[str, float]]:
        return [one.weights() for one in self.things]

    @cached_property
    def words(self) -> dict[str, int]:
        """Every word that something can be found by, with how many things it leads to."""
        counts: dict[str, int] = {}
        for weights in self._weights:
            for word in weights:
                counts[word] = counts.get(word, 0) + 1
        return counts

    def find(self, asked: str) -> list[Findable]:
        """Return what fits, best first; of a series only the one that fits best.

        `asked` is words, a number as shown or as printed, a reference, or the title of a source.
        For no words, the first things come in their order.
        """
        scores = self._scores(asked)
        ranked = sorted(scores, key=lambda at: (*_rounded(scores[at]), at))
        chosen: dict[str, Findable] = {}
        for at in ranked:
            one = self.things[at]
            series = one.figures[0].reference if one.figures else f"{one.kind} {one.name}"
            chosen.setdefault(series, one)
        return list(chosen.values())

    def near_words(self, asked: str) -> list[str]:
        """Return words that something can be found by and that are like those that are asked for."""
        from rapidfuzz import fuzz, process

        known = [word for word in self.words if len(word) > 3 and not word.isdecimal()]
        found: list[str] = []
        for word in _asked_words(asked):
            close = process.extract(word, known, scorer=fuzz.ratio, limit=2, score_cutoff=70)
            found += [one for one, _, _ in close]
        return list(dict.fromkeys(found))

    def _scores(self, asked: str) -> dict[int, tuple[float, ...]]:
        """Return what fits, by its place: how well, and what decides among equals."""
        number, rest = _number_in(asked)
        wanted = _asked_words(rest)
        if not wanted and number is None:
            return dict.fromkeys(range(len(self.things)), ())
        near = {word: how_near(word, self.words) for word in wanted}
        rare = {word: self._rareness(near[word]) for word in wanted}
        whole = sum(rare.values()) + (_number_weight(number) if number else 0)
        exact = set(asked.lower().replace("#", " ").replace('"', " ").split())
        scores = {}
        for at, (one, weights) in enumerate(zip(self.things, self._weights, strict=True)):
            got, hit = 0.0, set()
            for word in wanted:
                best = max(
                    (
                        (near[word][each] * weights[each], each)
                        for each in near[word]
                        if each in weights
                    ),
                    default=(0.0, ""),
                )
                got += rare[word] * best[0]
                hit.add(best[1])
            if number and one.name not in exact:
                held = _holds(one, number)
                if not held:
                    continue
                got += held * _number_weight(number)
            if one.name in exact:
                scores[at] = (2, *_among_equals(one))
            elif whole and got / whole >= _ENOUGH:
                fit = got / whole + _leaning(one, hit, wanted)
                scores[at] = (fit, *_among_equals(one))
        return scores

    def _rareness(self, near: Mapping[str, float]) -> float:
        """Return what a word that is asked for counts: the fewer things it leads to, the more."""
        leads_to = max((self.words[word] for word in near), default=0)
        count = len(self.things) or 1
        return 0.25 + math.log1p(count / (leads_to or 1)) / math.log1p(count)


def _rounded(score: tuple[float, ...]) -> tuple[float, ...]:
    return (-round(score[0], 3), *score[1:]) if score else ()


def _among_equals(one: Findable) -> tuple[float, ...]:
    """Return what decides among equals: the kind, the plainer title, the newest."""
    place = one.figures.index(one.figure) if one.figure else 0
    return (KINDS.index(one.kind), len(one.title), place)


def _leaning(one: Findable, hit: set[str], wanted: Sequence[str]) -> float:
    """Return what speaks for or against something beside how well it fits.

    For it: it says little else than what is asked for, and it is of the site's own area. Against it:
    we worked it out, or it is a chart, a table or a source and nobody asked for one.
    """
    title = set(words_of(one.title)) - PASSED_OVER
    told = len(hit & title) / len(title) if title else 0
    ours = bool(one.figure and one.figure.formula)
    unasked = one.kind != "figure" and one.kind not in wanted and f"{one.kind}s" not in wanted
    return 0.12 * told + 0.04 * one.is_home - 0.12 * ours - 0.15 * unasked


def _asked_words(asked: str) -> list[str]:
    words = list(dict.fromkeys(words_of(asked)))
    return [word for word in words if word not in PASSED_OVER] or words


def _number_in(asked: str) -> tuple[PrintedNumber | None, str]:
    """Return the number that is asked for, if it can be no date or name, and the words without it."""
    for match in _NUMBER.finditer(asked):
        alone = match[0].strip() == asked.strip()
        joined = asked[: match.start()][-1:], asked[match.end() :][:1]
        if any(one.isalnum() or one in "-/@." for one in joined if one):
            continue
        if _PLAIN_NUMBER.fullmatch(match[0].strip()) and not alone:
            continue
        try:
            number = read_number(match[0])
        except FiguresError:
            continue
        return number, asked[: match.start()] + " " + asked[match.end() :]
    return None, asked


def _number_weight(number: PrintedNumber | None) -> float:
    return 2.0 if number else 0.0


def _holds(one: Findable, number: PrintedNumber) -> float:
    """Return how well a figure is the number: 1 as it stands, less where it is so when rounded."""
    figure = one.figure
    if figure is None or figure.used is None:
        return 0
    if (number.money and not figure.unit.money) or (number.percent and not figure.unit.suffix):
        return 0
    if number.value in {figure.used, figure.value} or _same(number, figure.as_published):
        return 1
    if any(_same(number, say_figure(figure, form)) for form in ("short", "full")):
        return 0.95
    return 0.8 if number.scaled and abs(figure.used - number.value) * 2 <= number.step else 0


def _same(number: PrintedNumber, text: str) -> bool:
    try:
        return read_number(text).value == number.value
    except FiguresError:
        return False

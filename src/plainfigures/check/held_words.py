"""Whether the figures of a sentence bear out the words beside them."""

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from plainfigures.check.directions import (
    DOWN,
    LESS,
    MORE,
    MOST,
    SAME,
    TIMES,
    UP,
    DirectionWord,
    Sentence,
)
from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.keys import digest_of
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.references import parse_reference
from plainfigures.figures.sentences import at_period, say_figure

__all__ = ["HeldWords", "Verdict"]

ALMOST_ALL = 90
"""From this many percent on, a share is almost all; over half, it is most."""

NEARLY = Decimal("0.9")
"""From this part of a multiple on, something has nearly or almost reached it."""


class Verdict(Struct, frozen=True):
    """What figures say of a word: `agrees` is None where they cannot tell. `why` names them."""

    agrees: bool | None
    why: str = ""


_UNTOLD = Verdict(None)
_DOUBTED = Verdict(True, "a figure of the sentence has a finding of its own")
_TEST = re.compile(r"(\S+)\s*([<>]=?|=)\s*(\S+)")
_WHOLE = "series "
_WAY = {True: "fell", False: "rose"}


class HeldWords:
    """Holds words against the figures of one catalogue.

    `is_doubted` says of which figures something is wrong already, so that they bear out any word.
    `asked` are the figures and the whole series that words were held against.
    """

    def __init__(
        self, catalogue: Catalogue, is_doubted: Callable[[Figure], bool] = lambda figure: False
    ) -> None:
        self.catalogue = catalogue
        self.asked: dict[str, None] = {}
        self._is_doubted = is_doubted

    def behind(self, asked: Iterable[str]) -> str:
        """Return a digest of what was `asked` of the data, as it is now: figures and whole series."""
        parts = []
        for one in asked:
            try:
                series = one.startswith(_WHOLE)
                parts.append(
                    repr([*self.catalogue.of_series(one.removeprefix(_WHOLE))])
                    if series
                    else repr(self.catalogue.find(one))
                )
            except FiguresError as error:
                parts.append(error.message)
        return digest_of(parts)

    def _find(self, name: str) -> Figure:
        self.asked[name] = None
        return self.catalogue.find(name)

    def _series(self, series: str) -> list[Figure]:
        self.asked[f"{_WHOLE}{series}"] = None
        return [*self.catalogue.of_series(series)]

    def weigh(self, word: DirectionWord, sentence: Sentence) -> Verdict:
        """Return what the figures of a sentence say of a word in it, denied or not."""
        verdict = self._weigh(word, sentence)
        if word.negated and verdict.agrees is not None and verdict is not _DOUBTED:
            return Verdict(not verdict.agrees, verdict.why)
        return verdict

    def against_its_test(self, word: DirectionWord, test: str) -> Verdict:
        """Return what a test of two figures of one series says of a word of change."""
        sides = _TEST.fullmatch(test.strip())
        if sides is None or word.kind not in {UP, DOWN} or "=" in sides[2]:
            return _UNTOLD
        try:
            left, right = (self.catalogue.find(sides[number]) for number in (1, 3))
        except FiguresError:
            return _UNTOLD  # the page has a finding of its own
        if not _is_series(left, right):
            return _UNTOLD
        falls = (sides[2] == ">") == (_in_order(left, right)[0] is left)
        agrees = falls == (word.kind == DOWN)
        return Verdict(agrees != word.negated, f"its test says that it {_WAY[falls]}")

    def _weigh(self, word: DirectionWord, sentence: Sentence) -> Verdict:
        try:
            figures = [(place, self._find(name)) for place, name in sentence.figures]
        except FiguresError:
            return _UNTOLD  # a rule of its own finds what is no figure
        if any(self._is_doubted(figure) for _, figure in figures):
            return _DOUBTED
        numbers = [(place, figure) for place, figure in figures if figure.used is not None]
        if word.kind in {UP, DOWN, SAME, TIMES}:
            pair = self._compared(word, numbers)
            if pair is None:
                return _DOUBTED if self._may_be_lost(numbers) else _UNTOLD
            doubted = any(map(self._is_doubted, pair))
            return _DOUBTED if doubted else _changed(word, *pair)
        if word.kind in {MORE, LESS}:
            return _more_or_less(word, sentence.text, numbers)
        if word.kind == MOST:
            return _most(word, [figure for _, figure in numbers])
        return _UNTOLD

    def _compared(
        self, word: DirectionWord, numbers: list[tuple[int, Figure]]
    ) -> tuple[Figure, Figure] | None:
        """Return the earlier and the later figure that a word of change speaks of."""
        after = [figure for place, figure in numbers if place >= word.end]
        before = [figure for place, figure in numbers if place < word.end]
        for first, second in _pairs(before, after):
            if _is_series(first, second):
                return _in_order(first, second)
        for figure in (*after[:1], *before[-1:]):
            if figure.inputs:
                inputs = [self._find(name) for name in dict.fromkeys(figure.inputs)]
                if len(inputs) == 2 and _is_series(*inputs):
                    return _in_order(inputs[0], inputs[1])
        alone = {figure.reference: figure for _, figure in numbers}
        if len(alone) == 1:
            (figure,) = alone.values()
            earlier = self._before(figure)
            return (earlier, figure) if earlier else None
        return None

    def _may_be_lost(self, numbers: list[tuple[int, Figure]]) -> bool:
        """Return whether the figure of the period before may be among what could not be read."""
        series = {_series(figure) for _, figure in numbers}
        return any(
            self.catalogue.is_lost("/".join(name.split("/")[:2]))
            or any(one.unreadable for one in self._series(name))
            for name in series
        )

    def _before(self, figure: Figure) -> Figure | None:
        """Return the figure of the period before in the same series."""
        if not figure.period or figure.formula:
            return None
        end = parse_period(figure.period).last
        earlier = [
            one
            for one in self._series(_series(figure))
            if one.period
            and one.used is not None
            and parse_period(one.period).last < end
            and (one.basis, one.status) == (figure.basis, figure.status)
        ]
        return max(earlier, key=lambda one: parse_period(one.period), default=None)


def _series(figure: Figure) -> str:
    return str(parse_reference(figure.reference).at("").of_vintage(""))


def _pairs(before: list[Figure], after: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the pairs of figures that a word may speak of, the likeliest first."""
    if len(after) > 1:
        yield after[0], after[1]
    if before and after:
        yield before[-1], after[0]
    if len(before) > 1:
        yield before[-2], before[-1]


def _is_series(one: Figure, other: Figure) -> bool:
    """Return whether two figures are of one series, at different times."""
    if not (one.period and other.period) or one.period == other.period:
        return False
    if _series(one) == _series(other):
        return True
    parts = ("unit", "measure", "area", "body", "basis", "status")
    return bool(one.measure) and all(getattr(one, name) == getattr(other, name) for name in parts)


def _in_order(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    first, second = sorted((one, other), key=lambda figure: parse_period(figure.period))
    return first, second


def _value(figure: Figure) -> Decimal:
    return figure.used if figure.used is not None else Decimal(0)


def _changed(word: DirectionWord, first: Figure, second: Figure) -> Verdict:
    one, two = _value(first), _value(second)
    if word.kind == TIMES:
        agrees = _is_times(word, one, two)
    else:
        agrees = {UP: two > one, DOWN: two < one, SAME: two == one}[word.kind]
    return Verdict(agrees, f"{_said(first)}, {_said(second)}")


def _said(figure: Figure) -> str:
    return f"{say_figure(figure)} {at_period(figure.period)}"


def _is_times(word: DirectionWord, one: Decimal, two: Decimal) -> bool:
    """Return whether a value became a multiple of what it was, to one decimal of the multiple."""
    if not one or not two:
        return False
    ratio = one / two if "halv" in word.text.lower() else two / one
    lead = word.text.lower().split()[0]
    if lead in {"more", "over"}:
        return ratio > word.factor
    if lead == "less":
        return 1 < ratio < word.factor
    if lead in {"nearly", "almost"}:
        return word.factor * NEARLY <= ratio < word.factor
    return ratio.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) == word.factor


def _more_or_less(word: DirectionWord, text: str, numbers: list[tuple[int, Figure]]) -> Verdict:
    beside = next(
        (figure for place, figure in numbers if text[place + 1 : word.start] == " "), None
    )
    if beside is not None:
        return _by_sign(word, beside)
    than = text.find(" than ", word.end - 1)
    if than < 0:
        return _UNTOLD
    before = [figure for place, figure in numbers if place < than]
    after = [figure for place, figure in numbers if place > than]
    if not before or not after or before[-1].unit != after[0].unit:
        return _UNTOLD
    one, two = before[-1], after[0]
    agrees = _value(one) > _value(two) if word.kind == MORE else _value(one) < _value(two)
    return Verdict(agrees, f"{say_figure(one)}, {say_figure(two)}")


def _by_sign(word: DirectionWord, figure: Figure) -> Verdict:
    """Hold "12 more" against the sign of a difference that is worked out."""
    if " - " not in figure.formula or figure.formula.startswith("abs("):
        return _UNTOLD
    value = _value(figure)
    if word.kind == LESS and value > 0:
        return _UNTOLD  # a difference may be taken the other way round
    return Verdict(value > 0 if word.kind == MORE else value < 0, say_figure(figure))


def _most(word: DirectionWord, figures: list[Figure]) -> Verdict:
    shares = {figure.reference: figure for figure in figures if figure.unit.name == "percent"}
    if len(shares) != 1:
        return _UNTOLD
    (share,) = shares.values()
    value = _value(share)
    enough = ALMOST_ALL <= value < 100 if " all" in word.text.lower() else 50 < value < 100
    return Verdict(enough, say_figure(share))

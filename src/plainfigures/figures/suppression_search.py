"""The search for other answers: how low and how high counts can be that must fit together.

Counts are whole and not below nought. Bounds are drawn in from equation to equation until nothing
moves, and answers are sought by halving what is left.

The work has an end: answers are only sought in groups of up to `_LARGEST_GROUP` counts, and for one
group no more than `_WORK` is done. Where one of these ends the search, the bounds found so far still
hold; what only a longer search could tell is not told.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, lcm

from msgspec import Struct

__all__ = ["Bounds", "Test", "search"]

Bounds = dict[str, tuple[int, int | None]]
"""The lowest and the highest that each count can be; None where nothing says how high."""

Test = tuple[Sequence[tuple[str, Fraction]], Fraction, Fraction]
"""Counts with their factors, and the least and the most that these come to when added up."""

_LARGEST_GROUP = 40
"""The most counts that hang together for which other answers are sought."""

_WORK = 400_000
"""How many times the bounds of one count are drawn in by one equation, for a whole group. A table of
six rows and six columns, all of it suppressed, needs less than half of that.
"""


class _Impossible(Exception):
    """No counts fit."""


class _TooMuch(Exception):
    """More work than it is worth."""


class _Line(Struct, frozen=True):
    """A test in whole numbers: `low` <= factors times counts, added up, <= `high`."""

    terms: tuple[tuple[str, int], ...]
    low: int
    high: int


def search(tests: Sequence[Test], bounds: Bounds, threshold: int) -> Bounds:
    """Return bounds that every answer keeps, as narrow as matters.

    A count with one answer has it as both bounds. Of others it is only sought whether they must be
    between one and `threshold`. Where no answer fits, nothing can be told, and nothing is returned.
    """
    seeking = _Search([_in_whole_numbers(*test) for test in tests], threshold)
    drawn = dict(bounds)
    try:
        seeking.draw_in(drawn)
        return seeking.narrow(drawn) if len(drawn) <= _LARGEST_GROUP else drawn
    except _Impossible:
        return {}
    except _TooMuch:
        return drawn


def _in_whole_numbers(
    terms: Sequence[tuple[str, Fraction]], low: Fraction, high: Fraction
) -> _Line:
    times = lcm(*(factor.denominator for _, factor in terms))
    whole = tuple((name, int(factor * times)) for name, factor in terms)
    return _Line(whole, ceil(low * times), floor(high * times))


class _Search:
    """A search with a limit to its work."""

    def __init__(self, lines: Sequence[_Line], threshold: int) -> None:
        self.lines = lines
        self.threshold = threshold
        self.left = _WORK

    def narrow(self, bounds: Bounds) -> Bounds:
        """Return the bounds of each count after looking for answers that differ."""
        answers = [self._answer(bounds)]
        if answers[0] is None:
            return {}
        found = dict(bounds)
        for name, (low, high) in bounds.items():
            if low == high:
                continue
            seen = {answer[name] for answer in answers if answer}
            first = next(iter(seen))
            if len(seen) == 1:
                sides = ((low, first - 1), (first + 1, high))
                answers += [one for side in sides if (one := self._within(bounds, name, *side))]
                seen = {answer[name] for answer in answers if answer}
            if len(seen) == 1:
                found[name] = (first, first)
            elif all(1 <= one <= self.threshold for one in seen):
                sides = ((low, 0), (self.threshold + 1, high))
                if not any(self._within(bounds, name, *side) for side in sides):
                    found[name] = (1, self.threshold)
        return found

    def _within(
        self, bounds: Bounds, name: str, low: int, high: int | None
    ) -> dict[str, int] | None:
        if high is not None and high < low:
            return None
        inner = {**bounds, name: (low, high)}
        try:
            self.draw_in(inner)
        except _Impossible:
            return None
        return self._answer(inner)

    def _answer(self, bounds: Bounds) -> dict[str, int] | None:
        """Return counts that fit, or None."""
        ends = [(high, name) for name, (low, high) in bounds.items() if low != high]
        if not ends:
            return {name: low for name, (low, _) in bounds.items()}
        closed = [(high - bounds[name][0], name) for high, name in ends if high is not None]
        if not closed:
            raise _TooMuch  # nothing says how high any of them is
        name = min(closed)[1]
        low, high = bounds[name][0], bounds[name][1] or 0
        middle = (low + high) // 2
        return self._within(bounds, name, low, middle) or self._within(
            bounds, name, middle + 1, high
        )

    def draw_in(self, bounds: Bounds) -> None:
        """Draw `bounds` in, where they are, until nothing moves.

        Raises _Impossible where nothing fits, and _TooMuch where the work has come to its end.
        """
        before: Bounds = {}
        while bounds != before:
            before = dict(bounds)
            for line in self.lines:
                self.left -= len(line.terms)
                if self.left < 0:
                    raise _TooMuch
                bounds.update(_drawn_by(line, bounds))


def _drawn_by(line: _Line, bounds: Bounds) -> Bounds:
    """Return the bounds of the counts in one line, with the others at their lowest and highest."""
    ends = [_ends(factor, *bounds[name]) for name, factor in line.terms]
    least, most = _Sum([end for end, _ in ends]), _Sum([end for _, end in ends])
    drawn: Bounds = {}
    for (name, factor), (own_least, own_most) in zip(line.terms, ends, strict=True):
        others_least, others_most = least.without(own_least), most.without(own_most)
        # What is left for this count times its factor, at the least and at the most.
        low = None if others_most is None else line.low - others_most
        high = None if others_least is None else line.high - others_least
        if factor < 0:
            low, high = high, low
        bottom, top = bounds[name]
        if low is not None:
            bottom = max(bottom, -(-low // factor))
        if high is not None:
            top = high // factor if top is None else min(top, high // factor)
        if top is not None and top < bottom:
            raise _Impossible
        drawn[name] = bottom, top
    return drawn


End = int | None
"""One end of what a count times its factor can be; None where nothing ends it there."""


def _ends(factor: int, low: int, high: int | None) -> tuple[End, End]:
    """Return the least and the most that a count times a factor can be."""
    top = None if high is None else factor * high
    return (factor * low, top) if factor > 0 else (top, factor * low)


class _Sum:
    """A sum of ends that can be had without any one of them."""

    def __init__(self, ends: Sequence[End]) -> None:
        self._known = sum(end for end in ends if end is not None)
        self._open = sum(end is None for end in ends)

    def without(self, end: End) -> End:
        """Return the sum of all the others; None where one of those has no end."""
        if end is None:
            return self._known if self._open == 1 else None
        return None if self._open else self._known - end

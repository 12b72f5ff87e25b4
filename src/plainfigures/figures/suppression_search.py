"""The search for other answers: how low and how high counts can be that must fit together.

Counts are whole and not below nought. Bounds are drawn in from equation to equation until nothing
moves, and answers are sought by halving what is left.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

__all__ = ["Bounds", "search"]

Bounds = dict[str, tuple[int, int | None]]
"""The lowest and the highest that each count can be; None where nothing says how high."""

Test = tuple[Sequence[tuple[str, Fraction]], Fraction, Fraction]

_ROUNDS = 200
_LARGEST_GROUP = 40
_TRIES = 1500


class _Impossible(Exception):
    """No counts fit."""


class _TooMuch(Exception):
    """More tries than are worth it."""


def search(tests: Sequence[Test], bounds: Bounds, threshold: int) -> Bounds:
    """Return bounds that every answer keeps, as narrow as matters.

    A count with one answer has it as both bounds. Of others it is only sought whether they must be
    between one and `threshold`. Where no answer fits, nothing can be told, and nothing is returned.
    """
    try:
        bounds = _draw_in(tests, bounds)
    except _Impossible:
        return {}
    if len(bounds) > _LARGEST_GROUP:
        return bounds
    try:
        return _Search(tests, threshold).narrow(bounds)
    except _TooMuch:
        return bounds


class _Search:
    """A search with a limit to its tries."""

    def __init__(self, tests: Sequence[Test], threshold: int) -> None:
        self.tests = tests
        self.threshold = threshold
        self.left = _TRIES

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
        try:
            return self._answer(_draw_in(self.tests, {**bounds, name: (low, high)}))
        except _Impossible:
            return None

    def _answer(self, bounds: Bounds) -> dict[str, int] | None:
        """Return counts that fit, or None."""
        self.left -= 1
        if self.left < 0:
            raise _TooMuch
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


def _draw_in(tests: Sequence[Test], bounds: Mapping[str, tuple[int, int | None]]) -> Bounds:
    """Draw the bounds in until nothing moves; raises _Impossible where nothing fits."""
    drawn = dict(bounds)
    for _ in range(_ROUNDS):
        before = dict(drawn)
        for terms, low, high in tests:
            for name, factor in terms:
                drawn[name] = _of_one(name, factor, terms, low, high, drawn)
        if drawn == before:
            break
    return drawn


def _of_one(
    name: str,
    factor: Fraction,
    terms: Sequence[tuple[str, Fraction]],
    low: Fraction,
    high: Fraction,
    bounds: Bounds,
) -> tuple[int, int | None]:
    """Return the bounds of one count by one test, with the others at their lowest and highest."""
    least, most = Fraction(0), Fraction(0)
    least_known = most_known = True
    for other, times in terms:
        if other == name:
            continue
        bottom, top = bounds[other]
        ends = (bottom, top) if times > 0 else (top, bottom)
        if ends[0] is None:
            least_known = False
        else:
            least += times * ends[0]
        if ends[1] is None:
            most_known = False
        else:
            most += times * ends[1]
    lowest = (low - most) / factor if most_known else None
    highest = (high - least) / factor if least_known else None
    if factor < 0:
        lowest, highest = highest, lowest
    bottom, top = bounds[name]
    if lowest is not None:
        bottom = max(bottom, ceil(lowest))
    if highest is not None:
        top = floor(highest) if top is None else min(top, floor(highest))
    if top is not None and top < bottom:
        raise _Impossible
    return bottom, top

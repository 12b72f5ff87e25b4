"""Intervals: what a printed number may stand for, and how two of them compare.

A number printed as "£12.3m" may be anything from 12.25 to 12.35 million; one printed as "over 60%"
anything above 60. Nothing here picks a tolerance: how wide an interval is follows from the print.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from plainfigures.errors import FormulaProblem
from plainfigures.figures.formats import round_half_up

__all__ = [
    "EXACT",
    "FAILS",
    "INFINITE",
    "ROUNDING",
    "UNTOLD",
    "Interval",
    "combine",
    "compare",
    "exactly",
]

EXACT, ROUNDING, FAILS, UNTOLD = "exact", "within rounding", "fails", "untold"
"""What a comparison comes to: true of the printed digits, possible within their rounding, not
possible, or left open by a word such as "about"."""

INFINITE = Decimal("Infinity")
_DUST = Decimal("1e-18")  # what is left of divisions, relative to the numbers compared


class Interval(Struct, frozen=True):
    """All that a number may be, from `low` to `high`; `value` is the number as it stands.

    A bound that is open is not itself within the interval. Infinite bounds are always open.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    @property
    def exact(self) -> bool:
        """Whether the interval is one number."""
        return self.low == self.high

    @property
    def bounded(self) -> bool:
        """Whether the interval ends on both sides."""
        return self.low.is_finite() and self.high.is_finite()

    @property
    def boundless(self) -> bool:
        """Whether the interval ends on neither side."""
        return not (self.low.is_finite() or self.high.is_finite())

    def meets(self, other: "Interval") -> bool:
        """Whether some number is in both intervals."""
        return _reaches(self, other) and _reaches(other, self)

    def rounded(self, places: int) -> "Interval":
        """Return the interval of the numbers rounded half up to `places` decimals."""
        low, high = (
            round_half_up(one, places) if one.is_finite() else one for one in (self.low, self.high)
        )
        value = round_half_up(self.value, places)
        return Interval(value, low, high, not low.is_finite(), not high.is_finite())


def exactly(value: Decimal) -> Interval:
    """Return the interval that is one number."""
    return Interval(value, value, value)


def combine(operator: str, values: Sequence[Interval]) -> Interval:
    """Work one step out: `+ - * /` of two intervals, or sum, min, max or abs of several.

    Raises FormulaProblem on a division by zero.
    """
    match operator:
        case "+" | "sum":
            total = exactly(Decimal(0))
            for value in values:
                total = _add(total, value)
            return total
        case "-":
            return _add(values[0], _minus(values[1]))
        case "*":
            return _times(values[0], values[1])
        case "/":
            return _over(values[0], values[1])
        case "abs":
            return _size(values[0])
        case "min":
            return _minus(_highest([_minus(value) for value in values]))
        case _:
            return _highest(values)


def compare(operator: str, left: Interval, right: Interval, step: Decimal) -> str:
    """Return what `left operator right` comes to: one of EXACT, ROUNDING, FAILS and UNTOLD.

    `step` is the unit of the last printed digit where one side is a figure as printed, else 0: an
    equation is exact where the other side rounds to that digit.
    """
    match operator:
        case "=":
            return _equal(left, right, step)
        case "!=":
            if not left.meets(right):
                return EXACT
            if left.exact and right.exact:
                return FAILS
            return ROUNDING if left.bounded and right.bounded else UNTOLD
        case ">" | ">=":
            return compare("<" if operator == ">" else "<=", right, left, step)
    strict = operator == "<"
    if _below(left.high, right.low, strict=strict and not (left.high_open or right.low_open)):
        return EXACT
    if not _below(left.low, right.high, strict=strict or left.low_open or right.high_open):
        return FAILS
    if not (left.bounded and right.bounded):
        return UNTOLD
    return EXACT if _below(left.value, right.value, strict=strict) else ROUNDING


def _equal(left: Interval, right: Interval, step: Decimal) -> str:
    if not left.meets(right):
        return FAILS
    if left.boundless or right.boundless or not (left.bounded or right.bounded):
        return UNTOLD
    if not (left.bounded and right.bounded):
        return ROUNDING
    if _same(left.value, right.value):
        return EXACT
    if step and _to_step(left.value, step) == _to_step(right.value, step):
        return EXACT
    return ROUNDING


def _reaches(one: Interval, other: Interval) -> bool:
    """Whether `one` begins before `other` ends."""
    if one.low_open or other.high_open:
        return _below(one.low, other.high, strict=True)
    return _below(one.low, other.high, strict=False)


def _below(one: Decimal, other: Decimal, *, strict: bool) -> bool:
    if _same(one, other):
        return not strict
    return one < other


def _same(one: Decimal, other: Decimal) -> bool:
    if not (one.is_finite() and other.is_finite()):
        return one == other
    return abs(one - other) <= _DUST * max(abs(one), abs(other), Decimal(1))


def _to_step(value: Decimal, step: Decimal) -> Decimal:
    return round_half_up(round_half_up(value / step, 12)) * step


def _add(one: Interval, other: Interval) -> Interval:
    return Interval(
        one.value + other.value,
        one.low + other.low,
        one.high + other.high,
        one.low_open or other.low_open,
        one.high_open or other.high_open,
    )


def _minus(one: Interval) -> Interval:
    return Interval(-one.value, -one.high, -one.low, one.high_open, one.low_open)


def _highest(values: Sequence[Interval]) -> Interval:
    low = max(value.low for value in values)
    high = max(value.high for value in values)
    return Interval(
        max(value.value for value in values),
        low,
        high,
        all(value.low_open for value in values if value.low == low),
        all(value.high_open for value in values if value.high == high),
    )


def _size(one: Interval) -> Interval:
    if one.low >= 0:
        return one
    if one.high <= 0:
        return _minus(one)
    other = _minus(one)
    return Interval(
        abs(one.value),
        Decimal(0),
        max(one.high, other.high),
        False,
        _highest([one, other]).high_open,
    )


_End = tuple[Decimal, bool]


def _ends(one: Interval) -> tuple[_End, _End]:
    return (one.low, one.low_open), (one.high, one.high_open)


def _between(value: Decimal, ends: Sequence[_End]) -> Interval:
    low, high = min(end for end, _ in ends), max(end for end, _ in ends)
    return Interval(
        value,
        low,
        high,
        all(is_open for end, is_open in ends if end == low),
        all(is_open for end, is_open in ends if end == high),
    )


def _times(one: Interval, other: Interval) -> Interval:
    ends = [
        # Nought times anything is nought, however large the other may be.
        (a * b if a and b else Decimal(0), (a_open and bool(b)) or (b_open and bool(a)))
        for a, a_open in _ends(one)
        for b, b_open in _ends(other)
    ]
    return _between(one.value * other.value, ends)


def _over(one: Interval, other: Interval) -> Interval:
    if other.value == 0:
        raise FormulaProblem("The test divides by zero.", "Check the figure it divides by.")
    value = one.value / other.value
    if other.low <= 0 <= other.high:
        return Interval(value, -INFINITE, INFINITE, True, True)
    ends = []
    for a, a_open in _ends(one):
        for b, b_open in _ends(other):
            if a.is_finite():
                ends.append(
                    (a / b if b.is_finite() else Decimal(0), (a_open or b_open) and bool(a))
                )
            else:
                ends.append((a if b > 0 else -a, True))
    return _between(value, ends)

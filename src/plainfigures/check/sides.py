"""The sides of relations as sums of unknowns: what a test says of values that are not there."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from msgspec import Struct, field

__all__ = ["Affine", "NotLinear", "equations_of"]


class NotLinear(Exception):
    """What stands there is no sum of unknowns times numbers."""


class Affine(Struct, frozen=True):
    """Unknowns times numbers, and a number."""

    terms: dict[str, Fraction] = field(default_factory=dict)
    number: Fraction = Fraction(0)

    def __add__(self, other: "Affine") -> "Affine":
        terms = dict(self.terms)
        for name, factor in other.terms.items():
            terms[name] = terms.get(name, Fraction(0)) + factor
        kept = {name: factor for name, factor in terms.items() if factor}
        return Affine(kept, self.number + other.number)

    def __sub__(self, other: "Affine") -> "Affine":
        return self + other * Affine({}, Fraction(-1))

    def __mul__(self, other: "Affine") -> "Affine":
        if self.terms and other.terms:
            raise NotLinear
        one, many = (self, other) if not self.terms else (other, self)
        terms = {name: factor * one.number for name, factor in many.terms.items()}
        kept = {name: factor for name, factor in terms.items() if factor}
        return Affine(kept, one.number * many.number)


class _Ratio(Struct, frozen=True):
    """One sum over another."""

    top: Affine
    bottom: Affine = field(default_factory=lambda: Affine({}, Fraction(1)))

    def plus(self, other: "_Ratio", sign: int = 1) -> "_Ratio":
        """Return the sum of both, or their difference."""
        signed = other.top * Affine({}, Fraction(sign))
        if self.bottom == other.bottom:
            return _Ratio(self.top + signed, self.bottom)
        return _Ratio(self.top * other.bottom + signed * self.bottom, self.bottom * other.bottom)


def equations_of(steps: Sequence[str], value_of: Callable[[str], Affine]) -> list[Affine]:
    """Return what each `=` of a test says to be nought; `value_of` gives each reference's value.

    `steps` are those of `expressions.parse_test`. Raises NotLinear where the test is no sum.
    """
    found: list[Affine] = []
    stack: list[_Ratio] = []
    for step in steps:
        kind, _, rest = step.partition(" ")
        if kind == "num":
            stack.append(_Ratio(Affine({}, Fraction(rest))))
        elif kind == "ref":
            stack.append(_Ratio(value_of(rest)))
        elif kind == "test":
            right, left = stack.pop(), stack.pop()
            if rest == "=":
                found.append(left.top * right.bottom - right.top * left.bottom)
        elif kind == "call":
            name, _, count = rest.partition(" ")
            values = [stack.pop() for _ in range(int(count))][::-1]
            stack.append(_call(name, values))
        elif kind == "op":
            right, left = stack.pop(), stack.pop()
            stack.append(_operate(rest, left, right))
        else:
            raise NotLinear
    return found


def _call(name: str, values: list[_Ratio]) -> _Ratio:
    if name == "round":
        return values[0]  # the figure on the other side carries the rounding
    if name != "sum":
        raise NotLinear
    total = _Ratio(Affine())
    for value in values:
        total = total.plus(value)
    return total


def _operate(operator: str, left: _Ratio, right: _Ratio) -> _Ratio:
    match operator:
        case "+":
            return left.plus(right)
        case "-":
            return left.plus(right, -1)
        case "*":
            return _Ratio(left.top * right.top, left.bottom * right.bottom)
    if right.top == Affine():
        raise NotLinear
    return _Ratio(left.top * right.bottom, left.bottom * right.top)

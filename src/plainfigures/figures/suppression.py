"""Working suppressed values out from what is around them, as anybody could with a pencil.

What is public is a list of equations over the suppressed values. A value can be worked out where the
equations leave it only one, or, as a count of people, only few. Two ways are tried on each group of
values that hang together: elimination, over exact fractions; and, among counts, which are whole and
not below nought, a search for two answers that differ. The search has an end, which its own module
states; in larger groups, elimination and the bounds that it begins with still hold.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from plainfigures.figures.suppression_search import Bounds, search

__all__ = ["Equation", "Recovery", "Unknown", "recover"]


class Equation(Struct, frozen=True):
    """What everybody can see: `terms`, unknowns times numbers, add up to between `low` and `high`.

    `route` says in words where it is seen.
    """

    terms: tuple[tuple[str, Fraction], ...]
    low: Fraction
    high: Fraction
    route: str

    @property
    def exact(self) -> bool:
        """Whether it leaves no room for rounding."""
        return self.low == self.high


class Unknown(Struct, frozen=True):
    """A value that is not public.

    `whole` says that it is a count: whole and not below nought. `people` says that few of them must
    not be told. Only a `guarded` one is worth a word if it can be worked out; others are merely not
    known, such as a value that was never collected.
    """

    whole: bool = True
    people: bool = False
    guarded: bool = True


class Recovery(Struct, frozen=True):
    """A suppressed value that can be worked out, and by which routes.

    Where it is not `exact`, it must be a count of few people, whichever.
    """

    name: str
    routes: tuple[str, ...]
    exact: bool = True


def recover(
    equations: Iterable[Equation], unknowns: Mapping[str, Unknown], threshold: int
) -> list[Recovery]:
    """Return which guarded unknowns can be worked out, in the order of `unknowns`."""
    found: dict[str, Recovery] = {}
    for group in _groups(equations):
        solved, sound = _eliminate([one for one in group if one.exact])
        for name, routes in solved.items():
            found[name] = Recovery(name, routes)
        counts = [one for one in group if all(unknowns[name].whole for name, _ in one.terms)]
        for part in _groups(counts) if sound else ():
            for recovery in _search(part, unknowns, threshold):
                found.setdefault(recovery.name, recovery)
    return [found[name] for name, one in unknowns.items() if one.guarded and name in found]


def _search(
    group: Sequence[Equation], unknowns: Mapping[str, Unknown], threshold: int
) -> Iterable[Recovery]:
    routes = tuple(dict.fromkeys(one.route for one in group))
    names = [name for equation in group for name, _ in equation.terms]
    bounds: Bounds = dict.fromkeys(names, (0, None))
    tests = [(equation.terms, equation.low, equation.high) for equation in group]
    for name, (low, high) in search(tests, bounds, threshold).items():
        if low == high:
            yield Recovery(name, routes)
        elif unknowns[name].people and low >= 1 and high is not None and high <= threshold:
            yield Recovery(name, routes, exact=False)


def _groups(equations: Iterable[Equation]) -> list[list[Equation]]:
    """Return the equations in groups that share no unknown."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    kept = [one for one in equations if one.terms]
    for equation in kept:
        first = lead(equation.terms[0][0])
        for name, _ in equation.terms[1:]:
            leader[lead(name)] = first
    groups: dict[str, list[Equation]] = {}
    for equation in kept:
        groups.setdefault(lead(equation.terms[0][0]), []).append(equation)
    return list(groups.values())


class _Line(Struct):
    """A line of the elimination: terms, their sum, and the equations that it is made of."""

    terms: dict[str, Fraction]
    total: Fraction
    used: frozenset[int]

    def minus(self, other: "_Line", times: Fraction) -> "_Line":
        """Return this line less another, so many times."""
        terms = dict(self.terms)
        for name, factor in other.terms.items():
            left = terms.get(name, Fraction(0)) - times * factor
            if left:
                terms[name] = left
            else:
                terms.pop(name, None)
        return _Line(terms, self.total - times * other.total, self.used | other.used)


def _eliminate(equations: Sequence[Equation]) -> tuple[dict[str, tuple[str, ...]], bool]:
    """Return the unknowns that elimination leaves one value, with their routes.

    The second answer is whether the equations agree with one another.
    """
    pivots: dict[str, _Line] = {}
    sound = True
    for number, equation in enumerate(equations):
        line = _Line(dict(equation.terms), equation.low, frozenset({number}))
        for name in [name for name in line.terms if name in pivots]:
            line = line.minus(pivots[name], line.terms.get(name, Fraction(0)))
        if not line.terms:
            sound = sound and not line.total
            continue
        pivot, factor = next(iter(line.terms.items()))
        terms = {name: one / factor for name, one in line.terms.items()}
        line = _Line(terms, line.total / factor, line.used)
        for name, other in pivots.items():
            if pivot in other.terms:
                pivots[name] = other.minus(line, other.terms[pivot])
        pivots[pivot] = line
    return {
        name: tuple(dict.fromkeys(equations[one].route for one in sorted(line.used)))
        for name, line in pivots.items()
        if len(line.terms) == 1
    }, sound

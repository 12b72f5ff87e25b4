"""What rates and shares give away of the counts that they are rates of."""

from collections.abc import Iterator
from fractions import Fraction

from plainfigures.check.published import Published, between, name_of
from plainfigures.check.sides import Affine, NotLinear
from plainfigures.errors import FiguresError
from plainfigures.figures.precision import figure_interval
from plainfigures.figures.records import Figure
from plainfigures.figures.suppression import Equation

__all__ = ["of_rates", "of_shared_bases"]

_PER = {"percent": 100, "per-10000": 10000}
"""How many of its base a rate of each unit is counted on."""

Ends = tuple[Fraction, Fraction]
"""The least and the most that a number can be."""

_NOWHERE: Ends = (Fraction(1), Fraction(0))


def of_rates(published: Published) -> Iterator[Equation]:
    """A rate and its base give what it is a rate of, within its rounding."""
    for resource, reference, of, base in _rates(published):
        try:
            rate, counted, whole = (published.find(one) for one in (reference, of, base))
            per = _PER.get(rate.unit.name)
            if per is None:
                continue
            sides = []
            for shift in (0, -1, 1):
                product = published.affine(rate, shift) * published.affine(whole)
                sides.append(published.affine(counted) * Affine({}, Fraction(per)) - product)
        except (NotLinear, FiguresError):
            continue
        equation = between(sides, f'"{reference}" and what it is a rate of in {resource}')
        if equation:
            yield equation


def _rates(published: Published) -> Iterator[tuple[str, str, str, str]]:
    """Yield each rate with what it is a rate of and its base: its table and three references."""
    for resource in published.material.catalogue.resources.values():
        for one in resource.fields:
            if not (one.rate_of and one.rate_base):
                continue
            for row in resource.rows:
                names = [
                    name if "/" in name else row.figures.get(name, "")
                    for name in (one.name, one.rate_of, one.rate_base)
                ]
                if all(names):
                    yield resource.reference, names[0], names[1], names[2]


def of_shared_bases(published: Published) -> Iterator[Equation]:
    """Rates for each 10,000 of the same place and time have the same base: what the known counts
    tell of it, they tell of a count that is hidden beside its rate.
    """
    bases: dict[tuple[str, str], Ends] = {}
    hidden: list[tuple[Figure, Figure, Ends]] = []
    for counted, rate in _pairs(published):
        least, most = _ends(rate)
        if name_of(counted) in published.unknowns:
            hidden.append((counted, rate, (least, most)))
        elif counted.used is not None and least > 0:
            low, high = _ends(counted)
            known = bases.get((rate.area, rate.period), (low / most, high / least))
            ends = (max(known[0], low / most), min(known[1], high / least))
            bases[rate.area, rate.period] = ends
    for counted, rate, (least, most) in hidden:
        low, high = bases.get((rate.area, rate.period), _NOWHERE)
        if low <= high:
            route = f'"{rate.reference}" and the base of other rates of its place and time'
            terms = ((name_of(counted), Fraction(1)),)
            yield Equation(terms, low * least, high * most, route)


def _pairs(published: Published) -> Iterator[tuple[Figure, Figure]]:
    """Yield each count with the rate for each 10,000 that has its measure, area and period."""
    found: dict[tuple[str, ...], tuple[list[Figure], list[Figure]]] = {}
    for key, figures in published.by_measure().items():
        counts, rates = found.setdefault(key[:3], ([], []))
        for figure in figures:
            if figure.unit.name == "per-10000" and figure.used is not None:
                rates.append(figure)
            elif figure.unit.is_count:
                counts.append(figure)
    for counts, rates in found.values():
        for counted in counts:
            for rate in rates:
                if all(one.used is None or _is_bounded(one) for one in (counted, rate)):
                    yield counted, rate


def _is_bounded(figure: Figure) -> bool:
    return figure_interval(figure)[0].bounded


def _ends(figure: Figure) -> Ends:
    """Return the least and the most that a printed number can be."""
    interval, _ = figure_interval(figure)
    return Fraction(interval.low), Fraction(interval.high)

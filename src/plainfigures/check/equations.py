"""What everybody can see about suppressed values: equations over them, from all that is published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from plainfigures.check.material import Material
from plainfigures.check.sides import Affine, NotLinear, equations_of
from plainfigures.check.totals import total_groups
from plainfigures.errors import FiguresError
from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.people import counts_people, what_it_counts
from plainfigures.figures.quantities import figure_interval
from plainfigures.figures.records import Figure
from plainfigures.figures.references import parse_reference
from plainfigures.figures.suppression import Equation, Unknown

__all__ = ["Published", "gather"]

_PER = {"percent": 100, "per-10000": 10000}
"""How many of its base a rate of each unit is counted on."""


@dataclass
class Published:
    """All numbers of the packages, and which of them are unknown, by the name of each.

    The name of a figure is its reference with its version; that of a place that is held back is
    its source and locator.
    """

    material: Material
    figures: dict[str, Figure] = field(default_factory=dict)
    unknowns: dict[str, Unknown] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for figure in self.material.published:
            if figure.kind == "number" and not figure.unreadable:
                name = _name(figure)
                self.figures[name] = figure
                if figure.used is None:
                    self.unknowns[name] = _unknown(figure)
        for source, place in _held_back(self.material):
            self.unknowns[f"{source}, {place}"] = Unknown(whole=False)

    def find(self, reference: str) -> Figure:
        """Return a figure; raises FiguresError where there is none or it cannot be read."""
        return self.material.catalogue.find(reference)

    def affine(self, figure: Figure, shift: int = 0) -> Affine:
        """Return a figure as a number, or as an unknown; raises NotLinear where it is neither.

        `shift` takes a share or a rate to the lower (-1) or the upper end of its rounding.
        """
        name = _name(figure)
        if name in self.unknowns:
            return Affine({name: Fraction(1)})
        if figure.used is None:
            raise NotLinear
        value = Fraction(figure.used)
        if shift and not (figure.unit.is_count or figure.unit.money):
            interval, _ = figure_interval(figure)
            if not interval.bounded:
                raise NotLinear
            value = Fraction(interval.low if shift < 0 else interval.high)
        return Affine({}, value)


def gather(published: Published) -> list[Equation]:
    """Return every equation that holds a suppressed value."""
    found: list[Equation] = []
    for part in (_of_totals, _of_relations, _of_rates, _of_versions, _of_others, _of_combined):
        found += [equation for equation in part(published) if equation.terms]
    return found


def _of_totals(published: Published) -> Iterator[Equation]:
    for resource in published.material.catalogue.resources.values():
        for group in total_groups(resource, published):
            try:
                side = published.affine(group.total)
                for part in group.parts:
                    side = side - published.affine(part)
            except NotLinear:
                continue
            yield _exact(side, f'"{group.total.reference}" and its other parts')


def _of_relations(published: Published) -> Iterator[Equation]:
    for package in published.material.catalogue.packages.values():
        for relation in package.relations:
            if relation.discrepancy is not None:
                continue
            route = f'the relation "{relation.key}" of {package.name}'
            try:
                shifted = [
                    equations_of(
                        relation.steps,
                        lambda name, shift=shift: published.affine(published.find(name), shift),  # type: ignore[misc]
                    )
                    for shift in (0, -1, 1)
                ]
            except (NotLinear, FiguresError):
                continue
            for sides in zip(*shifted, strict=True):
                equation = _between(sides, route)
                if equation:
                    yield equation


def _of_rates(published: Published) -> Iterator[Equation]:
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
        equation = _between(sides, f'"{reference}" and what it is a rate of in {resource}')
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


def _of_versions(published: Published) -> Iterator[Equation]:
    """An earlier version gives a value away, and a later one that of a value which we hold back."""
    versions: dict[str, list[Figure]] = {}
    for name, figure in published.figures.items():
        versions.setdefault(name.partition("~")[0], []).append(figure)
    for group in versions.values():
        for figure in group:
            if _name(figure) not in published.unknowns:
                continue
            for other in group:
                earlier = other.vintage < figure.vintage
                if other is not figure and (earlier or figure.suppressed):
                    yield _same(published, figure, other, f'its version "{other.vintage}"')


def _of_others(published: Published) -> Iterator[Equation]:
    """Another row with the same measure, area and period gives the same value."""
    places: dict[tuple[str, ...], dict[str, list[Figure]]] = {}
    for figure in published.figures.values():
        if figure.measure and figure.area and figure.period:
            reference = parse_reference(figure.reference)
            table = f"{reference.package}/{reference.resource}/{reference.field}"
            basis = "" if what_it_counts(figure) else f"{figure.basis} {figure.status}"
            key = (figure.measure, figure.area, figure.period, figure.unit.name, basis)
            places.setdefault(key, {}).setdefault(table, []).append(figure)
    for tables in places.values():
        # A measure that several rows of a table share does not name one of them.
        alone = [
            figures[-1]
            for figures in tables.values()
            if len({_name(one).partition("~")[0] for one in figures}) == 1
        ]
        for number, figure in enumerate(alone):
            for other in alone[number + 1 :]:
                route = f'"{other.reference}", which has the same measure, area and period'
                if _name(figure) not in published.unknowns:
                    route = f'"{figure.reference}", which has the same measure, area and period'
                yield _same(published, figure, other, route)


def _of_combined(published: Published) -> Iterator[Equation]:
    """A combined figure is the sum of the places that it stands for."""
    held = {f"{source}, {place}" for source, place in _held_back(published.material)}
    at_place = {}
    for figure in published.figures.values():
        place = f"{figure.source}, {figure.locator}"
        if place in held and len(figure.combines) < 2:
            at_place[place] = figure
            yield _exact(
                Affine({place: Fraction(1)}) - published.affine(figure),
                f'"{figure.reference}", which stands at that place',
            )
    for figure in published.figures.values():
        places = [f"{figure.source}, {place}" for place in figure.combines]
        if len(places) > 1 and all(place in held for place in places):
            parts = Affine({place: Fraction(1) for place in places})
            route = f'"{figure.reference}" and the other places that it stands for'
            yield _exact(parts - published.affine(figure), route)


def _held_back(material: Material) -> Iterable[tuple[str, str]]:
    return (
        (row.cells.get("source", ""), row.cells.get("locator", ""))
        for resource in material.catalogue.resources.values()
        if resource.name == "withheld"
        for row in resource.rows
    )


def _name(figure: Figure) -> str:
    plain = figure.reference.partition("~")[0]
    return f"{plain}~{figure.vintage}" if figure.vintage else plain


def _unknown(figure: Figure) -> Unknown:
    change = what_it_counts(figure) == "change-in-people"
    return Unknown(
        whole=figure.unit.is_count and not change,
        people=counts_people(figure),
        guarded=figure.reason == SUPPRESSED,
    )


def _same(published: Published, figure: Figure, other: Figure, route: str) -> Equation:
    return _exact(published.affine(figure) - published.affine(other), route)


def _exact(side: Affine, route: str) -> Equation:
    return Equation(tuple(side.terms.items()), -side.number, -side.number, route)


def _between(sides: Iterable[Affine], route: str) -> Equation | None:
    """Return one equation of a side that was worked out at both ends of its rounding."""
    first, *others = sides
    if any(other.terms != first.terms for other in others):
        return None
    ends = [-one.number for one in (first, *others)]
    return Equation(tuple(first.terms.items()), min(ends), max(ends), route)

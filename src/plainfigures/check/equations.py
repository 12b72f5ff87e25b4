"""What everybody can see about suppressed values: equations over them, from all that is published."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from plainfigures.check.published import Published, between, exact, name_of
from plainfigures.check.rates import of_rates, of_shared_bases
from plainfigures.check.sides import Affine, NotLinear, equations_of
from plainfigures.check.totals import total_groups
from plainfigures.errors import FiguresError
from plainfigures.figures.held_back import held_places
from plainfigures.figures.records import Figure
from plainfigures.figures.suppression import Equation

__all__ = ["gather"]


def gather(published: Published) -> list[Equation]:
    """Return every equation that holds a suppressed value."""
    parts = [_of_combined]
    if published.unknowns.keys() & published.figures.keys():
        parts += [_of_totals, _of_relations, of_rates, of_shared_bases, _of_versions, _of_others]
    return [equation for part in parts for equation in part(published) if equation.terms]


def _of_totals(published: Published) -> Iterator[Equation]:
    for resource in published.material.catalogue.resources.values():
        for group in total_groups(resource, published):
            try:
                side = published.affine(group.total)
                for part in group.parts:
                    side = side - published.affine(part)
            except NotLinear:
                continue
            yield exact(side, f'"{group.total.reference}" and its other parts')


def _of_relations(published: Published) -> Iterator[Equation]:
    for package in published.material.catalogue.packages.values():
        for relation in package.relations:
            if relation.discrepancy is not None or not published.hides(relation.steps):
                continue
            route = f'the relation "{relation.key}" of {package.name}'
            try:
                at_ends = [
                    equations_of(relation.steps, partial(published.affine_of, shift=shift))
                    for shift in (0, -1, 1)
                ]
            except (NotLinear, FiguresError):
                continue
            for sides in zip(*at_ends, strict=True):
                equation = between(sides, route)
                if equation:
                    yield equation


def _of_versions(published: Published) -> Iterator[Equation]:
    """An earlier version gives a value away, and a later one that of a value which we hold back."""
    versions: dict[str, list[Figure]] = {}
    for name, figure in published.figures.items():
        versions.setdefault(name.partition("~")[0], []).append(figure)
    for group in versions.values():
        for figure in group:
            if name_of(figure) not in published.unknowns:
                continue
            for other in group:
                earlier = other.vintage < figure.vintage
                if other is not figure and (earlier or figure.suppressed):
                    yield _same(published, figure, other, f'its version "{other.vintage}"')


def _of_others(published: Published) -> Iterator[Equation]:
    """Another table with the same measure, area and period gives the same value."""
    for alone in published.by_measure().values():
        for number, figure in enumerate(alone):
            for other in alone[number + 1 :]:
                shown = other if name_of(figure) in published.unknowns else figure
                route = f'"{shown.reference}", which has the same measure, area and period'
                yield _same(published, figure, other, route)


def _of_combined(published: Published) -> Iterator[Equation]:
    """A combined figure is the sum of the places that it stands for."""
    held = {place.name for place in held_places(published.material.catalogue)}
    at_place = {}
    for figure in published.figures.values():
        place = f"{figure.source}, {figure.locator}"
        if place in held and len(figure.combines) < 2:
            at_place[place] = figure
            yield exact(
                Affine({place: Fraction(1)}) - published.affine(figure),
                f'"{figure.reference}", which stands at that place',
            )
    for figure in published.figures.values():
        places = [f"{figure.source}, {place}" for place in figure.combines]
        if len(places) > 1 and all(place in held for place in places):
            parts = Affine({place: Fraction(1) for place in places})
            route = f'"{figure.reference}" and the other places that it stands for'
            yield exact(parts - published.affine(figure), route)


def _same(published: Published, figure: Figure, other: Figure, route: str) -> Equation:
    return exact(published.affine(figure) - published.affine(other), route)

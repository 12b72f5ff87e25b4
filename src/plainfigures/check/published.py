"""All that is published, as numbers and unknowns: what the reckoning with suppressed values begins with."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct, field

from plainfigures.check.material import Material
from plainfigures.check.sides import Affine, NotLinear
from plainfigures.errors import FiguresError
from plainfigures.figures.disclosure import SUPPRESSED
from plainfigures.figures.expressions import inputs_of
from plainfigures.figures.held_back import held_places
from plainfigures.figures.people import counts_people, what_it_counts
from plainfigures.figures.precision import figure_interval
from plainfigures.figures.records import Figure
from plainfigures.figures.references import parse_reference
from plainfigures.figures.suppression import Equation, Unknown

__all__ = ["Published", "between", "exact", "name_of"]


class Published(Struct):
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
                name = name_of(figure)
                self.figures[name] = figure
                if figure.used is None:
                    self.unknowns[name] = _unknown(figure)
        for held in held_places(self.material.catalogue):
            self.unknowns[held.name] = Unknown(whole=False)

    def find(self, reference: str) -> Figure:
        """Return a figure; raises FiguresError where there is none or it cannot be read."""
        return self.material.catalogue.find(reference)

    def hides(self, steps: Sequence[str]) -> bool:
        """Whether any of the figures in a test or a formula is unknown."""
        try:
            return any(name_of(self.find(name)) in self.unknowns for name in inputs_of(steps))
        except FiguresError:
            return False  # the rule on relations tells it

    def affine(self, figure: Figure, shift: int = 0) -> Affine:
        """Return a figure as a number, or as an unknown; raises NotLinear where it is neither.

        `shift` takes a share or a rate to the lower (-1) or the upper end of its rounding.
        """
        name = name_of(figure)
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

    def affine_of(self, reference: str, shift: int = 0) -> Affine:
        """Return the figure called `reference` as `affine` does; raises FiguresError too."""
        return self.affine(self.find(reference), shift)

    def by_measure(self) -> dict[tuple[str, ...], list[Figure]]:
        """Return the figures that their measure, area, period and unit name alone in their table.

        Money and rates are held apart by basis and status as well.
        """
        places: dict[tuple[str, ...], dict[str, list[Figure]]] = {}
        for figure in self.figures.values():
            if figure.measure and figure.area and figure.period:
                reference = parse_reference(figure.reference)
                basis = "" if figure.unit.is_count else f"{figure.basis} {figure.status}"
                key = (figure.measure, figure.area, figure.period, figure.unit.name, basis)
                tables = places.setdefault(key, {})
                tables.setdefault(f"{reference.package}/{reference.resource}", []).append(figure)
        return {
            key: [
                max(figures, key=lambda one: one.vintage)
                for figures in tables.values()
                if len({name_of(one).partition("~")[0] for one in figures}) == 1
            ]
            for key, tables in places.items()
        }


def name_of(figure: Figure) -> str:
    """Return a figure's reference with its version."""
    plain = figure.reference.partition("~")[0]
    return f"{plain}~{figure.vintage}" if figure.vintage else plain


def _unknown(figure: Figure) -> Unknown:
    change = what_it_counts(figure) == "change-in-people"
    return Unknown(
        whole=figure.unit.is_count and not change,
        people=counts_people(figure),
        guarded=figure.reason == SUPPRESSED,
    )


def exact(side: Affine, route: str) -> Equation:
    """Return the equation that says that `side` is nought."""
    return Equation(tuple(side.terms.items()), -side.number, -side.number, route)


def between(sides: Iterable[Affine], route: str) -> Equation | None:
    """Return one equation of a side that was worked out at both ends of its rounding."""
    first, *others = sides
    if any(other.terms != first.terms for other in others):
        return None
    ends = [-one.number for one in (first, *others)]
    return Equation(tuple(first.terms.items()), min(ends), max(ends), route)

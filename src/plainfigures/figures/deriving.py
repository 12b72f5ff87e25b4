"""Figures that packages declare as worked out from others: each worked out, in whatever order."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Protocol

from plainfigures.errors import FiguresError, FormulaProblem, UnreadableProblem
from plainfigures.figures.expressions import inputs_of, work_out
from plainfigures.figures.records import Derived, Figure, Package
from plainfigures.figures.units import Unit

__all__ = ["DerivedProblem", "Known", "derive_all"]

DerivedProblem = tuple[Package, Derived, FiguresError]
"""A formula that cannot be worked out, with its package and why."""


class Known(Protocol):
    """What formulas stand on: figures by their references, and units."""

    def find(self, text: str) -> Figure:
        """Return a figure; raises FiguresError where there is none or it cannot be read."""
        ...

    def unit(self, package: str, name: str) -> Unit | None:
        """Return a unit by its name."""
        ...


def derive_all(
    packages: Iterable[Package], known: Known, take: Callable[[Figure], None], lost: set[str]
) -> list[DerivedProblem]:
    """Work out what packages derive, and have each figure taken in as soon as it is.

    Returns what is wrong with formulas: of several that hang on each other, the causes. `lost` are
    the references of those that cannot be worked out; more are added to it.
    """
    waiting = [(one, each) for one in packages for each in one.derived]
    problems: list[DerivedProblem] = []
    while waiting:
        # A derived figure may use others, in whatever order they are declared.
        problems.clear()
        left = []
        for package, declared in waiting:
            try:
                take(_worked_out(package, declared, known))
            except UnreadableProblem:
                lost.add(_place(package, declared))
            except FiguresError as error:
                problems.append((package, declared, error))
                left.append((package, declared))
        if len(left) == len(waiting):
            break
        waiting = left
    failed = {
        _place(package, declared): (package, declared, e) for package, declared, e in problems
    }
    lost.update(failed)
    return _causes(failed)


def _worked_out(package: Package, declared: Derived, known: Known) -> Figure:
    inputs = [known.find(name) for name in inputs_of(declared.steps)]
    value = work_out(declared.steps, lambda reference: _number(known.find(reference), reference))
    return Figure(
        reference=_place(package, declared),
        kind="number",
        value=value,
        unit=known.unit(package.name, declared.unit) or Unit(declared.unit),
        label=declared.title,
        body=declared.body or _shared([figure.body for figure in inputs]),
        area=declared.area or _shared([figure.area for figure in inputs]),
        period=declared.period or _shared([figure.period for figure in inputs]),
        status=declared.status or _shared([figure.status for figure in inputs]),
        basis=declared.basis or _shared([figure.basis for figure in inputs]),
        note=declared.note,
        formula=declared.formula,
        inputs=tuple(figure.reference for figure in inputs),
        path=package.path,
        line=declared.line,
    )


def _number(figure: Figure, reference: str) -> Decimal:
    if figure.used is None:
        raise FormulaProblem(
            f'"{reference}" has no number to work with.', "Use a reference to a number."
        )
    return figure.used


def _place(package: Package, declared: Derived) -> str:
    return f"{package.name}/derived/{declared.key}"


def _shared(values: list[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""


def _causes(failed: dict[str, DerivedProblem]) -> list[DerivedProblem]:
    """Return the formulas that fail of themselves; others hang on these. In a circle, each is one."""
    hang_on = {
        name: {*inputs_of(declared.steps)} & failed.keys()
        for name, (_, declared, _) in failed.items()
    }
    causes = {name for name, others in hang_on.items() if not others}
    follow: set[str] = set()
    while more := {n for n, others in hang_on.items() if others & (causes | follow)} - follow:
        follow |= more
    return [one for name, one in failed.items() if name not in follow]

"""Rule: derived figures can be worked out."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import PeriodProblem
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import STATUSES, Derived, Package
from plainfigures.figures.units import BUILT_IN

__all__ = ["count", "find"]

RULE = "formula"


def count(material: Material) -> int:
    """Return how many formulas are looked at."""
    return sum(len(package.derived) for package in material.catalogue.packages.values())


def find(material: Material) -> Iterator[Finding]:
    """A figure that the site works out carries its formula, and every figure in the formula exists and
    has a value. The page shows it as our arithmetic, with the documents behind it.

    Correct the reference in the formula, under `plainfigures.derived` in datapackage.json.
    """
    yield from (one for one in material.found if one.rule == RULE)
    for package, declared, error in material.catalogue.derived_problems:
        message = f'The formula of "{declared.key}" cannot be worked out. {error.message}'
        yield Finding(RULE, message, error.remedy, package.path, declared.line, 0, error.suggestion)
    for package in material.catalogue.packages.values():
        keys: set[str] = set()
        for declared in package.derived:
            if declared.key in keys:
                message = f'Another figure worked out here is called "{declared.key}" too.'
                remedy = "Give one of the two another key."
                yield Finding(RULE, message, remedy, package.path, declared.line)
            keys.add(declared.key)
            for message, remedy, near in _problems(material, package, declared):
                yield Finding(RULE, message, remedy, package.path, declared.line, 0, near)


def _problems(
    material: Material, package: Package, declared: Derived
) -> Iterator[tuple[str, str, str]]:
    """Yield the parts of a derived figure that are not declared or cannot be read."""
    if material.catalogue.unit(package.name, declared.unit) is None:
        remedy = "Correct its name, or declare it in datapackage.json: plainfigures, “units”."
        near = nearest(declared.unit, [*package.units, *BUILT_IN])
        yield f'The unit "{declared.unit}" of "{declared.key}" is not declared.', remedy, near
    if declared.status and declared.status not in STATUSES:
        remedy = f"Use one of: {', '.join(STATUSES)}."
        near = nearest(declared.status, STATUSES)
        yield f'"{declared.key}" has no status that is known.', remedy, near
    if declared.basis and declared.basis not in package.bases:
        remedy = "Name one that is declared in datapackage.json: plainfigures, “bases”."
        near = nearest(declared.basis, package.bases)
        yield f'"{declared.key}" has a basis "{declared.basis}" that is not declared.', remedy, near
    try:
        if declared.period:
            parse_period(declared.period)
    except PeriodProblem as error:
        yield f'The period of "{declared.key}" cannot be read: {error.message}', error.remedy, ""

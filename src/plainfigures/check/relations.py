"""Rule: what is said of the figures of a package, beside the data, is so."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from plainfigures.check.material import Material
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.outcomes import (
    BROKEN,
    DECLARED,
    HIDDEN,
    OPEN,
    SETTLED,
    UNSOUND,
    WeighedRelation,
)
from plainfigures.figures.statement_words import (
    as_text,
    comparison_words,
    gap_words,
    names_of,
    quantity_words,
)
from plainfigures.figures.weighing import PARTS, weigh_all

__all__ = ["count", "declared", "find"]

RULE = "relation"

_ACROSS = (*PARTS, "unit")
_MOVED = (
    "Correct the figure that is out of place. If it is meant to differ, name “{0}” in “across”."
)


def count(material: Material) -> int:
    """Return how many relations are looked at."""
    return sum(len(package.relations) for package in material.catalogue.packages.values())


def find(material: Material) -> Iterator[Finding]:
    """Some printed figures must agree: rows make up a total, a percentage is that of its parts,
    dates are in order. Each such relation is written down. It holds, allowing for the rounding of
    what is printed, or readers are told that it does not. Its figures are of one time, one body and
    one place, and counted in one way, unless it says in what they differ.

    Look at the document and correct the figure that is wrong. Where the document itself disagrees,
    add a `discrepancy` to the relation under `plainfigures.relations` in datapackage.json, with an
    explanation, what is shown and why; take it out when the figures agree again.
    """
    yield from (one for one in material.found if one.rule == RULE)
    for weighed in weigh_all(material.catalogue).relations:
        for message, remedy, near in _problems(weighed, material.catalogue):
            yield Finding(
                RULE, message, remedy, weighed.package.path, weighed.relation.line, 0, near
            )


def declared(material: Material) -> list[str]:
    """Return what is declared as a discrepancy, each with its explanation."""
    return [
        f"{one.relation.title}: {one.relation.discrepancy.explanation}"
        for one in weigh_all(material.catalogue).relations
        if one.outcome == DECLARED and one.relation.discrepancy
    ]


def _problems(weighed: WeighedRelation, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    relation = weighed.relation
    unknown = [part for part in relation.across if part not in _ACROSS]
    for part in unknown:
        remedy = f"Use one of: {', '.join(_ACROSS)}."
        yield (
            f'"{relation.key}": figures cannot differ in "{part}".',
            remedy,
            nearest(part, _ACROSS),
        )
    if weighed.outcome == HIDDEN and _names_numbers(relation.steps):
        message = f'"{relation.key}" tests a figure that is kept confidential against a number.'
        yield message, "Take the relation out: its test is published, and could tell it.", ""
    elif weighed.outcome == UNSOUND and weighed.problem:
        problem = weighed.problem
        message = f'The relation "{relation.key}" cannot be worked out. {problem.message}'
        yield message, problem.remedy, problem.suggestion
    elif weighed.outcome == BROKEN:
        remedy = (
            "Look at the document, and correct the figure that is wrong. If the document itself "
            "disagrees, declare a discrepancy."
        )
        yield f'"{relation.title}" does not hold: {_sides(weighed, catalogue)}', remedy, ""
    elif weighed.outcome == SETTLED:
        remedy = "Take the discrepancy out, or correct the figure that was changed."
        message = f'"{relation.title}" is declared as a discrepancy, but now it holds:'
        yield f"{message} {_sides(weighed, catalogue)}", remedy, ""
    elif weighed.outcome == OPEN:
        remedy = (
            "Compare figures that are printed without “over” or “about”, or take the relation out."
        )
        message = f'"{relation.title}" can never be told: {_sides(weighed, catalogue)}'
        yield message, remedy, ""
    for part, values in (weighed.mixed or {}).items():
        said = ", ".join(f"{value} ({name})" if name else value for value, name in values)
        message = f'The figures of "{relation.title}" are not of one {part}: {said}.'
        yield message, _MOVED.format(part), ""
    for part in weighed.needless:
        if part not in unknown:
            message = f'"{relation.key}" is declared across "{part}", but its figures agree in it.'
            yield message, "Take it out, or look whether a figure was changed.", ""


def _names_numbers(steps: Sequence[str]) -> bool:
    """Whether a test holds a number other than nought and one."""
    numbers = (step.removeprefix("num ") for step in steps if step.startswith("num "))
    return any(Decimal(number) not in (0, 1) for number in numbers)


def _sides(weighed: WeighedRelation, catalogue: Catalogue) -> str:
    """Say both sides of the comparison that tells, with their figures, and how far they are apart."""
    telling = weighed.telling
    if telling is None:
        return ""
    names = names_of(weighed.relation.steps, catalogue)
    words = as_text(comparison_words(telling, catalogue, names))
    left = quantity_words(telling.left, telling.right)
    right = quantity_words(telling.right, telling.left)
    gap = gap_words(telling)
    return f"{words}. That is {left} against {right}{f', {gap} apart' if gap else ''}."

"""Rule: a figure without a unit, a body, an area, a period, a status or a basis is not one."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import PeriodProblem
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import MISSING_REASONS, STATUSES, Figure

__all__ = ["find"]

RULE = "figure-parts"


def find(material: Material) -> Iterator[Finding]:
    """A figure says what it measures and in which unit, whose it is, and of where and when. It says
    whether it is a budget, a forecast, an outturn, an actual, provisional or a target. It says how
    it was counted. A value that is missing says why, with a symbol (c, x, z, u or low).

    Add the missing part in the row, or for the whole table or package under `plainfigures` in
    datapackage.json.
    """
    yield from (one for one in material.found if one.rule == RULE)
    for package in material.catalogue.packages.values():
        for figure in package.figures:
            for problem in _problems(figure, material, set(package.bases)):
                message, remedy, suggestion = problem
                yield Finding(RULE, message, remedy, figure.path, figure.line, 0, suggestion)


def _problems(
    figure: Figure, material: Material, bases: set[str]
) -> Iterator[tuple[str, str, str]]:
    name = figure.reference
    if not figure.body:
        yield f'"{name}" does not say whose it is.', "Add a body.", ""
    if not figure.area:
        yield f'"{name}" does not say of where it is.', "Add an area.", ""
    if figure.area and material.catalogue.areas and figure.area not in material.catalogue.areas:
        near = nearest(figure.area, material.catalogue.areas)
        yield (
            f'"{name}" is of an area "{figure.area}" that is not listed.',
            "Add it to areas.",
            near,
        )
    if figure.body and material.catalogue.bodies and figure.body not in material.catalogue.bodies:
        near = nearest(figure.body, material.catalogue.bodies)
        yield (
            f'"{name}" is of a body "{figure.body}" that is not listed.',
            "Add it to bodies.",
            near,
        )
    if figure.status not in STATUSES:
        remedy = f"Use one of: {', '.join(STATUSES)}."
        yield f'"{name}" has no status that is known.', remedy, nearest(figure.status, STATUSES)
    if figure.basis not in bases:
        remedy = "Declare it under plainfigures.bases in datapackage.json."
        yield (
            f'"{name}" has a basis "{figure.basis}" that is not declared.',
            remedy,
            nearest(figure.basis, bases),
        )
    yield from _period_problems(figure)
    if figure.reason and (figure.value is not None or figure.text):
        remedy = "Empty the cell, or take the reason out."
        yield f'"{name}" has a value and a reason why there is none.', remedy, ""
    if figure.reason and figure.reason not in MISSING_REASONS:
        remedy = f"Use one of: {', '.join(MISSING_REASONS)}."
        yield f'"{name}" is missing for a reason "{figure.reason}".', remedy, ""


def _period_problems(figure: Figure) -> Iterator[tuple[str, str, str]]:
    if not figure.period and figure.kind != "date":
        yield f'"{figure.reference}" does not say of when it is.', "Add a period.", ""
    texts = [figure.period, figure.period_printed, figure.published]
    texts += [figure.text, figure.read_as_text] if figure.kind == "date" else []
    for text in texts:
        try:
            if text:
                parse_period(text)
        except PeriodProblem as error:
            yield error.message, error.remedy, ""

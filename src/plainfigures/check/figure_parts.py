"""Rule: a figure without a unit, a body, an area, a period, a status or a basis is not one."""

import re
from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.check.stated import Fault, tell_once
from plainfigures.errors import PeriodProblem
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import MISSING_REASONS, STATUSES, Figure

__all__ = ["find"]

RULE = "figure-parts"
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_ARTICLE = {"body": "a", "area": "an"}
_REGISTERS = {
    "body": "datasets/sources/bodies.csv",
    "area": "datasets/sources/areas.csv",
}


def find(material: Material) -> Iterator[Finding]:
    """A figure says what it measures and in which unit, whose it is, and of where and when. It says
    whether it is a budget, a forecast, an outturn, an actual, provisional or a target. It says how
    it was counted. A value that is missing says why, with a symbol (c, x, z, u or low).

    Add the missing part in the row, or for the whole table or package under `plainfigures` in
    datapackage.json.
    """
    yield from (one for one in material.found if one.rule == RULE)
    for package in material.catalogue.packages.values():
        faults = [one for figure in package.figures for one in _faults(figure, material)]
        yield from tell_once(RULE, faults, material)
        for figure in package.figures:
            for message, remedy, suggestion in _problems(figure):
                yield Finding(RULE, message, remedy, figure.path, figure.line, 0, suggestion)


def _faults(figure: Figure, material: Material) -> Iterator[Fault]:
    """Yield what is wrong with the parts of a figure that may be stated for many at once."""
    catalogue = material.catalogue
    whose = (("body", "whose", catalogue.bodies), ("area", "of where", catalogue.areas))
    for part, question, known in whose:
        given = str(getattr(figure, part))
        if not given:
            remedy = f"Add {_ARTICLE[part]} {part}, by its id, in the row or in datapackage.json."
            said = f"does not say {question} it is."
            yield Fault(figure, (part,), said, f"do not say {question} they are.", remedy)
        elif known and given not in known:
            file = _REGISTERS[part]
            remedy = f"Correct it, or add {_ARTICLE[part]} {part} of that id to {file}."
            said = f'{_ARTICLE[part]} {part} "{given}" that is not in the register.'
            near = nearest(given, known)
            yield Fault(figure, (part,), f"is of {said}", f"are of {said}", remedy, near)
    if figure.status not in STATUSES:
        said = (
            f'the status "{figure.status}", which does not exist.'
            if figure.status
            else "no status."
        )
        remedy = f"Use one of: {', '.join(STATUSES)}."
        near = nearest(figure.status, STATUSES)
        yield Fault(figure, ("status",), f"has {said}", f"have {said}", remedy, near)
    bases = catalogue.packages[figure.reference.partition("/")[0]].bases
    if figure.basis not in bases:
        said = "no basis, which says how they were counted."
        if figure.basis:
            said = f'the basis "{figure.basis}", which is not declared.'
        remedy = "Name one that is declared in datapackage.json: plainfigures, “bases”."
        near = nearest(figure.basis, bases)
        yield Fault(figure, ("basis",), f"has {said}", f"have {said}", remedy, near)


def _problems(figure: Figure) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a figure in its own row."""
    name = figure.reference
    yield from _period_problems(figure)
    if figure.reason and (figure.value is not None or figure.text):
        remedy = "Empty the cell, or take the reason out."
        yield f'"{name}" has a value and a reason why there is none.', remedy, ""
    if figure.reason and figure.reason not in MISSING_REASONS:
        reasons = ", ".join(f"{one} ({words})" for one, words in MISSING_REASONS.items())
        remedy = f"Write one of these in the column for the reason: {reasons}."
        yield f'"{name}" has "{figure.reason}" as the reason why it has no value.', remedy, ""


def _period_problems(figure: Figure) -> Iterator[tuple[str, str, str]]:
    if not figure.period and figure.kind != "date":
        yield (
            f'"{figure.reference}" does not say of when it is.',
            "Fill in the period, such as fy2023-24 or 2024-07.",
            "",
        )
    texts = [figure.period, figure.period_printed, figure.published]
    texts += [figure.text, figure.read_as_text] if figure.kind == "date" else []
    for text in texts:
        try:
            if text:
                parse_period(text)
        except PeriodProblem as error:
            yield error.message, error.remedy, _as_day(text)


def _as_day(text: str) -> str:
    """Return a day that is written with slashes or dots as a period, else an empty text."""
    found = _DAY.fullmatch(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""

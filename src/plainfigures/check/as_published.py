"""Rule: the text as published parses to the value that is stored."""

import re
from collections.abc import Iterator
from decimal import Decimal

from plainfigures.check.material import Material
from plainfigures.errors import FiguresError, PeriodProblem
from plainfigures.figures.findings import Finding, listed
from plainfigures.figures.formats import base_text
from plainfigures.figures.numerals import read_number
from plainfigures.figures.periods import parse_period
from plainfigures.figures.printed_dates import disagreements
from plainfigures.figures.records import Figure
from plainfigures.figures.units import Unit

__all__ = ["find"]

RULE = "as-published"
_WORD = re.compile(r"[a-z]{2,}")


def find(material: Material) -> Iterator[Finding]:
    """Beside every figure stands the text in which it was printed, such as “£12.261m”, “-145” or “over
    60%”. That text must say the same as the stored value, to the last printed digit.

    Look at the document: correct the value or the text. Where the document itself errs, keep what is
    printed and say in `read_as` and `read_as_reason` how the site reads it.
    """
    for figure in material.published:
        if figure.combines or figure.reason or figure.unreadable:
            continue
        if not figure.as_published:
            message = f'"{figure.reference}" has no text as published.'
            yield _finding(figure, message, "Add the printed text, such as “£12.261m”.")
            continue
        try:
            problem = _problem(figure) or _other_noun(figure, material)
        except PeriodProblem:
            continue  # a date that is none has a finding of its own
        except FiguresError as error:
            yield _finding(figure, error.message, error.remedy)
            continue
        if problem:
            remedy = "Look at the document, and correct the text or the value."
            yield _finding(figure, f'"{figure.reference}": {problem}', remedy)


def _problem(figure: Figure) -> str:
    if figure.kind == "date":
        found = "; ".join(disagreements(figure.as_published, parse_period(figure.text)))
        return f'the text "{figure.as_published}" {found}' if found else ""
    if figure.kind == "grade":
        scale = figure.scale_of_grades
        if scale is None or scale.step_of(figure.as_published) == figure.text:
            return ""  # a scale that is not there has a finding of its own
        if figure.text not in scale.steps:
            return f'"{figure.text}" is none of its grades, which are {listed(scale.steps)}.'
        return f'the text "{figure.as_published}" does not name the grade "{figure.text}".'
    if figure.value is None:
        return ""
    printed = read_number(figure.as_published)
    value = printed.value if printed.scaled else printed.value * figure.scale
    if value != figure.value:
        return (
            f'the text "{figure.as_published}" says {_number(value)}, but the value in the table '
            f"is {_number(figure.value)}."
        )
    if printed.percent and figure.unit.name not in {"percent", "percentage-points"}:
        return f'"{figure.as_published}" is a percentage, but the figure is in {figure.unit.said}.'
    if printed.money and not figure.unit.money:
        return f'"{figure.as_published}" is money, but the figure is in {figure.unit.said}.'
    return ""


def _number(value: Decimal) -> str:
    return f"{Decimal(base_text(value)):,f}"


def _other_noun(figure: Figure, material: Material) -> str:
    """Return what is wrong where the printed words name another unit, as “70 days” for homes."""
    words = " ".join(_WORD.findall(figure.as_published.lower()))
    if figure.kind != "number" or not words:
        return ""
    units = material.catalogue.packages[figure.reference.partition("/")[0]].units.values()
    named = {unit.name for unit in units if any(_names(words, noun) for noun in _nouns(unit))}
    if not named or any(_names(words, noun) for noun in _nouns(figure.unit)):
        return ""
    return (
        f'"{figure.as_published}" is in {sorted(named)[0]}, but the figure in {figure.unit.said}.'
    )


def _nouns(unit: Unit) -> set[str]:
    return {unit.one.lower(), unit.other.lower()} - {""}


def _names(words: str, noun: str) -> bool:
    return f" {noun} " in f" {words} "


def _finding(figure: Figure, message: str, remedy: str) -> Finding:
    return Finding(RULE, message, remedy, figure.path, figure.line)

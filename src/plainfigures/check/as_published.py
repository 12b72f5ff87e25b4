"""Rule: the text as published parses to the value that is stored."""

import re
from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import FiguresError
from plainfigures.figures.findings import Finding
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
        except FiguresError as error:
            yield _finding(figure, error.message, error.remedy)
            continue
        if problem:
            remedy = "Look at the document, and correct the one that is wrong."
            yield _finding(figure, f'"{figure.reference}": {problem}', remedy)


def _problem(figure: Figure) -> str:
    if figure.kind == "date":
        return "; ".join(disagreements(figure.as_published, parse_period(figure.text)))
    if figure.kind == "grade":
        scale = figure.scale_of_grades
        if scale is None:
            return "its scale of grades is not declared."
        if scale.step_of(figure.as_published) != figure.text:
            return f'"{figure.as_published}" does not name the grade "{figure.text}".'
        return ""
    if figure.value is None:
        return ""
    printed = read_number(figure.as_published)
    value = printed.value if printed.scaled else printed.value * figure.scale
    if value != figure.value:
        return (
            f'"{figure.as_published}" is {base_text(value)}, '
            f"but the value stored is {base_text(figure.value)}."
        )
    if printed.percent and figure.unit.name not in {"percent", "percentage-points"}:
        return f'"{figure.as_published}" is a percentage, but its unit is {figure.unit.name}.'
    if printed.money and not figure.unit.money:
        return f'"{figure.as_published}" is money, but its unit is {figure.unit.name}.'
    return ""


def _other_noun(figure: Figure, material: Material) -> str:
    """Return what is wrong where the printed words name another unit, as “70 days” for homes."""
    words = " ".join(_WORD.findall(figure.as_published.lower()))
    if figure.kind != "number" or not words:
        return ""
    units = material.catalogue.packages[figure.reference.partition("/")[0]].units.values()
    named = {unit.name for unit in units if any(_names(words, noun) for noun in _nouns(unit))}
    if not named or any(_names(words, noun) for noun in _nouns(figure.unit)):
        return ""
    return f'"{figure.as_published}" is in {sorted(named)[0]}, but its unit is {figure.unit.name}.'


def _nouns(unit: Unit) -> set[str]:
    return {unit.one.lower(), unit.other.lower()} - {""}


def _names(words: str, noun: str) -> bool:
    return f" {noun} " in f" {words} "


def _finding(figure: Figure, message: str, remedy: str) -> Finding:
    return Finding(RULE, message, remedy, figure.path, figure.line)

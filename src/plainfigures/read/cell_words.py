"""What is wrong with a row or a cell of a table, in an editor's words, and what to write instead."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from plainfigures.errors import PatternProblem
from plainfigures.figures.findings import nearest
from plainfigures.figures.formats import joined
from plainfigures.figures.guises import Reading, Refused, Wanted, take_in
from plainfigures.figures.patterns import BoundedPattern
from plainfigures.figures.references import is_slug
from plainfigures.figures.sheets import Cell

__all__ = ["Words", "words_for", "wrong_count"]

Words = tuple[str, str, str]
"""A message, a remedy and the nearest right name."""

_TYPES = {
    "number": "a number, such as 12,261 or 12.5",
    "integer": "a whole number, such as 603",
    "date": "a date, such as 2024-03-31",
    "year": "a year, such as 2024",
    "boolean": "true or false",
}
_TAKEN = {*_TYPES, "period", "when", "yearmonth"}
_SECONDS = 0.01
"""So long a name is held against a pattern before it is proposed: a fair one takes a thousandth."""
_CORRECT = "Correct the cell."
_RULE = "Correct the cell, or change the rule in datapackage.json if it is wrong."


def words_for(
    kind: str,
    wanted: Wanted | None,
    cell: str,
    note: str,
    resource: Mapping[str, Any],
    *,
    hidden: bool,
) -> Words:
    """Say an error of the library that reads tables, `kind`, in a row or a cell.

    `wanted` is what the cell should hold, None for a whole row; `note` is the library's own
    sentence. A `hidden` cell is told without what it holds.
    """
    shown = "What is kept confidential" if hidden else f'"{cell}"'
    schema = {one["name"]: one for one in resource["schema"]["fields"]}
    match kind:
        case "type-error" if wanted:
            should = _TYPES.get(schema[wanted.name].get("type", ""), "of the right kind")
            remedy = _CORRECT if hidden else _instead(wanted, cell)
            return f'{shown} in "{wanted.name}" is not {should}', remedy, ""
        case "constraint-error" if wanted:
            return _not_allowed(schema[wanted.name], wanted, shown, "" if hidden else cell, note)
        case "primary-key":
            key = resource["schema"].get("primaryKey", [])
            names = joined([f'"{one}"' for one in ([key] if isinstance(key, str) else key)])
            if "None" in note:  # each of its cells is empty
                return f"This row has no {names}, so nothing can name it", "Fill it in.", ""
            message = f"Another row has the same {names}"
            return message, "Delete one of the two rows, or correct the cell that is wrong.", ""
        case "foreign-key":
            message = f"A name in this row is in no row of the other table: {note}"
            return message, "Add it there.", ""
        case "blank-row":
            return "This row is empty", "Delete it.", ""
    return note, "Correct the row.", ""


def wrong_count(cells: int, headings: int) -> tuple[str, str]:
    """Say that a row has more or fewer cells than there are headings, and what to do."""
    message = f"This row has {cells} cells, and there are {headings} headings"
    if cells > headings:
        return (
            message,
            'Put quotes around a cell that holds a comma, as in "12,261"; or take out the odd one.',
        )
    return message, "Add what is missing; a cell that is empty still needs its comma."


def _instead(wanted: Wanted, cell: str) -> str:
    """Return what to write instead of a cell, where it is certain what is meant."""
    if wanted.type not in _TAKEN:
        return _CORRECT
    # A table of ours says what its numbers are in.
    taken = take_in(Cell("", cell), wanted, Reading(scale=wanted.scale))
    if isinstance(taken, Refused):
        is_number = wanted.type in {"number", "integer"}
        return taken.remedy.partition("; or add ")[0] if is_number else _CORRECT
    if taken.reason:
        return "Leave it empty, and write why there is no value in the column for that."
    return f"Write {taken.text} instead." if taken.text else _CORRECT


def _not_allowed(
    field: Mapping[str, Any], wanted: Wanted, shown: str, cell: str, note: str
) -> Words:
    name = field["name"]
    rules = field.get("constraints", {})
    why = _broken(rules, note)
    message = f'{shown} in "{name}" is not allowed: {why}'
    if not cell and shown == '""' and rules.get("required"):
        remedy = "Fill it in, or change the rule in datapackage.json if it is wrong."
        return f'The cell in "{name}" is empty, and may not be', remedy, ""
    if "enum" in rules and "enum" in note:
        near = nearest(cell.lower(), [str(one) for one in rules["enum"]]) if cell else ""
        return message, _RULE, near
    if cell and "pattern" in rules and "pattern" in note:
        slug = "-".join(re.findall(r"[a-z0-9]+", cell.lower().replace("'", "").replace("’", "")))
        if wanted.type == "period":
            message = f'"{cell}" in "{name}" is no time in the form that is used here'
            return message, _instead(wanted, cell), ""
        if is_slug(slug) and not is_slug(cell) and _fits(str(rules["pattern"]), slug):
            message = f'"{cell}" in "{name}" is no name in the form that is used here'
            return message, "Use lower case letters, digits and single hyphens.", slug
    return message, _RULE, ""


def _fits(pattern: str, name: str) -> bool:
    """Return whether a name that is to be proposed would be let through; False if it takes long."""
    try:
        return BoundedPattern(pattern, _SECONDS).matches_whole(name)
    except PatternProblem:
        return False


def _broken(rules: Mapping[str, Any], note: str) -> str:
    for name, words in (
        ("required", "it may not be empty"),
        ("minimum", "it may not be less than {}"),
        ("maximum", "it may not be more than {}"),
        ("pattern", "it must fit the pattern {}"),
        ("enum", "it must be one of {}"),
        ("unique", "it stands in another row too"),
    ):
        if name in rules and name in note:
            rule = rules[name]
            shown = _listed(rule) if isinstance(rule, list) else rule
            return words.format(shown)
    return note


def _listed(names: Sequence[object]) -> str:
    return ", ".join(str(one) for one in names)

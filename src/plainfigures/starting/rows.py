"""The rows of a new table: keys made of names, texts as published, places in the document."""

import re
from collections.abc import Mapping, Sequence

from plainfigures.errors import StartProblem
from plainfigures.figures.findings import nearest
from plainfigures.figures.references import is_slug
from plainfigures.figures.sent_records import SentTable
from plainfigures.figures.taken import Taken
from plainfigures.starting.answers import slug
from plainfigures.starting.columns import FIGURE, KNOWN, NAME, PERIOD, TEXT, Column

__all__ = ["MEASURE", "locators", "rows_of"]

MEASURE = "measure"
"""The key column of a table that has none of its own."""

_PLACE = re.compile(r"\{([^{}]*)\}")


def rows_of(
    columns: Sequence[Column], values: Mapping[str, Sequence[Taken]], key: Sequence[str]
) -> dict[str, list[str]]:
    """Return the texts of a new table by its columns, but for source, locator and note."""
    by_name = {one.name: one for one in columns}
    figures = [one for one in columns if one.role == FIGURE]
    many = len(figures[0].cells)
    keys = [by_name[name] for name in key if by_name[name].role == NAME]
    texts: dict[str, list[str]] = {}
    for one in keys:
        texts[one.name] = [_slug(value.text, one.name) for value in values[one.name]]
    if not keys:
        texts[MEASURE] = [_slug(figures[0].heading, "figure")] * many
    if PERIOD in key:
        texts[PERIOD] = [value.text for value in values[PERIOD]]
    texts["label"] = _labels(values, keys, figures, many)
    for one in columns:
        if one.role == TEXT or (one.role == NAME and one not in keys):
            texts[one.name] = [value.text for value in values[one.name]]
    for one in figures:
        texts |= _figure(one, values, alone=len(figures) == 1)
    for name in (PERIOD, *KNOWN):
        if name in values and name not in texts:
            texts[name] = [value.text for value in values[name]]
    return texts


def _slug(text: str, otherwise: str) -> str:
    return text if is_slug(text) else slug(text, otherwise.replace("_", "-"))


def _labels(
    values: Mapping[str, Sequence[Taken]],
    keys: Sequence[Column],
    figures: Sequence[Column],
    many: int,
) -> list[str]:
    if "label" in values:
        return [value.text for value in values["label"]]
    if not keys:
        return [figures[0].heading] * many
    parts = zip(*(values[one.name] for one in keys), strict=True)
    return [", ".join(value.text for value in row) for row in parts]


def _figure(
    column: Column, values: Mapping[str, Sequence[Taken]], *, alone: bool
) -> dict[str, list[str]]:
    """Return the columns of a figure: its values, its texts as published, its reasons if any."""
    name = column.name
    before = "" if alone else f"{name}_"
    taken = values[name]
    given = values.get("as_published", ()) if alone else ()
    printed = [value.text for value in given] or [value.as_published for value in taken]
    reasons = [value.reason for value in taken]
    found = {
        name: [value.text for value in taken],
        f"{before}as_published": [
            "" if reason else text for text, reason in zip(printed, reasons, strict=True)
        ],
    }
    if any(reasons):
        found[f"{before}reason"] = reasons
    return found


def locators(
    pattern: str, table: SentTable, columns: Sequence[Column], texts: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return the place of each row in its document.

    In `pattern`, `{row}` stands for the number of the row in the spreadsheet, another name in
    braces for what the row has in that column. Raises StartProblem for a name that there is not.
    """
    sent = {one.name: [" ".join(cell.text.split()) for cell in one.cells] for one in columns}
    headings = {one.heading: sent[one.name] for one in columns}
    named: dict[str, Sequence[str]] = {**headings, **texts, **sent, "label": texts["label"]}
    named["row"] = [str(row.line) for row in table.rows]
    for name in _PLACE.findall(pattern):
        if name not in named:
            message = f'"{{{name}}}" in the locator is no column of the table.'
            near = nearest(name, named)
            raise StartProblem(message, f"Use one of: {', '.join(named)}.", near)
    return [
        _PLACE.sub(lambda found, at=number: named[found[1]][at], pattern)  # type: ignore[misc]
        for number in range(len(table.rows))
    ]

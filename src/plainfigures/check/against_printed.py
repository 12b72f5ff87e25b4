"""Texts as published, held against the place in the document that each is said to stand in."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from plainfigures.errors import TextProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.documents import Block, Document, plain
from plainfigures.figures.findings import Finding
from plainfigures.figures.ledger import hidden_places, is_hidden
from plainfigures.figures.ledger_draft import figures_of, occurrences
from plainfigures.figures.mentions import find_mentions
from plainfigures.figures.numerals import read_number
from plainfigures.figures.records import Figure, Resource, Row

__all__ = ["find_printed"]

RULE = "sources-verify"
_LOOK = "Look at the document, and correct the text or the place."


def find_printed(catalogue: Catalogue, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Yield figures and quoted fragments that are not printed where their rows say.

    `documents` are by the names of their sources. Only quotes and spaces may differ.
    """
    for name, document in documents.items():
        hidden = hidden_places(catalogue, name)
        for figure in figures_of(catalogue, name):
            if figure.combines:
                yield from _combined(document, figure)
            elif block := document.by_name.get(figure.locator):
                yield from _figure(block, figure, secret=is_hidden(figure.locator, hidden))
    for resource in catalogue.resources.values():
        for row in resource.rows:
            document_of_row = documents.get(row.cells.get("source", ""))
            if document_of_row:
                yield from _fragments(document_of_row, resource, row)


def _figure(block: Block, figure: Figure, *, secret: bool) -> Iterator[Finding]:
    printed = figure.as_published
    if not printed:
        return
    there = {one.text for one in find_mentions(block.plain_text)}
    wanted = {one.text for one in find_mentions(plain(printed))}
    if not occurrences(block, printed) or not wanted <= there:
        said = "This" if secret else f'"{printed}"'
        message = f'{said} is not printed in {block.locator}: see "{figure.reference}".'
        yield Finding(RULE, message, _LOOK, figure.path, figure.line)


def _combined(document: Document, figure: Figure) -> Iterator[Finding]:
    """Yield a combined figure that is not the sum of what it combines; says neither number."""
    total = Decimal(0)
    for place in figure.combines:
        block = document.by_name.get(place)
        if block is None:
            return  # that the place is not there is told of its own
        numbers = [one.text for one in find_mentions(block.text)]
        try:
            total += read_number(numbers[-1]).value if numbers else 0
        except TextProblem:
            return
        if len(numbers) > 1:
            return  # which column is meant cannot be told
    if total * figure.scale != figure.value:
        message = f'"{figure.reference}" is not the sum of the places that it combines.'
        yield Finding(RULE, message, "Add them up again.", figure.path, figure.line)


def _fragments(document: Document, resource: Resource, row: Row) -> Iterator[Finding]:
    """Yield printed fragments that belong to no figure and are not in the document."""
    block = document.by_name.get(row.cells.get("locator", ""))
    figures = {field.as_published for field in resource.fields if field.name in row.figures}
    for field in resource.fields:
        printed = field.name.endswith(("as_printed", "as_published")) and field.name not in figures
        if not printed or block is None:
            continue
        fragments = [one.strip() for one in row.cells.get(field.name, "").split(";")]
        fragments = [one for one in fragments if any(letter.isalnum() for letter in one)]
        if fragments and not any(occurrences(block, one) for one in fragments):
            message = f'"{"; ".join(fragments)}" is not printed in {block.locator}.'
            yield Finding(RULE, message, _LOOK, resource.path, row.line)
            continue
        for one in fragments:
            if not any(occurrences(other, one) for other in document.blocks):
                message = f'"{one}" is not printed in the document.'
                yield Finding(RULE, message, _LOOK, resource.path, row.line)

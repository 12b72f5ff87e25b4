"""Places that the tables name, held against the places that a document has."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.documents import Document
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.held_back import TABLE as HELD_BACK
from plainfigures.figures.ledger import PLACES, Taken, places_taken
from plainfigures.figures.records import Row

__all__ = ["find_places"]

RULE = "sources-verify"
_DRAFT = "Write the places anew with: plainfigures sources draft --places."


def find_places(catalogue: Catalogue, documents: Mapping[str, Document]) -> Iterator[Finding]:
    """Yield places that no document has, and rows that the ledger's table of places lacks.

    `documents` are by the names of their sources.
    """
    taken: dict[str, dict[str, list[Taken]]] = {name: defaultdict(list) for name in documents}
    for one in places_taken(catalogue):
        document = documents.get(one.source)
        if document is None:
            continue
        block = document.by_name.get(one.locator)
        if block is None:
            message = f'"{one.source}" has no place called "{one.locator}".'
            near = nearest(one.locator, [block.locator for block in document.blocks])
            remedy = "Correct the place; the editors' guide says how places are named."
            yield Finding(RULE, message, remedy, one.resource.path, one.row.line, 0, near)
            continue
        if block.locator != one.locator and not _by_number(one):
            message = f'"{one.locator}" is named by its own words, "{block.locator}".'
            remedy = "Only places that are held back go by their number."
            yield Finding(RULE, message, remedy, one.resource.path, one.row.line, 0, block.locator)
        taken[one.source][block.locator].append(one)
    resource = catalogue.resources.get(PLACES)
    if resource is None:
        return
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in resource.rows:
        rows[row.cells.get("document", "")].append(row)
    for name, document in documents.items():
        if name in rows:
            yield from _table(document, resource.path, rows[name], taken[name])


def _table(
    document: Document, path: str, rows: list[Row], taken: Mapping[str, list[Taken]]
) -> Iterator[Finding]:
    """Yield what the table of places says otherwise than the document and the other tables."""
    listed: dict[str, Row] = {}
    for number, row in enumerate(rows, 1):
        place, position = row.cells.get("locator", ""), row.cells.get("position", "")
        block = document.by_name.get(place)
        if block is None:
            message = f'The document has no place called "{place}".'
            near = nearest(place, [each.locator for each in document.blocks])
            yield Finding(RULE, message, _DRAFT, path, row.line, 0, near)
            continue
        listed[block.locator] = row
        order = document.blocks.index(block) + 1
        if position != str(order) or number != order:
            message = f'"{place}" is place {order} in the order of the document, not {position}.'
            yield Finding(RULE, message, _DRAFT, path, row.line)
    for block in document.blocks:
        own = listed.get(block.locator)
        if own is None:
            message = f'The table of places lacks "{block.locator}".'
            yield Finding(RULE, message, _DRAFT, path, rows[0].line)
            continue
        names = {one.name: one for one in taken.get(block.locator, [])}
        noted = {one.strip() for one in own.cells.get("taken", "").split(";") if one.strip()}
        for name in sorted(names.keys() - noted):
            one = names[name]
            message = (
                f'"{name}" is taken from {block.locator}, but the table of places does not say so.'
            )
            remedy = f"Look whether that is its place. {_DRAFT}"
            yield Finding(RULE, message, remedy, one.resource.path, one.row.line)
        for name in sorted(noted - names.keys()):
            message = f'No row "{name}" is taken from {block.locator}.'
            remedy = f"Was it moved or removed? {_DRAFT}"
            yield Finding(RULE, message, remedy, path, own.line)


def _by_number(one: Taken) -> bool:
    """Whether a row may name its place by the number of a table's row: what is held back."""
    return one.resource.name == HELD_BACK or bool(one.row.cells.get("combines"))

"""Records of changes that would tell of a vintage which may not be seen yet."""

from collections.abc import Iterator, Mapping

from plainfigures.errors import FiguresError
from plainfigures.figures.embargoes import Embargoed
from plainfigures.figures.records import REGISTER
from plainfigures.figures.references import parse_reference
from plainfigures.read.raw import RawTable

__all__ = ["hanging_revisions"]


def hanging_revisions(
    table: RawTable, held: Embargoed, tables: Mapping[str, RawTable]
) -> Iterator[tuple[int, str]]:
    """Yield the records, by number, of a change to a value that no vintage has which may be seen.

    The figure itself may be seen, in its vintage before.
    """
    if table.name != f"{REGISTER}/revisions":
        return
    of_vintages = {
        name.partition("~")[0]: until for name, until in held.names.items() if "~" in name
    }
    for number, cells in table.rows.items():
        until, named = _waiting(cells.get("reference", ""), of_vintages)
        if until and number not in table.dropped:
            data = tables.get("/".join(named.split("/")[:2]))
            if data is None or _plain(cells.get("new_value", "")) not in _seen(data, named):
                yield number, until


def _waiting(reference: str, of_vintages: Mapping[str, str]) -> tuple[str, str]:
    """Return until when a vintage of the figure is held back, and the name of its row."""
    try:
        found = parse_reference(reference)
    except FiguresError:
        return "", ""
    row = f"{found.package}/{found.resource}/{found.key}"
    row += f"@{found.period}" if found.period else ""
    return of_vintages.get(row, ""), row


def _seen(table: RawTable, row: str) -> set[str]:
    """Return what stands in the cells of a row in all vintages that may be seen."""
    of_row = (
        cells
        for cells in table.kept()
        if not table.keys.problem(cells)
        and table.keys.reference(cells, "value").partition("~")[0] == row
    )
    return {_plain(text) for cells in of_row for text in cells.values()}


def _plain(text: str) -> str:
    return text.replace(",", "").replace(" ", "").lstrip("£+")

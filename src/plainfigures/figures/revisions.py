"""Revisions: what was published again with another value, and what the register of changes says."""

import re
from decimal import Decimal

from msgspec import Struct

from plainfigures.errors import TextProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.numerals import PrintedNumber, read_number
from plainfigures.figures.records import REGISTER, Figure

__all__ = [
    "EVERY_PAGE",
    "FIRST",
    "KINDS",
    "OURS",
    "REMOVED",
    "REVISIONS",
    "Revision",
    "earlier_values",
    "read_revisions",
    "same_value",
    "stated_value",
    "states",
]

REVISIONS = f"{REGISTER}/revisions"
"""The table of changes to figures."""

_PLAIN = re.compile(r"[-\u2212]?\d[\d,]*(?:\.\d+)?")

KINDS = {
    "first-published": "First published here",
    "routine-revision": "Routine revision by the publisher",
    "correction-by-publisher": "Correction by the publisher",
    "correction-by-us": "Our correction",
    "removed": "No longer shown here",
}
"""The kinds of change, in words."""

FIRST, OURS, REMOVED = "first-published", "correction-by-us", "removed"

EVERY_PAGE = "/*"
"""What a record names that is of all pages."""


class Revision(Struct, frozen=True):
    """A record of the register of changes; `reference` is empty where a whole package is meant.

    Of the words of a page, it is the page's address, such as `/finance/`. `old` and `new` are values
    as written there. `path` and `line` say where it stands.
    """

    id: str
    date: str
    package: str
    reference: str
    old: str
    new: str
    kind: str
    reason: str
    path: str
    line: int

    @property
    def is_of_page(self) -> bool:
        """Whether the record is of the words of a page, or of all pages, and of no figure."""
        return self.reference.startswith("/")


def read_revisions(catalogue: Catalogue) -> list[Revision]:
    """Return the records of changes as they stand; none where there is no register."""
    resource = catalogue.resources.get(REVISIONS)
    if resource is None:
        return []
    return [
        Revision(
            id=row.key,
            date=row.cells.get("date", ""),
            package=row.cells.get("package", ""),
            reference=row.cells.get("reference", ""),
            old=row.cells.get("old_value", ""),
            new=row.cells.get("new_value", ""),
            kind=row.cells.get("kind", ""),
            reason=row.cells.get("reason", ""),
            path=resource.path,
            line=row.line,
        )
        for row in resource.rows
    ]


def earlier_values(catalogue: Catalogue, figure: Figure) -> list[Figure]:
    """Return the earlier vintages of a figure that gave another value than the one after them.

    The newest comes first. A vintage that states the same value again is no revision.
    """
    if not figure.vintage:
        return []
    newest = catalogue.newest(figure)
    found, after = [], newest
    for one in catalogue.vintages(newest):
        if not same_value(one, after):
            found.append(one)
        after = one
    return found


def same_value(one: Figure, other: Figure) -> bool:
    """Return whether two vintages state the same."""
    return (one.value, one.text, one.reason) == (other.value, other.text, other.reason)


def states(text: str, figure: Figure) -> bool:
    """Return whether a value as a record writes it is that of a figure, as printed or as read."""
    if text in {figure.as_published, figure.text, figure.read_as_text, figure.reason} - {""}:
        return True
    if not _PLAIN.fullmatch(text):
        return False
    number = _number(text)
    known = {figure.value, figure.read_as} - {None}
    return bool(known & {number, number * figure.scale})


def stated_value(text: str, figure: Figure) -> PrintedNumber | None:
    """Return the number that a record writes of a figure, in base units; None for no number."""
    if figure.kind != "number":
        return None
    if _PLAIN.fullmatch(text):
        # A table whose figures are in thousands prints thousands.
        return PrintedNumber(_number(text) * figure.scale, Decimal(figure.scale))
    try:
        return read_number(text)
    except TextProblem:
        return None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))

"""What the register of changes marks as corrected since a site was published."""

from collections.abc import Collection

from msgspec import Struct

from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.revisions import EVERY_PAGE, REMOVED, read_revisions

__all__ = ["MARKS", "Marks", "new_marks"]

MARKS = ("correction-by-publisher", "correction-by-us", REMOVED)
"""The kinds of record that let a change out in a freeze."""


class Marks(Struct, frozen=True):
    """What is marked: figures by their references, pages by their addresses, and whole packages."""

    figures: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()

    def has_figure(self, reference: str) -> bool:
        """Return whether a figure is marked, in whichever vintage."""
        return reference.partition("~")[0] in self.figures

    def has_page(self, address: str) -> bool:
        """Return whether a page is marked, by its address such as `/finance/`, or all pages are."""
        return bool({address, EVERY_PAGE} & self.pages)


def new_marks(catalogue: Catalogue, known: Collection[str]) -> Marks:
    """Return what the register marks in records whose ids are not `known` yet."""
    figures, pages, packages = set(), set(), set()
    for record in read_revisions(catalogue):
        if record.id in known or record.kind not in MARKS:
            continue
        if record.is_of_page:
            pages.add(record.reference)
        elif not record.reference:
            packages.add(record.package)
        else:
            figures |= {record.reference.partition("~")[0], _present(catalogue, record.reference)}
    return Marks(frozenset(figures), frozenset(pages), frozenset(packages))


def _present(catalogue: Catalogue, reference: str) -> str:
    """Return the name that a figure has now, where a record names it by an old one."""
    plain = reference.partition("~")[0]
    try:
        return catalogue.find(plain).reference.partition("~")[0]
    except FiguresError:
        return plain

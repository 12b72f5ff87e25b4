"""Rule: nothing in the data does harm where it is opened."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.allowed_html import poses_as_another
from plainfigures.figures.findings import Finding
from plainfigures.figures.records import REGISTER, Package, Resource
from plainfigures.figures.spreadsheet_texts import begins_formula

__all__ = ["count", "find"]

RULE = "harmless"
_REMEDY = (
    "Write a word before it, or take the sign out. A number may have one: -145, +3.2%, "
    "-£1.2 million."
)
_WEB = ("https://", "http://")
_ADDRESSES = ("address", "url", "link")
"""Columns of the register of documents that hold addresses."""


def count(material: Material) -> int:
    """Return how many tables are looked at."""
    return len(material.catalogue.resources)


def find(material: Material) -> Iterator[Finding]:
    """Nothing in the data does harm where it is opened. Each file of the site is a file of its own, no
    link to another place, and no larger than can be read. No text begins like a formula, with =, @, +
    or -, since a spreadsheet would work it out for whoever downloads the table. No text holds
    characters that nobody can see, or that turn the text round. Addresses are those of the web.

    The finding says what it is and what to write. The limits of size stand in the editors' guide, under
    “How data packages are made”.
    """
    yield from (one for one in material.found if one.rule == RULE)
    for package in material.catalogue.packages.values():
        yield from _titles(package)
        for table in package.resources:
            yield from _cells(table)
            if package.name == REGISTER:
                yield from _addresses(table)


def _titles(package: Package) -> Iterator[Finding]:
    texts = [(package.title, 1), (package.description, 1)]
    for table in package.resources:
        line = table.line_of_part("", "")
        texts += [(text, line) for text in (table.title, table.description)]
        for column in table.fields:
            texts += [(text, line) for text in (column.name, column.title, column.description)]
    texts += [(one.title, one.line) for one in package.derived]
    texts += [(one.note, one.line) for one in package.derived]
    for text, line in texts:
        if begins_formula(text):
            message = f"“{text[:60]}” begins like a formula, which a spreadsheet would work out."
            yield Finding(RULE, message, _REMEDY, package.path, line)


def _cells(table: Resource) -> Iterator[Finding]:
    for row in table.rows:
        for name, text in row.cells.items():
            if text[:1] in _FIRST and begins_formula(text):
                message = (
                    f'“{text[:60]}” in "{name}" begins like a formula, which a spreadsheet would work '
                    "out for whoever opens the table."
                )
                yield Finding(RULE, message, _REMEDY, table.path, row.line)


_FIRST = frozenset("=@+-\t\r ＝＠＋－\N{NO-BREAK SPACE}")


def _addresses(table: Resource) -> Iterator[Finding]:
    for row in table.rows:
        for name in _ADDRESSES:
            text = row.cells.get(name, "").strip()
            if text and (not text.lower().startswith(_WEB) or poses_as_another(text)):
                message = f'“{text[:60]}” in "{name}" is no address of the web.'
                remedy = "Write one that begins with https://, or leave it empty."
                yield Finding(RULE, message, remedy, table.path, row.line)

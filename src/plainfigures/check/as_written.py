"""What was found while files were read and macros written out, rule by rule."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import Finding

__all__ = ["find_charts", "find_descriptors", "find_macros", "find_pages", "find_tables"]


def find_descriptors(material: Material) -> Iterator[Finding]:
    """A data package is a folder of tables. A file beside them, `datapackage.json`, names the
    tables and says what every column holds.

    Mend the descriptor at the line given. The package's name is that of its folder, and each
    table's file lies beside the descriptor.
    """
    yield from _of(material, "descriptor")


def find_tables(material: Material) -> Iterator[Finding]:
    """Every cell fits its column. A number is a number, nothing that must be there is missing, and
    no row stands there twice. Nothing is below or above what is possible.

    Correct the cell that is named. If the table is right and its description wrong, correct
    datapackage.json.
    """
    yield from _of(material, "table")


def find_pages(material: Material) -> Iterator[Finding]:
    """A page is a plain text file. The lines between --- and --- at its top are “name: value”.

    Put quotes around a value that holds a colon.
    """
    yield from _of(material, "page")


def find_macros(material: Material) -> Iterator[Finding]:
    """Figures come into sentences through macros: short commands that look a figure up by its
    lasting name, its reference. A reference that leads nowhere, or a macro that is misused, stops
    the site.

    Look for the right reference with `plainfigures figures WORDS`.
    """
    yield from _of(material, "macros")


def find_charts(material: Material) -> Iterator[Finding]:
    """A chart declares which figures it draws and in which form; its title, its text alternative and
    its table are made from the same figures.

    Mend the declaration under charts/ at the line given.
    """
    yield from _of(material, "chart")


def _of(material: Material, rule: str) -> Iterator[Finding]:
    return (finding for finding in material.found if finding.rule == rule)

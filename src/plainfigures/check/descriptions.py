"""Rule: titles and descriptions of data are written, with no placeholder left in them."""

from collections.abc import Iterator

from msgspec.structs import replace

from plainfigures.check.material import Material
from plainfigures.figures.findings import ERROR, Finding

__all__ = ["count", "find"]

RULE = "description"


def count(material: Material) -> int:
    """Return how many columns of how many tables are described."""
    return sum(len(table.fields) for table in material.catalogue.resources.values())


def find(material: Material) -> Iterator[Finding]:
    """Each package, table and column says in words what it holds, and each basis how it was counted. A
    package that was started with `plainfigures new package` has sentences that begin with “Say
    what” where these words are still to be written.

    Write them in datapackage.json, for readers: they stand on the data page and in the downloads.
    Only a release build (`--release`) refuses a site without them.
    """
    for finding in material.found:
        if finding.rule == RULE:
            yield replace(finding, level=ERROR) if material.release else finding

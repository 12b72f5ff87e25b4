"""Rule: a reference that was renamed still leads to its figure."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import FiguresError, UnreadableProblem
from plainfigures.figures.findings import Finding

__all__ = ["count", "find"]

RULE = "alias"


def count(material: Material) -> int:
    """Return how many old references are looked at."""
    return sum(len(package.aliases) for package in material.catalogue.packages.values())


def find(material: Material) -> Iterator[Finding]:
    """A reference that was once published keeps working: one that was renamed is listed under
    `plainfigures.aliases` with the new one, and the new one exists.

    Correct the new reference in datapackage.json.
    """
    for package in material.catalogue.packages.values():
        for old in package.aliases:
            try:
                material.catalogue.find(old)
            except UnreadableProblem:
                continue
            except FiguresError as error:
                message = f'The old reference "{old}" leads nowhere. {error.message}'
                yield Finding(RULE, message, error.remedy, package.path, 0, 0, error.suggestion)

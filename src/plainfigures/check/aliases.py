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
    """Every figure has a lasting name, its reference, which others may use. If one is renamed, the
    old name still leads to the figure.

    Correct the new reference in datapackage.json.
    """
    live = {*material.catalogue.names}
    for package in material.catalogue.packages.values():
        for old, line in package.alias_lines.items():
            if old in live:
                message = f'The old reference "{old}" is that of a figure in use, and leads there.'
                remedy = "Take it out of the aliases, or give the figure in use another name."
                yield Finding(RULE, message, remedy, package.path, line)
                continue
            try:
                material.catalogue.find(old)
            except UnreadableProblem:
                continue
            except FiguresError as error:
                message = f'The old reference "{old}" leads nowhere. {error.message}'
                yield Finding(RULE, message, error.remedy, package.path, line, 0, error.suggestion)

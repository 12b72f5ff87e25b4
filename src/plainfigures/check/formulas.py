"""Rule: derived figures can be worked out."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import Finding

__all__ = ["count", "find"]

RULE = "formula"


def count(material: Material) -> int:
    """Return how many formulas are looked at."""
    return sum(len(package.derived) for package in material.catalogue.packages.values())


def find(material: Material) -> Iterator[Finding]:
    """A figure that the site works out carries its formula, and every figure in the formula exists and
    has a value. The page shows it as our arithmetic, with the documents behind it.

    Correct the reference in the formula, under `plainfigures.derived` in datapackage.json.
    """
    yield from (one for one in material.found if one.rule == RULE)
    for package, declared, error in material.catalogue.derived_problems:
        message = f'The formula of "{declared.key}" cannot be worked out. {error.message}'
        yield Finding(RULE, message, error.remedy, package.path, declared.line, 0, error.suggestion)

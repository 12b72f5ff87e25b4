"""Rule: what was held back on purpose stands nowhere else."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import Finding
from plainfigures.figures.records import Resource

__all__ = ["count", "declared", "find"]

RULE = "withheld"
TABLE = "withheld"


def count(material: Material) -> int:
    """Return how many places are held back."""
    return sum(len(resource.rows) for resource in _tables(material))


def declared(material: Material) -> Iterator[str]:
    """Yield each place that is held back, with the reason."""
    for resource in _tables(material):
        for row in resource.rows:
            place, reason = row.cells.get("locator", ""), row.cells.get("reason", "")
            yield f"{row.cells.get('source', '')}, {place}: {reason}"


def find(material: Material) -> Iterator[Finding]:
    """Some published numbers stand for so few people that they are not repeated here. A table called
    “withheld” lists their places in the documents, with a reason and never the number; no figure may
    be taken from such a place unless it combines several.

    Take the figure out, or combine it with others so that neither can be worked out.
    """
    held = {
        (row.cells.get("source", ""), row.cells.get("locator", ""))
        for resource in _tables(material)
        for row in resource.rows
    }
    for figure in material.published:
        # A figure that names a single place as what it combines stands for that place alone.
        places = set(figure.combines) or {figure.locator}
        if len(places) == 1 and any((figure.source, place) in held for place in places):
            message = f'"{figure.reference}" is taken from a place that is held back.'
            remedy = "Take it out, or combine it with others."
            yield Finding(RULE, message, remedy, figure.path, figure.line)


def _tables(material: Material) -> list[Resource]:
    return [one for one in material.catalogue.resources.values() if one.name == TABLE]

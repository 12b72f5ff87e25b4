"""Rule: keys into tables of other packages are found there."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.errors import ReferenceProblem, UnreadableProblem
from plainfigures.figures.findings import Finding, nearest
from plainfigures.figures.records import ForeignKey, Resource

__all__ = ["count", "find"]

RULE = "foreign-key"
_PARTS_OF_FIGURES = {("area",), ("body",), ("source",)}


def count(material: Material) -> int:
    """Return how many keys are looked at."""
    return sum(len(resource.rows) for resource, _ in _keys(material))


def find(material: Material) -> Iterator[Finding]:
    """A name in one table that stands for a row of another, such as the id of a document, a body or an
    area, must be in that other table.

    Correct the name, or add the row.
    """
    for resource, key in _keys(material):
        try:
            target = material.catalogue.resource(f"{key.package}/{key.resource}")
        except UnreadableProblem:
            continue  # what it holds is not known, and it has a finding of its own
        except ReferenceProblem:
            message = f'"{resource.reference}" points to a table "{key.package}/{key.resource}".'
            remedy = "There is no such table: correct foreignKeys in datapackage.json."
            path = material.catalogue.packages[resource.package].path
            yield Finding(RULE, message, remedy, path)
            continue
        known = {
            tuple(row.cells.get(name, "") for name in key.reference_fields) for row in target.rows
        }
        for row in resource.rows:
            given = tuple(row.cells.get(name, "") for name in key.fields)
            if row.figures and key.fields in _PARTS_OF_FIGURES:
                continue  # what a figure names is held by a rule of its own, and told once
            if any(given) and given not in known and key.fields != ("source",):
                text = ".".join(given)
                message = f'"{text}" in "{", ".join(key.fields)}" is in no row of {target.path}.'
                near = nearest(text, [".".join(one) for one in known])
                yield Finding(
                    RULE, message, "Correct it, or add it there.", resource.path, row.line, 0, near
                )
            elif any(given) and given not in known:
                message = f'"{given[0]}" is in no row of the register of sources.'
                near = nearest(given[0], [one[0] for one in known])
                yield Finding(
                    RULE, message, "Correct it, or add it there.", resource.path, row.line, 0, near
                )


def _keys(material: Material) -> Iterator[tuple[Resource, ForeignKey]]:
    for resource in material.catalogue.resources.values():
        for key in resource.foreign_keys:
            yield resource, key

"""Rule: a figure is the figure of the body that its source is of."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import Finding

__all__ = ["find"]

RULE = "source-body"


def find(material: Material) -> Iterator[Finding]:
    """A figure is that of the body whose document it stands in. So a neighbour's figure can't pass
    for this body's.

    Give the row the right body or the right source. Where a whole table or column is somebody else's
    on purpose, such as our own count of a list that another body published, its `body` stands under
    `plainfigures` of that table or column in datapackage.json.
    """
    catalogue = material.catalogue
    for figure in material.published:
        source = catalogue.sources.get(figure.source)
        if figure.body_is_stated or source is None or not source.body or not figure.body:
            continue
        if figure.body != source.body:
            whose, of = (catalogue.bodies.get(one, one) for one in (figure.body, source.body))
            message = (
                f'"{figure.reference}" is given as a figure of {whose}, and its source '
                f'"{source.id}" is a document of {of}.'
            )
            remedy = "Correct the body or the source of the row."
            yield Finding(RULE, message, remedy, figure.path, figure.line, 0, source.body)

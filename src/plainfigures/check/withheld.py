"""Rule: what was held back on purpose stands nowhere else."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import Finding
from plainfigures.figures.held_back import held_places

__all__ = ["count", "declared", "find"]

RULE = "withheld"


def count(material: Material) -> int:
    """Return how many places are held back."""
    return len(held_places(material.catalogue))


def declared(material: Material) -> Iterator[str]:
    """Yield each place that is held back, with the reason."""
    for one in held_places(material.catalogue):
        source = material.catalogue.sources.get(one.source)
        said = (source.attribution or source.title) if source else one.source
        yield f"{said}, {one.locator}: {one.reason}"


def find(material: Material) -> Iterator[Finding]:
    """Some published numbers stand for so few people that they are not repeated here. A table
    called “withheld” lists their places in the documents, with a reason and never the number. No
    figure may be taken from such a place, unless it adds up several.

    Take the figure out, or combine it with others so that neither can be worked out.
    """
    held = {(one.source, one.locator) for one in held_places(material.catalogue)}
    for figure in material.published:
        # A figure that names a single place as what it combines stands for that place alone.
        places = set(figure.combines) or {figure.locator}
        if len(places) == 1 and any((figure.source, place) in held for place in places):
            message = f'"{figure.reference}" is taken from a place that is held back.'
            remedy = "Take it out, or combine it with others."
            yield Finding(RULE, message, remedy, figure.path, figure.line)

"""Rule: a value that the site reads differently from what is printed says why."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import Finding

__all__ = ["declared", "find"]

RULE = "read-as"


def find(material: Material) -> Iterator[Finding]:
    """The data keep what was printed, also where it plainly errs. Where the site reads it
    differently, the data say how and why, and the page says so too.

    Write the reason in one plain sentence.
    """
    for figure in material.published:
        differs = figure.read_as is not None or figure.read_as_text or figure.period_printed
        if differs and not figure.read_as_reason:
            message = (
                f'"{figure.reference}" is read differently from what is printed, without a reason.'
            )
            remedy = "Say why in read_as_reason, or take read_as out."
            yield Finding(RULE, message, remedy, figure.path, figure.line)


def declared(material: Material) -> Iterator[str]:
    """Yield each value that is read differently from what is printed, with the reason."""
    for figure in material.published:
        if figure.read_as_reason:
            yield f"{figure.title}: {figure.read_as_reason}"

"""Rule: the figures of one series are of one kind."""

import re
from collections import Counter
from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import Finding
from plainfigures.figures.records import Figure

__all__ = ["count", "find"]

RULE = "series"
_WHEN = re.compile(r"@[^/~]+|~.+")


def count(material: Material) -> int:
    """Return how many series are looked at."""
    return len(_series(material))


def find(material: Material) -> Iterator[Finding]:
    """A series gives one thing at several times. All its figures measure the same, in the same unit
    and counted in the same way, by one body and of one place. Otherwise a chart or a sentence would
    compare what cannot be compared. Series from data releases are held to those, by a rule above.

    Correct the row that differs. Where the way of counting did change, that is a break: give what
    comes after it a key of its own.
    """
    for name, figures in _series(material).items():
        for part in ("measure", "unit", "basis", "body", "area"):
            texts = Counter(_part(figure, part) for figure in figures)
            if len(texts) < 2:
                continue
            usual = texts.most_common(1)[0][0]
            for figure in figures:
                text = _part(figure, part)
                if text != usual:
                    message = (
                        f'"{figure.reference}" has the {part} "{text}", but others of "{name}"'
                    )
                    message += f' have "{usual}".'
                    remedy = f"Give all the same {part}, or give this one a key of its own."
                    yield Finding(RULE, message, remedy, figure.path, figure.line)


def _series(material: Material) -> dict[str, list[Figure]]:
    """Return the figures of each series, but for tables that are held to their sources' series."""
    found: dict[str, list[Figure]] = {}
    for package in material.catalogue.packages.values():
        held = {one.name for one in package.resources if one.origins}
        for figure in package.figures:
            if "@" in figure.reference and figure.reference.split("/")[1] not in held:
                found.setdefault(_WHEN.sub("", figure.reference), []).append(figure)
    return {name: figures for name, figures in found.items() if len(figures) > 1}


def _part(figure: Figure, part: str) -> str:
    return figure.unit.name if part == "unit" else str(getattr(figure, part))

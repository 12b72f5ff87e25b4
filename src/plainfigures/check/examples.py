"""Rule: no document that was made up to show how a site works is left."""

from collections.abc import Iterator

from plainfigures.check.material import Material
from plainfigures.figures.findings import ADVICE, ERROR, Finding
from plainfigures.figures.records import REGISTER

__all__ = ["find"]

RULE = "example"
MADE_UP = "made-up example"
"""The kind of document that a new site starts with."""


def find(material: Material) -> Iterator[Finding]:
    """No document is left that was made up to show how a site works. A new site starts with one, of
    the kind “made-up example”.

    Put your own documents and figures in its place, and take it out of
    datasets/sources/documents.csv. Only a release build (`--release`) refuses a site with one.
    """
    register = material.catalogue.resources.get(f"{REGISTER}/documents")
    if register is None:
        return
    for row in register.rows:
        if row.cells.get("kind", "").strip().lower() != MADE_UP:
            continue
        name = row.cells.get("id", "")
        there = sum(one.source == name for one in material.published)
        resting = f", and {there} {'figure rests' if there == 1 else 'figures rest'} on it"
        replacing = "put published figures in place of these, and "
        yield Finding(
            RULE,
            f'The document "{name}" is made up{resting if there else ""}.',
            f"Before the site is published, {replacing if there else ''}take its row out.",
            register.path,
            row.line,
            level=ERROR if material.release else ADVICE,
        )

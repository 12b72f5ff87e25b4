"""What is held back on purpose: places in documents, each with its reason and never its number."""

from msgspec import Struct

from plainfigures.figures.catalogue import Catalogue

__all__ = ["TABLE", "HeldPlace", "HeldText", "held_places"]

TABLE = "withheld"
"""What a table of such places is called, in whichever package it stands."""


class HeldPlace(Struct, frozen=True):
    """A place in a source that no figure may be taken from alone; `path` and `line` are of its row."""

    source: str
    locator: str
    reason: str = ""
    path: str = ""
    line: int = 0

    @property
    def name(self) -> str:
        """The place as it is called in a finding: its source and its locator."""
        return f"{self.source}, {self.locator}"


class HeldText(Struct, frozen=True):
    """What may stand in no byte of a finished site, and where it comes from.

    `place` is its file and line, as a finding names it; `until` says in words when it may be seen,
    empty where it never may. `texts` are looked for as they are written. They go into no finding, no
    log and no store, and so not into what this record says of itself.
    """

    place: str
    until: str = ""
    texts: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say whose texts these are, and none of them."""
        return f"HeldText({self.place!r}, {self.until!r}, {len(self.texts)} texts)"


def held_places(catalogue: Catalogue) -> list[HeldPlace]:
    """Return every place that a table called “withheld” lists."""
    return [
        HeldPlace(
            row.cells.get("source", ""),
            row.cells.get("locator", ""),
            row.cells.get("reason", ""),
            resource.path,
            row.line,
        )
        for resource in catalogue.resources.values()
        if resource.name == TABLE
        for row in resource.rows
    ]

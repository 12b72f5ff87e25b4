"""What is changed between two builds of a site: a sentence of a page, a cell of a table."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["AS_OF", "Edits", "edits_of"]

AS_OF = "2026-11-22"
"""The moment as of which all builds here are made."""


@dataclass(frozen=True)
class Edits:
    """The page and the table of a site that are changed between builds, and how.

    `cell` finds what changes in the table: its groups stand before and after the words or numbers
    that are replaced by what `renew` gives for a round.
    """

    page: Path
    table: Path
    cell: str
    renew: Callable[[int], str]

    def change_page(self, number: int) -> None:
        """Add a sentence to the page, another one in each round."""
        text = self.page.read_text("utf-8").partition("\n<!-- round -->\n")[0]
        words = " ".join(["again"] * number)
        self.page.write_text(f"{text}\n<!-- round -->\n\nIt was read {words}.\n", "utf-8")

    def change_cell(self, number: int) -> None:
        """Change what one row of the table says, to something else in each round."""
        text = self.table.read_bytes().decode()
        new = self.renew(number)
        changed, times = re.subn(
            self.cell, lambda m: m[1] + new + m[2] + (new + m[3] if m.lastindex == 3 else ""), text
        )
        if times != 1:
            raise ValueError(f"{times} cells to change in {self.table}")
        self.table.write_bytes(changed.encode())


def edits_of(site: Path) -> Edits:
    """Return what is changed in a copy of this project's site, or in a made-up one."""
    finance = site / "datasets" / "finance" / "position-2024-m4.csv"
    if finance.is_file():
        label = r"(,)Children in Care!*(,)"
        page = site / "docs" / "about" / "index.md"
        return Edits(page, finance, label, lambda number: "Children in Care" + "!" * number)
    table = next(iter(sorted(site.glob("datasets/*/counts.csv"))))
    first = table.read_text("utf-8").splitlines()[1].split(",")
    row = rf"(?m)^({','.join(first[:3])},)\d+(,{first[4]},)\d+(,)"
    page = site / "docs" / table.parent.name / "index.md"
    return Edits(page, table, row, lambda number: str(500 + number))

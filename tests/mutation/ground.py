"""What mutants are made from, and what a mutant is: a site's data with one thing in it corrupted.

A mutant changes one cell of a table, or one part of a figure that its descriptor states for a whole
column, table or package (then that one statement is the cell).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plainfigures.figures.records import STATUSES, Figure, Package, Resource, Row

__all__ = ["Ground", "Mutant", "Spot"]


@dataclass(frozen=True)
class Mutant:
    """One corruption: its operator, the figure it is made from, and what it changes.

    `cells` gives new texts by column for the row on `line` of the table; where `line` is 0,
    `stated` names instead the part of the descriptor that is changed, as (place, name of the part,
    new text) with the place "package", "table" or the name of a column.
    """

    operator: str
    package: str
    resource: str
    reference: str
    line: int = 0
    cells: tuple[tuple[str, str], ...] = ()
    stated: tuple[str, str, str] = ("", "", "")
    before: str = ""

    @property
    def after(self) -> str:
        """What the cell became."""
        return self.cells[0][1] if self.cells else self.stated[2]

    @property
    def change(self) -> tuple[object, ...]:
        """What is changed, whichever figure it was made from."""
        resource = "" if self.stated[0] == "package" else self.resource
        return self.package, resource, self.line, self.cells, self.stated

    @property
    def words(self) -> str:
        """The mutant in one line."""
        place = ", ".join(name for name, _ in self.cells) or f"{self.stated[0]}: {self.stated[1]}"
        return f'{self.operator}: {self.reference}, {place}: "{self.before}" → "{self.after}"'


class Ground:
    """What mutants are made from: sound packages, and their descriptors by name."""

    def __init__(self, packages: list[Package], descriptors: dict[str, dict[str, Any]]) -> None:
        self.packages = {package.name: package for package in packages}
        self.descriptors = descriptors
        self.resources = {
            resource.reference: resource for package in packages for resource in package.resources
        }
        register = {
            name: [row.key for row in self.resources[f"sources/{name}"].rows]
            for name in ("documents", "bodies", "areas")
        }
        self.others = {
            "source": register["documents"],
            "body": register["bodies"],
            "area": register["areas"],
            "status": list(STATUSES),
        }

    def spots(self) -> Iterator["Spot"]:
        """Yield every figure of every table with its row and its column."""
        for package in self.packages.values():
            by_reference = {figure.reference: figure for figure in package.figures}
            for resource in package.resources:
                for row in resource.rows:
                    for column, reference in row.figures.items():
                        yield Spot(self, package, resource, row, column, by_reference[reference])


@dataclass(frozen=True)
class Spot:
    """A figure where it stands."""

    ground: Ground
    package: Package
    resource: Resource
    row: Row
    column: str
    figure: Figure

    def cell(self, operator: str, column: str, text: str) -> Mutant | None:
        """Return the mutant in which a cell of the figure's row reads `text`."""
        before = self.row.cells.get(column, "")
        if text == before:
            return None
        return Mutant(
            operator,
            self.package.name,
            self.resource.name,
            self.figure.reference,
            self.row.line,
            ((column, text),),
            before=before,
        )

    def part(self, part: str) -> tuple[str, str]:
        """Return the place that states a part of the figure, and the text that stands there.

        The place is a column with a colon before it, or "package", "table" or a field's name.
        """
        names = [part]
        if part == "period":
            names.insert(0, "read_as_period")
        if part == "source":
            names.insert(0, f"{self.column}_source")
        for name in names:
            if self.row.cells.get(name):
                return f":{name}", self.row.cells[name]
        content = self.ground.descriptors[self.package.name]
        table = next(one for one in content["resources"] if one["name"] == self.resource.name)
        field = next(one for one in table["schema"]["fields"] if one["name"] == self.column)
        for place, own in ((self.column, field), ("table", table), ("package", content)):
            text = own.get("plainfigures", {}).get(part)
            if text not in (None, ""):
                return place, str(text)
        return "", ""

    def stated(
        self, operator: str, part: str, others: list[str], dice: random.Random
    ) -> Mutant | None:
        """Return the mutant in which a part of the figure is one of `others`."""
        place, before = self.part(part)
        choice = sorted(set(others) - {before, ""})
        if not place or not choice:
            return None
        after = dice.choice(choice)
        if place.startswith(":"):
            return self.cell(operator, place[1:], after)
        return Mutant(
            operator,
            self.package.name,
            self.resource.name,
            self.figure.reference,
            stated=(place, part, after),
            before=before,
        )

"""The keys of rows: from the columns of a primary key to references."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from plainfigures.errors import PeriodProblem
from plainfigures.figures.periods import parse_period
from plainfigures.figures.references import is_slug, slug_of_field

__all__ = ["RowKeys"]

_APART = ("period", "vintage")
"""Columns of a primary key that have a place of their own in a reference."""


class RowKeys(Struct, frozen=True):
    """How the rows of one table are called: its package, its name and the columns of its primary key."""

    package: str
    table: str
    columns: tuple[str, ...]

    def key(self, cells: Mapping[str, str]) -> str:
        """Return the key of a row: its parts, joined by dots."""
        return ".".join(cells.get(name, "") for name in self.columns if name not in _APART)

    def reference(self, cells: Mapping[str, str], field: str) -> str:
        """Return the reference of the figure that a row has in the column `field`."""
        reference = f"{self.package}/{self.table}/{self.key(cells)}"
        if "period" in self.columns:
            reference += f"@{cells['period']}"
        if field != "value":
            reference += f"/{slug_of_field(field)}"
        if "vintage" in self.columns:
            reference += f"~{cells['vintage']}"
        return reference

    def problem(
        self, cells: Mapping[str, str], told: Collection[str] = ()
    ) -> tuple[str, str] | None:
        """Return why a row's key cannot stand in a reference, as (message, remedy).

        The columns that are `told` have a finding of their own.
        """
        for name in self.columns:
            if name in told:
                continue
            text = cells.get(name, "")
            if name == "period" and not _is_period(text):
                return (
                    f'"{text}" in "{name}" is not a period that a reference can hold.',
                    "Write 2024-03-31, 2024-07, fy2024-25 or fy2024-25.m4.",
                )
            if name != "period" and not is_slug(text):
                return (
                    f'"{text}" in the key column "{name}" cannot be part of a reference.',
                    "Use lower case letters, digits and single hyphens.",
                )
        return None


def _is_period(text: str) -> bool:
    try:
        return parse_period(text).in_reference
    except PeriodProblem:
        return False

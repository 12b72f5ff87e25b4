"""What tests of the import share: a small site, the command, and spreadsheets to give it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from plainfigures.cli import main

__all__ = ["BUDGET", "Said", "Site", "spreadsheet"]

BUDGET = "money/budget"
"""Three rows in thousands of pounds: stations, training and their total."""


@dataclass(frozen=True)
class Said:
    """What the command said, and its exit code."""

    code: int
    text: str

    @property
    def refused(self) -> list[str]:
        """What it refused, each with its place, in one line."""
        return [line for line in self.text.splitlines() if ": error: " in line]


@dataclass(frozen=True)
class Site:
    """A copy of the fire service's site."""

    root: Path

    def run(self, *words: str) -> Said:
        """Run `plainfigures` in the site."""
        done = CliRunner().invoke(main, ["--site", str(self.root), *words])
        return Said(done.exit_code, done.output)

    def take(self, content: str | bytes, *options: str, into: str = BUDGET) -> Said:
        """Import a CSV file of this content."""
        file = self.root / "sent.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.run("import", str(file), "--into", into, *options)

    def take_file(self, file: Path, *options: str, into: str = BUDGET) -> Said:
        """Import a spreadsheet."""
        return self.run("import", str(file), "--into", into, *options)

    def table(self, name: str = BUDGET) -> list[str]:
        """Return the lines of a table."""
        return (self.root / "datasets" / f"{name}.csv").read_text("utf-8").splitlines()

    def files(self) -> dict[str, bytes]:
        """Return every file of the datasets."""
        folder = self.root / "datasets"
        return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def spreadsheet(
    file: Path, rows: Sequence[Sequence[object]], *, formats: str = "", title: str = "Position"
) -> Path:
    """Write a workbook with one sheet; `formats` is the number format of its numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if formats and isinstance(cell.value, (int, float)):
                cell.number_format = formats
    book.save(file)
    return file

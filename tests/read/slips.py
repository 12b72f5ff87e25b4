"""What tests of tables share: sound data with one change, and what is then found."""

from collections.abc import Callable
from pathlib import Path

from plainfigures.figures.findings import Finding
from tests.making import (
    make_datasets,
    read_data,
)

BUDGET = "datasets/money/budget.csv"
CLAIMS = "datasets/money/claims.csv"
ROW = '"12,261","12,261","13,104"'
CELLS = 'Put quotes around a cell that holds a comma, as in "12,261"; or take out the odd one.'
TOO_FEW = "Add what is missing; a cell that is empty still needs its comma."
FILL = "Fill it in, or change the rule in datapackage.json if it is wrong."
NUMBER = "Write digits, such as 12,261 or 12.5 or -3."
RULE = "Correct the cell, or change the rule in datapackage.json if it is wrong."
RIGHT = "To have it put right: plainfigures import datasets/money/budget.csv --into money/budget"
COLUMNS = RIGHT.replace("have it put right", "go through its columns")
SLUG = "Use lower case letters, digits and single hyphens."


def table(message: str, remedy: str, line: int, path: str = BUDGET, near: str = "") -> Finding:
    return Finding("table", message, remedy, path, line, 0, near)


def part(message: str, remedy: str, line: int, path: str = BUDGET, near: str = "") -> Finding:
    return Finding("figure-parts", message, remedy, path, line, 0, near)


def found_after(root: Path, change: Callable[[Path], object], path: str = BUDGET) -> list[Finding]:
    """Return what reading finds after a change to one file of the fire service's data."""
    make_datasets(root)
    change(root / path)
    return read_data(root)[1]

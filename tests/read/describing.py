"""What tests of descriptors share: a descriptor with one change, and what is then found."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from plainfigures.figures.findings import Finding
from tests.making import (
    describe,
    make_datasets,
    read_data,
)

MONEY = "datasets/money/datapackage.json"
NAME_REMEDY = "Use lower case letters, digits and single hyphens."
PERIOD_REMEDY = (
    "Write a day as 2024-03-31, a month as 2024-07, a financial year as fy2024-25, "
    "a position at a month as fy2024-25.m4."
)


def descriptor(message: str, remedy: str, line: int, suggestion: str = "") -> Finding:
    return Finding("descriptor", message, remedy, MONEY, line, 0, suggestion)


def found_after(root: Path, change: Callable[[dict[str, Any]], object]) -> list[Finding]:
    """Return what reading finds after a change to the descriptor of the package money."""
    describe(make_datasets(root) / "money", change)
    return read_data(root)[1]

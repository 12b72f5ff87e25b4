"""`data/charts/`: each chart as a picture and as numbers."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

__all__ = ["write_chart"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_chart(
    data: Path, name: str, svg: str, head: Sequence[str], rows: Sequence[Sequence[str | Decimal]]
) -> None:
    """Write a chart's drawing, and its data with numbers as numbers."""
    folder = data / "charts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(svg, "utf-8")
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    (folder / f"{name}.csv").write_text(stream.getvalue(), "utf-8")


def _harmless(cell: str | Decimal) -> str:
    """Keep a spreadsheet from taking a text for a formula; a number below zero is none."""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

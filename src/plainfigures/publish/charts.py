"""`data/charts/`: each chart as a picture and as numbers."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

__all__ = ["write_chart"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_chart(
    data: Path, name: str, svg: str, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Write a chart's drawing and its table."""
    folder = data / "charts"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(svg, "utf-8")
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    (folder / f"{name}.csv").write_text(stream.getvalue(), "utf-8")


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

"""Writes what a sweep found into the site's own record, `datasets/accessibility/`."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.looking.explained import EXPLAINED
from tests.looking.measures import axe_version

__all__ = ["RECORD", "Tally", "write_record"]

RECORD = Path("datasets") / "accessibility"


@dataclass(frozen=True)
class Tally:
    """The counts of one sweep; `day` is written YYYY-MM-DD, `explained` counts reviews by name."""

    day: str
    pages: int
    windows: int
    states: int
    looks: int
    enlarged: int
    failures: int
    explained: Counter[str]
    browser: str


def write_record(root: Path, tally: Tally) -> list[Path]:
    """Put a sweep in the place of another of its day, write its reviews, and return the files."""
    folder = root / RECORD
    row = {
        "date": tally.day,
        "tool": "axe-core",
        "tool_version": axe_version(),
        "browser": f"Chromium {tally.browser.partition('.')[0]}",
        "pages": tally.pages,
        "windows": tally.windows,
        "states": tally.states,
        "looks": tally.looks,
        "enlarged": tally.enlarged,
        "failures": tally.failures,
        "reviews": tally.explained.total(),
    }
    sweeps = folder / "sweeps.csv"
    with sweeps.open(encoding="utf-8", newline="") as file:
        kept = [one for one in csv.DictReader(file) if one["date"] != tally.day]
    rows = sorted([*kept, row], key=lambda one: str(one["date"]))
    _write(sweeps, list(row), rows)
    reviews = [
        {"key": one.name, "rule": one.rule, "reviews": tally.explained[one.name], "why": one.why}
        for one in EXPLAINED
        if tally.explained[one.name]
    ]
    _write(folder / "reviews.csv", ["key", "rule", "reviews", "why"], reviews)
    return [sweeps, folder / "reviews.csv"]


def _write(
    file: Path, names: list[str], rows: list[dict[str, object]] | list[dict[str, str]]
) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(text.getvalue(), "utf-8")

"""Our own counts, which no printed text stands beside, against the list that they were made from."""

import csv
from pathlib import Path


def test_our_own_counts_are_those_of_the_list_that_they_were_made_from(
    root: Path, shared: Path
) -> None:
    files = (
        root / "datasets" / "inspections" / "standing.csv",
        shared / "data" / "inspection-standing.csv",
    )
    ours, theirs = (
        [
            (row["area"].lower().replace(" ", "-"), row["councils"], row["of"])
            for row in csv.DictReader(file.open(encoding="utf-8-sig", newline=""))
        ]
        for file in files
    )
    assert len(ours) == 11
    assert ours == theirs

"""Copies of examples/england with some of its councils alone: for tests, and to measure growth."""

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

__all__ = ["ENGLAND", "copy_with", "names_of_councils"]

ENGLAND = Path(__file__).parent.parent.parent / "examples" / "england"


def copy_with(names: Sequence[str], folder: Path) -> Path:
    """Copy the site into `folder` with the councils of these names alone, and return it.

    A council that has ended has to be among them, since there is a page template for those.
    """
    shutil.copytree(ENGLAND, folder, ignore=shutil.ignore_patterns(".plainfigures", "site"))
    for file in sorted(folder.glob("datasets/*/datapackage.json")):
        content = json.loads(file.read_text("utf-8"))
        for resource in content["resources"]:
            release = resource.get("plainfigures", {}).get("release", {})
            if "where" in release:
                release["where"]["la_name"] = ["", *names]  # the country has no name there
        file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return folder


def names_of_councils(releases: Path, most: int) -> list[str]:
    """Return the names of so many councils, Cumbria first, which has ended, then by the alphabet.

    Where two of which one is among them report their social workers as one, that name comes after.
    """
    national = releases / "national"
    every = _names(national / "b1_children_in_need_2013_to_2025.csv") - {"", "Cumbria"}
    names = ["Cumbria", *sorted(every)][:most]
    workers = _names(national / "csww_indicators_2017_to_2025.csv")
    return names + sorted(
        one for one in workers - every - {*names} if {*one.split(" / ")} & {*names}
    )


def _names(file: Path) -> set[str]:
    with file.open(newline="", encoding="utf-8-sig") as stream:
        return {row["la_name"] for row in csv.DictReader(stream)}

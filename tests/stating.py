"""Relations and claims for tests: stated of the fire service's data."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.expressions import parse_test
from plainfigures.figures.records import Package, Resource, Row
from plainfigures.figures.statements import Claim, ClaimReading, Discrepancy, Relation
from plainfigures.read import read_packages
from tests.making import FIRE_SERVICE, Table, describe, make_datasets

__all__ = ["DISCREPANCY", "SAID", "claim", "declare", "reading", "relation", "stated"]

DISCREPANCY = Discrepancy(
    "The report leaves the thousands out.",
    "The cost with its thousands.",
    "The order of the year before gives the cost in full.",
)

SAID = Table(
    "said",
    """
    key,label,source,locator,as_published,note
    mostly-roads,Most rescues are from road crashes,budget-2024,paragraph 2.4,most of our rescues,
    best-trained,Nobody is trained better,budget-2024,paragraph 2.5,second to none,Of whom?
    """,
    ["key"],
)
"""A table of two claims."""


def relation(test: str, **parts: Any) -> Relation:
    """Return a relation; its key and its title are made up unless given."""
    known = {"key": "tried", "title": "What is tried", **parts}
    return Relation(test=test, steps=parse_test(test), **known)


def reading(test: str, words: str = "On this reading.", note: str = "") -> ClaimReading:
    """Return a reading of a claim."""
    return ClaimReading(words, test, parse_test(test), note)


def claim(key: str, *tests: str, **parts: Any) -> Claim:
    """Return a claim of the table `said`, with a reading for each test."""
    return Claim(key, "said", tuple(reading(test) for test in tests), **parts)


def stated(
    relations: Sequence[Relation] = (), claims: Sequence[Claim] = (), **others: Any
) -> Catalogue:
    """Return the fire service's figures with these statements in the package `money`.

    `others` are other parts of that package to change.
    """
    packages = {package.name: package for package in _kept()}
    money = packages["money"]
    packages["money"] = replace(
        money,
        resources=(*money.resources, _said()),
        relations=tuple(relations),
        claims=tuple(claims),
        **others,
    )
    return Catalogue(packages.values())


def declare(root: Path, **own: Any) -> Path:
    """Write the fire service's data under `root`, and what the package `money` declares besides.

    The table `said` is there as well; returns the descriptor.
    """

    def change(content: dict[str, Any]) -> None:
        content["plainfigures"].update(own)
        content["resources"].append(SAID.descriptor)

    folder = make_datasets(root) / "money"
    describe(folder, change)
    (folder / "said.csv").write_text(SAID.content, "utf-8")
    return folder / "datapackage.json"


@cache
def _kept() -> list[Package]:
    packages, found = read_packages(FIRE_SERVICE / "datasets", FIRE_SERVICE, None)
    assert found == []
    return packages


def _said() -> Resource:
    names, *lines = [line.split(",") for line in SAID.content.splitlines()]
    rows = tuple(
        Row(number, cells[0], dict(zip(names, cells, strict=True)))
        for number, cells in enumerate(lines, 2)
    )
    return Resource("money", "said", "What was said", "", "datasets/money/said.csv", (), rows)

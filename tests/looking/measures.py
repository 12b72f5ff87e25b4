"""Measures of an open page: axe's rules, and what axe does not measure."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.looking.explained import explain

__all__ = ["TAGS", "Look", "Problem", "axe_version", "look", "prepare", "said"]

HERE = Path(__file__).parent
# All of axe's rules but those of level AAA, which the regulations do not ask for, and those that
# it calls experimental or deprecated.
TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "best-practice",
]


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong: by which rule, where, and in which words."""

    rule: str
    where: str
    words: str


@dataclass
class Look:
    """What was found in one state of one page; `explained` counts reviews by their explanation."""

    problems: list[Problem] = field(default_factory=list)
    explained: Counter[str] = field(default_factory=Counter)


@cache
def _axe() -> str:
    package = Path(str(axe_playwright_python.__file__)).parent
    return (package / "axe.min.js").read_text("utf-8")


def axe_version() -> str:
    """Return the version of axe-core."""
    return _axe()[:40].partition("axe v")[2].split()[0]


def prepare(page: Page) -> None:
    """Put axe and the measures into an open page."""
    page.evaluate(_axe())
    page.evaluate((HERE / "measures.js").read_text("utf-8"))


def look(page: Page, *measures: str, axe: bool = True, within: str = "html") -> Look:
    """Hold an open page, as it stands, against the measures named and, a part of it, against axe."""
    found = Look()
    for measure in measures:
        for row in page.evaluate(f"looking.{measure}()"):
            found.problems.append(Problem(*row))
    if axe:
        for row in page.evaluate("([tags, within]) => looking.hold(tags, within)", [TAGS, within]):
            _weigh(row, found)
    return found


def _weigh(row: dict[str, Any], found: Look) -> None:
    """Take a review for explained where it is; all else is a problem."""
    rule, where = str(row["rule"]), str(row["where"])
    words = str(row["words"])
    if row["kind"] == "review":
        enough = bool(row["least"]) and row["least"] >= row["asked"]
        why = explain(rule, str(row["key"]), where, enough=enough)
        if why is not None:
            found.explained[why.name] += 1
            return
        rule = f"review {rule} {row['key']}".strip()
    if row["asked"]:
        words = f"measured {row['least']:.2f}, asked {row['asked']}; {words}"
    found.problems.append(Problem(rule, where, words))


def said(problems: list[Problem]) -> Iterator[str]:
    """Yield one line for each rule and place."""
    counted = Counter((one.rule, one.where) for one in problems)
    for (rule, where), count in sorted(counted.items()):
        words = next(one.words for one in problems if (one.rule, one.where) == (rule, where))
        yield f"{rule} | {where} | {words}" + (f" | {count} times" if count > 1 else "")

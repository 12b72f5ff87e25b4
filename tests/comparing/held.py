"""The fire service's site in two versions, held beside each other."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from plainfigures.comparing.as_json import as_json
from plainfigures.comparing.as_markdown import as_markdown
from plainfigures.comparing.as_page import as_page
from plainfigures.comparing.as_text import as_text
from plainfigures.comparing.compare import hold_beside
from plainfigures.comparing.records import Changes, FigureChange, VersionName
from plainfigures.comparing.side import Side
from plainfigures.config import open_config
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.preparing import prepare
from tests.making import make_site

__all__ = ["AS_OF", "RECORDS", "after", "base", "every_form", "figure_of", "passages_of", "side_of"]

AS_OF = "2024-12-01"
RECORDS = "datasets/sources/revisions.csv"


@cache
def base() -> Path:
    """Return the folder of the site as it was, with what reading it has kept."""
    folder = make_site(Path(_holder().name) / "fire")
    side_of(folder, "the old one")
    return folder


@cache
def _holder() -> TemporaryDirectory[str]:
    """Return the folder that holds the old site until the tests are done."""
    return TemporaryDirectory(prefix="compared-")


def side_of(root: Path, said: str = "the new one") -> Side:
    """Return a version of the site, read, with what the rules on data and pages' macros find."""
    prepared = prepare(open_config(root), Clock(parse_moment(AS_OF)))
    return Side(VersionName(said, said), prepared, prepared.findings)


@cache
def _old() -> Side:
    return side_of(base(), "the old one")


def after(folder: Path, change: Callable[[Path], object], old: Path | None = None) -> Changes:
    """Return what differs once `change` was made to a copy of the site in `folder`."""
    root = shutil.copytree(old or base(), folder / "changed")
    change(root)
    before = side_of(old, "the old one") if old else _old()
    return hold_beside(before, side_of(root), Clock(parse_moment(AS_OF)))


def figure_of(changes: Changes, reference: str) -> FigureChange:
    """Return what became of one figure."""
    (found,) = [one for one in changes.figures if one.reference == reference]
    return found


def passages_of(changes: Changes, path: str) -> list[tuple[int, str, str, str]]:
    """Return the passages of a page that differ, as (line, cell, before, after)."""
    return [
        (one.line, one.where, one.old, one.new)
        for page in changes.pages
        if page.path == path
        for one in page.passages
    ]


def every_form(changes: Changes) -> str:
    """Return a change in every form of output there is."""
    forms = [as_text(changes), as_markdown(changes), as_json(changes), as_page(changes, "Fire")]
    return "\n".join(forms)

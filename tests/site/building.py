"""Builds of the fire service's site, and what tests look at in them."""

import datetime
from pathlib import Path
from unittest import mock

from click.testing import Result
from lxml import html

from plainfigures.figures.clock import Clock
from tests.site.conftest import run

AS_OF = "2024-12-01"


def build(site: Path, *words: str, as_of: str = AS_OF) -> Result:
    """Build a site as of a day, drawing in this process and no pictures for sharing."""
    return run(site, "build", "--as-of", as_of, "--jobs", "1", "--no-pictures", *words)


def build_at(site: Path, day: int) -> Result:
    """Build a site on a machine whose clock is at some days after 1 December 2024."""
    moment = datetime.datetime.fromtimestamp(1733011200 + 86400 * day, datetime.UTC)
    with mock.patch("plainfigures.cli.present_clock", return_value=Clock(moment)):
        return run(site, "build", "--jobs", "1", "--no-pictures")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def leftovers(site: Path) -> set[str]:
    """Return what lies in the work folder that no build should leave there."""
    kept = {"packages", "drawings", "pictures", "tests", "lists", "pages", "rules", "downloads"}
    kept |= {"state.json", "previous", "tidied", "lock", "proofs", "rendered", "written", "noted"}
    return {one.name for one in (site / ".plainfigures").iterdir()} - kept


def page_of(site: Path, address: str = "") -> html.HtmlElement:
    """Return a page of a finished site."""
    return html.parse(str(site / "site" / address / "index.html")).getroot()

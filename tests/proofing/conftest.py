"""A finished site of the fire service, in a copy that each test may damage before it is looked at."""

import dataclasses
import datetime
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from plainfigures.config import read_config
from plainfigures.figures.clock import Clock
from plainfigures.figures.findings import Finding
from plainfigures.finishing import finish
from plainfigures.preparing import Prepared, drawings_of, prepare
from plainfigures.proofing import proof
from plainfigures.rendering.jobs import render_site
from tests.making import edit, make_site

ADDRESS = "https://fire.example/figures/"


@dataclass(frozen=True)
class Finished:
    """A finished site: what it was made from, and the folder of its files."""

    prepared: Prepared
    site: Path

    def findings(self, **held: object) -> list[Finding]:
        """Return what is found in the files; `held` replaces parts of what they were made from."""
        return proof(self.site, dataclasses.replace(self.prepared, **held))  # type: ignore[arg-type]

    def said(self, **held: object) -> list[str]:
        """Return what is found, each as its place, its level and its message."""
        return [f"{one.place}: {one.level}: {one.message}" for one in self.findings(**held)]


def finished_site(root: Path, *, change: Callable[[Path], object] = lambda root: None) -> Finished:
    """Make the fire service's site in `root`, up to the moment at which it is proofread."""
    make_site(root)
    edit(root / "mkdocs.yml", 'site_url: ""', f"site_url: {ADDRESS}")
    change(root)
    clock = Clock(datetime.datetime(2024, 12, 1, tzinfo=datetime.UTC))
    prepared = prepare(read_config(root), clock)
    assert prepared.sound, prepared.findings
    site = root / "making"
    prepared.downloads.begin(None)
    drawings = drawings_of(prepared)
    render_site(prepared, site)
    finish(prepared, site, drawings)
    return Finished(prepared, site)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The finished site, in which nothing is wrong; tests only look at it."""
    return finished_site(tmp_path_factory.mktemp("proofing") / "fire")


@pytest.fixture
def finished(whole: Finished, tmp_path: Path) -> Finished:
    """A copy of it, to damage; `write` puts a file in the place of another."""
    site = shutil.copytree(whole.site, tmp_path / "site", copy_function=os.link)
    return Finished(whole.prepared, site)


def write(file: Path, content: str | bytes) -> None:
    """Put a file in the place of another, which other copies of the site share."""
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def change(file: Path, old: str, new: str) -> None:
    """Replace what stands once in a file, in a copy of it."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    write(file, text.replace(old, new))

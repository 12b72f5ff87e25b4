"""Whole sites: this project's own, built once for each test process, and served as a host would."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser

from plainfigures.cli import main
from tests.conftest import copy_site
from tests.looking.browsing import open_browser, serve
from tests.looking.violations import heard
from tests.making import make_site

AS_OF = "2026-11-22"


def run(site: Path, *words: str) -> Result:
    """Run a `plainfigures` command in the folder of a site."""
    return CliRunner().invoke(main, ["--site", str(site), *words], catch_exceptions=False)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that one test process makes and all of them share."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    done, failed = folder.with_suffix(".done"), folder.with_suffix(".failed")
    try:
        folder.with_suffix(".making").mkdir()
    except FileExistsError:
        while not done.exists():
            assert not failed.exists(), f"another process could not make {name}"
            time.sleep(0.05)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project's site, built; tests only look at it."""

    def make(folder: Path) -> None:
        copy_site(folder)
        result = run(folder, "build", "--as-of", AS_OF, "--jobs", "2")
        assert result.exit_code == 0, result.output

    return made_once(tmp_path_factory, "project", make)


def copy_warm(project: Path, target: Path) -> Path:
    """Copy this project's site, with what a build of it has kept, into `target`."""
    copy_site(target)
    # What is kept is never written in place, so one file can stand in several folders.
    shutil.copytree(project / ".plainfigures", target / ".plainfigures", copy_function=os.link)
    return target


@pytest.fixture(scope="session")
def built(project: Path) -> Path:
    """The finished site of this project."""
    return project / "site"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fire service's site, built without the pictures for sharing, which take long."""

    def make(folder: Path) -> None:
        make_site(folder)
        words = ("--as-of", "2024-12-01", "--jobs", "1", "--no-pictures")
        result = run(folder, "build", *words)
        assert result.exit_code == 0, result.output

    return made_once(tmp_path_factory, "fire", make)


@pytest.fixture
def site(template: Path, tmp_path: Path) -> Path:
    """A copy of the built site, to change."""
    return shutil.copytree(template, tmp_path / "fire")


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The address at which the finished site is served, as a plain static host would."""
    with serve(built) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; `nox -s tests` finds or gets one and names it in PLAINFIGURES_BROWSER."""
    with open_browser() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _nothing_is_stopped(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test opens a page of which the policy of its site stops anything."""
    opened = request.getfixturevalue("browser") if "browser" in request.fixturenames else None
    yield
    if opened:
        assert heard(opened) == []

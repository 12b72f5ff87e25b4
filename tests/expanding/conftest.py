"""What the tests of page templates share: the stations' site, read once, and copies to change."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plainfigures.config import read_config
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.findings import ERROR
from plainfigures.preparing import Prepared, prepare
from tests.expanding.stations import make_stations

AS_OF = "2024-12-01"


def look(site: Path) -> Prepared:
    """Read and check a site as of a fixed moment."""
    return prepare(read_config(site), Clock(parse_moment(AS_OF)))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is made, with what its reading kept; tests only look at it."""
    folder = make_stations(tmp_path_factory.mktemp("stations") / "site")
    assert look(folder).sound
    return folder


@pytest.fixture(scope="session")
def prepared(kept: Path) -> Prepared:
    """The site as it is made, read and checked."""
    return look(kept)


@pytest.fixture
def site(kept: Path, tmp_path: Path) -> Path:
    """A copy of the site to change."""
    target = shutil.copytree(
        kept, tmp_path / "site", ignore=shutil.ignore_patterns(".plainfigures")
    )
    shutil.copytree(kept / ".plainfigures", target / ".plainfigures", copy_function=os.link)
    return target


@pytest.fixture
def errors(site: Path) -> Callable[[], list[str]]:
    """Return the errors of the site as it is now, as `place: message`."""

    def read() -> list[str]:
        found = look(site).findings
        return [f"{one.place}: {one.message}" for one in found if one.level == ERROR]

    return read

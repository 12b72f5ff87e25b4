"""A site to import into: read once, so that each test reads only what it changes."""

import shutil
from pathlib import Path

import pytest

from tests.intake.importing import Site
from tests.making import make_site


@pytest.fixture(scope="session")
def read_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fire service's site, its packages read and kept."""
    folder = make_site(tmp_path_factory.mktemp("before"))
    Site(folder).take("Department,Forecast (£000)\nFire stations,13104\n")
    return folder


@pytest.fixture
def site(read_before: Path, tmp_path: Path) -> Site:
    """A copy of that site, to be changed."""
    return Site(shutil.copytree(read_before, tmp_path / "site"))

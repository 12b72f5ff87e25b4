"""What the tests of the writing room share."""

from pathlib import Path

import pytest

from plainfigures.write import Desk
from tests.making import make_datasets
from tests.write.desks import make_desk


@pytest.fixture
def desk() -> Desk:
    """A desk over the fire service's data as it is kept."""
    return make_desk()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the fire service's data to change."""
    make_datasets(tmp_path)
    return tmp_path

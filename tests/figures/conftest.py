"""What the tests of this room share."""

import pytest

from plainfigures.figures.catalogue import Catalogue
from tests.making import FIRE_SERVICE, catalogue_of


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return catalogue_of(FIRE_SERVICE)

"""A sample of the data made at random; `nox -s fuzz` tries many more."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.data import Example, check_example, make_example
from tests.fuzz.harness import run


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    """A folder for the site and for what is kept of it between examples."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_data_made_at_random_come_to_findings_or_none(base: Path, seed: int) -> None:
    example = make_example(random.Random(seed))
    assert check_example(Example(example.path, example.content), base) >= 0


def test_a_fault_is_caught_and_kept(tmp_path: Path) -> None:
    tally = run("fault", 0.001, 1, tmp_path)
    assert next(iter(tally.failures)) == "fault-1-3"  # on a quick machine, more follow
    assert "writes or asks outside" in tally.failures["fault-1-3"]
    assert (tmp_path / "fault-1-3.txt").is_file()

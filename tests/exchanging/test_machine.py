"""What the machine would not do is told of the place that it concerns."""

import errno
import os
from pathlib import Path

import pytest

from plainfigures.exchanging.machine import machine_problem


@pytest.mark.parametrize(
    ("number", "named"), [(errno.ENOSPC, "there"), (errno.EROFS, "there"), (errno.EACCES, "here")]
)
def test_a_copy_that_cannot_be_written_names_where_it_was_to_go(
    tmp_path: Path, number: int, named: str
) -> None:
    for one in ("here", "there"):
        (tmp_path / one).mkdir()
    copied, written = (str(tmp_path / one / "file") for one in ("here", "there"))
    problem = machine_problem(OSError(number, os.strerror(number), copied, None, written))
    assert problem is not None
    assert problem.message.startswith(f"{tmp_path / named / 'file'} could not be used: ")
    if number == errno.ENOSPC:
        assert f"on the disk that holds {tmp_path / named}, then" in problem.remedy

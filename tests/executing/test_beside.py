"""A copy of this process helps from the other end, and nothing hangs on it."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from plainfigures.executing import workers
from plainfigures.executing.beside import do_each, meanwhile

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there a process is copied")

NUMBERS = list(range(20))


@pytest.fixture
def executor() -> Iterator[Executor | None]:
    with workers(2) as found:
        yield found


class Kept:
    """Says which process did what, and keeps it: what is kept is not done again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def do(self, number: int) -> str:
        place = self.folder / str(number)
        if not place.exists():
            draft = self.folder / f"draft-{os.getpid()}"
            draft.write_text(str(os.getpid()))
            draft.rename(place)
        return place.read_text()

    def wait_for(self, number: int) -> None:
        end = time.monotonic() + 30
        while not (self.folder / str(number)).exists():
            assert time.monotonic() < end, "nobody helped"
            time.sleep(0.01)


def test_what_is_done_at_the_other_end_is_not_done_again(
    executor: Executor, tmp_path: Path
) -> None:
    kept = Kept(tmp_path)

    def do(number: int) -> str:
        if number == 0:
            kept.wait_for(15)
        return kept.do(number)

    done = do_each(do, NUMBERS, executor)
    assert done[-1] != str(os.getpid())


def test_what_the_other_has_begun_is_waited_for(executor: Executor, tmp_path: Path) -> None:
    kept, here = Kept(tmp_path), os.getpid()
    begun = tmp_path / "begun"

    def do(number: int) -> str:
        if os.getpid() != here and number == 15:
            begun.touch()
            time.sleep(0.5)
        if number == 0:
            kept.wait_for(16)
            while not begun.exists():
                time.sleep(0.01)
        return kept.do(number)

    done = do_each(do, NUMBERS, executor)
    assert done[:15] == [str(here)] * 15
    assert set(done[15:]) == {done[19]} != {str(here)}


def test_without_other_processes_all_is_done_here(tmp_path: Path) -> None:
    assert set(do_each(Kept(tmp_path).do, NUMBERS, None)) == {str(os.getpid())}


def test_what_may_not_be_shared_is_done_here_alone(executor: Executor, tmp_path: Path) -> None:
    kept = Kept(tmp_path)

    def do(number: int) -> str:
        if number == 0:
            kept.wait_for(15)
        return kept.do(number)

    done = do_each(do, NUMBERS, executor, lambda number: number != 17)
    assert done[17] == str(os.getpid())
    assert done[19] != str(os.getpid())


def test_for_a_few_no_process_is_begun(executor: Executor, tmp_path: Path) -> None:
    before = set(multiprocessing.active_children())

    def do(number: int) -> bool:
        return set(multiprocessing.active_children()) == before

    assert all(do_each(do, [1, 2, 3], executor))


def test_a_helper_that_fails_leaves_the_work_to_this_process(executor: Executor) -> None:
    here = os.getpid()

    def do(number: int) -> int:
        if os.getpid() != here:
            raise ValueError("no")
        return number

    assert do_each(do, NUMBERS, executor) == NUMBERS


def test_a_helper_that_is_killed_leaves_the_work_to_this_process(
    executor: Executor, tmp_path: Path
) -> None:
    kept, here = Kept(tmp_path), os.getpid()

    def do(number: int) -> str:
        if os.getpid() != here and number == 17:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 0:
            kept.wait_for(18)
        return kept.do(number)

    done = do_each(do, NUMBERS, executor)
    assert done[:18] == [str(here)] * 18


def test_what_is_wrong_is_told_here_and_nobody_works_on(executor: Executor) -> None:
    def do(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        return number

    before = set(multiprocessing.active_children())
    with pytest.raises(ValueError, match="three"):
        do_each(do, NUMBERS, executor)
    for one in set(multiprocessing.active_children()) - before:
        one.join(30)
        assert not one.is_alive()


def test_what_comes_next_is_kept_meanwhile(executor: Executor, tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    with meanwhile(lambda: kept.do(1), executor):
        kept.wait_for(1)
    assert kept.do(1) != str(os.getpid())


def test_meanwhile_is_no_matter_where_it_fails_or_nobody_helps(
    executor: Executor, tmp_path: Path
) -> None:
    with meanwhile(lambda: 1 / 0, executor):
        pass
    with meanwhile(lambda: Kept(tmp_path).do(1), None):
        pass
    assert [*tmp_path.iterdir()] == []

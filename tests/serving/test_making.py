"""Work in a process of its own: whatever happens in it, the preview goes on and says what it was."""

import os
import time
from pathlib import Path

import pytest

from plainfigures.errors import BuildProblem
from plainfigures.serving.making import do_apart, fault_of
from tests.serving import showing

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no copies")


def test_what_the_work_returns_comes_back(tmp_path: Path) -> None:
    answer = do_apart(tmp_path, showing.say_back, "Eastmere", limit=showing.PATIENCE)
    assert (answer.value, answer.fault) == ("Eastmere", None)


def test_an_error_in_the_sites_own_python_is_told_with_its_line(tmp_path: Path) -> None:
    own = tmp_path / "macros" / "own.py"
    own.parent.mkdir()
    own.write_text("total = 0\nshare = 1 / total\n", "utf-8")
    fault = do_apart(tmp_path, showing.fail, tmp_path, limit=showing.PATIENCE).fault
    assert fault is not None
    assert fault.place == "macros/own.py:2"
    assert fault.message.endswith(
        "ended the making of the pages here: ZeroDivisionError: division by zero."
    )
    assert fault.remedy == "Mend this line, or ask who wrote it."


def test_the_end_of_the_program_is_the_end_of_the_work_alone(tmp_path: Path) -> None:
    fault = do_apart(tmp_path, showing.end_the_program, limit=showing.PATIENCE).fault
    assert fault is not None
    assert "SystemExit: 3" in fault.message
    fault = do_apart(tmp_path, showing.leave, limit=showing.PATIENCE).fault
    assert fault is not None
    assert fault.message == "The program that makes the pages ended before they were ready."
    assert do_apart(tmp_path, showing.say_back, "on", limit=showing.PATIENCE).value == "on"


def test_too_much_memory_is_told_in_words(tmp_path: Path) -> None:
    fault = do_apart(tmp_path, showing.take_all_memory, limit=showing.PATIENCE).fault
    assert fault is not None
    assert fault.message == "There was not enough memory to make the pages."


def test_work_without_end_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    # As soon as the work is under way its time is over.
    answer = do_apart(
        tmp_path, showing.go_round, note, limit=showing.PATIENCE, give_up=lambda: _written(note)
    )
    assert answer.given_up
    assert answer.fault is None
    pids = [int(one) for one in note.read_text("utf-8").split()]
    end = time.monotonic() + showing.PATIENCE
    while any(_runs(pid) for pid in pids):
        assert time.monotonic() < end, "a process goes on"
        time.sleep(0.02)


def test_work_over_its_limit_is_told(tmp_path: Path) -> None:
    fault = do_apart(tmp_path, showing.go_round, tmp_path / "pids", limit=0.5).fault
    assert fault is not None
    assert fault.message == (
        "The pages were not ready after 0.5 seconds, so making them was stopped."
    )
    assert "--limit SECONDS" in fault.remedy


def test_a_problem_that_is_known_keeps_its_own_words(tmp_path: Path) -> None:
    fault = fault_of(BuildProblem("There is no folder docs/.", "Add it.", "docs"), tmp_path)
    assert (fault.message, fault.remedy, fault.suggestion) == (
        "There is no folder docs/.",
        "Add it.",
        "docs",
    )


def test_a_fault_of_the_program_is_no_fault_of_the_editor(tmp_path: Path) -> None:
    assert fault_of(KeyError("x"), tmp_path).message == (
        "This is a fault of plainfigures and not of yours: KeyError: 'x'."
    )
    assert "disk is full" in fault_of(OSError(28, "No space left on device"), tmp_path).remedy


def _written(note: Path) -> bool:
    return note.is_file() and len(note.read_text("utf-8").split()) == 2


def _runs(pid: int) -> bool:
    """Whether a process is there and no mere entry that nobody has asked after."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.is_file() and status.read_text("utf-8").rpartition(")")[2].split()[0] == "Z")


def test_what_is_told_before_the_end_is_heard_in_its_order(tmp_path: Path) -> None:
    heard: list[str] = []
    answer = do_apart(
        tmp_path, showing.tell_twice, "first", limit=showing.PATIENCE, heard=heard.append
    )
    assert (heard, answer.value) == (["first", "first again"], "last")

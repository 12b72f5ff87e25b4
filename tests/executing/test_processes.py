"""Processes that work for another: they end when it ends, however that is."""

import multiprocessing
import os
import signal
import struct
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from textwrap import dedent

import pytest

from plainfigures.errors import MachineProblem
from plainfigures.exchanging.machine import in_words
from plainfigures.exchanging.stopping import stoppable
from plainfigures.executing import workers
from plainfigures.executing.processes import settle_in
from tests.conftest import ROOT


def is_alive(number: int) -> bool:
    """Return whether a process runs, and is not only waiting to be asked how it ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for_end(numbers: set[int]) -> set[int]:
    """Wait for processes to end, ten seconds at most; returns those that go on."""
    for _ in range(1000):
        numbers = {one for one in numbers if is_alive(one)}
        if not numbers:
            break
        time.sleep(0.01)
    return numbers


def test_workers_end_when_the_program_that_they_work_for_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    number = os.fork()
    if number == 0:
        with workers(2) as executor:
            assert executor
            found = {executor.submit(os.getpid).result()}
            for _ in range(5):
                executor.submit(time.sleep, 60)
            found.add(executor.submit(os.getpid).result())
            executor.submit(time.sleep, 60)
            (tmp_path / "draft").write_text(" ".join(map(str, found)), "utf-8")
            (tmp_path / "draft").rename(told)
            time.sleep(60)
        os._exit(0)
    while not told.is_file():
        time.sleep(0.01)
    at_work = {int(one) for one in told.read_text("utf-8").split()}
    assert all(is_alive(one) for one in at_work)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    assert wait_for_end(at_work) == set()


def test_a_worker_that_the_system_ends_is_told_in_words(tmp_path: Path) -> None:
    def work() -> None:
        with in_words(tmp_path), workers(2) as executor:
            assert executor
            executor.submit(signal.raise_signal, signal.SIGKILL).result()

    with pytest.raises(MachineProblem) as told:
        work()
    assert isinstance(told.value.__cause__, BrokenProcessPool)
    assert "was ended by the system, as happens when memory runs out" in told.value.message
    assert "--jobs 1" in told.value.remedy


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("os.kill(number, signal.SIGKILL)", "BrokenProcessPool"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    ],
)
def test_nobody_waits_for_what_was_on_its_way_to_a_worker_that_ends(what: str, told: str) -> None:
    program = f"""
        import os, signal, time
        from plainfigures.executing import workers
        with workers(2) as executor:
            number = executor.submit(os.getpid).result()
            for _ in range(2):
                executor.submit(time.sleep, 60)
            much = [executor.submit(len, bytes(20_000_000)) for _ in range(3)]
            time.sleep(0.5)
            {what}
            much[-1].result()
    """
    command = [sys.executable, "-c", dedent(program)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=90)
    assert told in ended.stderr.splitlines()[-1]


def test_a_worker_that_ends_as_the_work_is_done_holds_nobody_up() -> None:
    program = """
        import os, signal, time
        from plainfigures.executing import workers
        for _ in range(4):
            with workers(2) as executor:
                both = [executor.submit(time.sleep, 0.1) for _ in range(2)]
                number = executor.submit(os.getpid)
                [one.result() for one in both]
                number = number.result()
                time.sleep(0.05)
                os.kill(number, signal.SIGKILL)
        print("done")
    """
    command = [sys.executable, "-c", dedent(program)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert ended.stdout == "done\n", ended.stderr


@pytest.mark.parametrize(("jobs", "first"), [(2, 0), (4, 5)])
def test_nobody_waits_for_the_rest_of_what_a_worker_began_to_hand_over(
    jobs: int, first: int
) -> None:
    with workers(jobs) as executor:
        assert executor
        busy = [executor.submit(time.sleep, 60) for _ in range(first)]
        with pytest.raises(BrokenProcessPool):
            executor.submit(hand_over_a_part).result(timeout=60)
    assert all(one.done() for one in busy)


def hand_over_a_part() -> None:
    """Begin to write a message of 1,000 bytes, and be ended by the system."""
    _, given = multiprocessing.current_process()._args[:2]  # type: ignore[attr-defined]
    os.write(given._writer.fileno(), struct.pack("!i", 1000) + b"begun")
    os.kill(os.getpid(), signal.SIGKILL)


def test_work_that_is_stopped_does_not_wait_for_what_others_do() -> None:
    numbers = set[int]()

    def work() -> None:
        with workers(2) as executor:
            assert executor
            numbers.add(executor.submit(os.getpid).result())
            executor.submit(time.sleep, 60)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert wait_for_end(numbers) == set()


def test_a_worker_that_is_told_to_end_before_it_has_settled_in_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settle = settle_in

    def settle_late() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        settle()

    monkeypatch.setattr("plainfigures.executing.processes.settle_in", settle_late)
    with stoppable(), workers(2) as executor:
        assert executor
        with pytest.raises(BrokenProcessPool):
            executor.submit(os.getpid).result(timeout=60)


def test_more_processes_begin_only_when_one_has_its_hands_full() -> None:
    with workers(2) as executor:
        assert executor
        first = executor.submit(os.getpid).result(timeout=60)
        assert executor.submit(os.getpid).result(timeout=60) == first
        busy = executor.submit(time.sleep, 60)
        for _ in range(4):
            executor.submit(time.sleep, 60)
        second = executor.submit(os.getpid).result(timeout=60)
        assert second != first
        assert not busy.done()
        os.kill(first, signal.SIGKILL)
        with pytest.raises(BrokenProcessPool):
            busy.result(timeout=60)
    assert wait_for_end({first, second}) == set()


def test_what_is_begun_is_waited_for(tmp_path: Path) -> None:
    with workers(3) as executor:
        assert executor
        places = [tmp_path / str(number) for number in range(8)]
        begun = [executor.submit(write_late, place) for place in places]
    done = [one for one, place in zip(begun, places, strict=True) if not one.cancelled()]
    assert done
    assert all(one.done() for one in begun)
    assert all(place.is_file() for one, place in zip(begun, places, strict=True) if one in done)
    assert not any(one.is_alive() for one in multiprocessing.active_children())


def write_late(place: Path) -> None:
    """Take a moment, as long work does."""
    time.sleep(0.5)
    place.write_text("done", "utf-8")


def test_one_job_is_done_here() -> None:
    with workers(1) as executor:
        assert executor is None


def run_program(folder: Path, program: str) -> str:
    """Run a program of its own, for a minute at most; returns what it printed."""
    file = folder / "program.py"
    file.write_text(dedent(program), "utf-8")
    ended = subprocess.run(
        [sys.executable, str(file)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return ended.stdout + ended.stderr


def test_a_stop_that_comes_as_another_process_begins_is_obeyed(tmp_path: Path) -> None:
    program = """
        import os, signal, time
        from plainfigures.exchanging.stopping import Stopped, stoppable
        from plainfigures.executing import workers

        fork, told = os.fork, False

        def fork_and_tell():
            number = fork()
            if number and told:
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(0.05)
            return number

        os.fork = fork_and_tell
        try:
            with stoppable(), workers(2) as executor:
                executor.submit(time.sleep, 600)
                executor.submit(len, bytes(3_000_000))
                for _ in range(3):
                    executor.submit(time.sleep, 600)
                time.sleep(0.3)
                told = True
                for _ in range(9):
                    executor.submit(time.sleep, 600)
                print("never stopped")
        except Stopped:
            print("stopped", flush=True)
    """
    assert run_program(tmp_path, program) == "stopped\n"


def test_a_stop_that_comes_as_the_work_is_done_waits_for_nothing(tmp_path: Path) -> None:
    program = """
        import os, signal, threading, time
        from plainfigures.exchanging.stopping import Stopped, stoppable
        from plainfigures.executing import workers

        signal.signal(signal.SIGINT, signal.SIG_DFL)  # passed over by what runs in the background
        try:
            with stoppable(), workers(2) as executor:
                for _ in range(30):
                    executor.submit(time.sleep, 600)
                threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
        except Stopped:
            print("stopped", flush=True)
    """
    assert run_program(tmp_path, program) == "stopped\n"


@pytest.mark.skipif(sys.platform != "linux", reason="a process is copied on Linux only")
@pytest.mark.parametrize("method", ["forkserver", "spawn"])
def test_how_python_would_begin_processes_makes_no_difference(tmp_path: Path, method: str) -> None:
    program = f"""
        import multiprocessing
        from concurrent.futures.process import BrokenProcessPool
        from plainfigures.executing import workers
        from tests.executing.test_processes import hand_over_a_part

        if __name__ == "__main__":
            multiprocessing.set_start_method("{method}")
            with workers(2) as executor:
                try:
                    executor.submit(hand_over_a_part).result()
                except BrokenProcessPool:
                    print("told")
    """
    assert run_program(tmp_path, program) == "told\n"

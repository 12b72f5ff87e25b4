"""A build that is told to stop while the sites change places finishes that first, whoever hears it."""

import os
import signal
import threading
import time
from collections.abc import Callable

import pytest

from plainfigures.exchanging.stopping import Stopped, stoppable, undisturbed


def in_a_copy(work: Callable[[Callable[[str], object]], object]) -> str:
    """Do work in a copy of this process that has another thread; returns what it said."""
    hear, tell = os.pipe()
    number = os.fork()
    if number == 0:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        # Begun in the background, it was told to pass over some, and so would be its copy.
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, signal.SIG_DFL)
        try:
            work(lambda said: os.write(tell, f"{said}\n".encode()))
        finally:
            os._exit(0)
    os.close(tell)
    with os.fdopen(hear) as stream:
        said = stream.read()
    os.waitpid(number, 0)
    return said


def tell_itself(number: int) -> None:
    """Tell this process to stop, and give whichever thread hears it the time to say so."""
    os.kill(os.getpid(), number)
    for _ in range(50):
        time.sleep(0.002)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_belongs_together_is_finished_before_a_build_stops(number: int) -> None:
    def work(say: Callable[[str], object]) -> None:
        try:
            with stoppable():
                with undisturbed():
                    say("in place")
                    tell_itself(number)
                    say("the one before is kept")
                say("went on")
        except Stopped as stopped:
            say(f"stopped with {stopped.code}, done: {stopped.done}")

    assert in_a_copy(work).splitlines() == [
        "in place",
        "the one before is kept",
        f"stopped with {128 + number}, done: True",
    ]


def test_nothing_is_begun_by_a_build_that_was_told_to_stop_before() -> None:
    def work(say: Callable[[str], object]) -> None:
        try:
            with stoppable():
                try:
                    tell_itself(signal.SIGTERM)
                except Stopped:
                    say("nobody passes it on")
                with undisturbed():
                    say("in place")
        except Stopped as stopped:
            say(f"stopped, done: {stopped.done}")

    assert in_a_copy(work).splitlines() == ["nobody passes it on", "stopped, done: False"]

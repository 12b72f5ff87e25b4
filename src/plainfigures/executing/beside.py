"""A second pair of hands: a copy of this process, which makes ahead what this one is about to need.

It begins at the other end, and leaves what it makes where this process looks before it makes anything:
in what is kept by content. So it need hand nothing over, and nothing is lost where it fails.
"""

import mmap
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from plainfigures.executing.processes import Processes, deaf, settle_in

__all__ = ["do_each", "meanwhile"]

Given = TypeVar("Given")
Made = TypeVar("Made")

_FEW = 6
"""For so few, no other process is begun."""
_PATIENCE = 10.0
"""So many seconds are waited for what it has at hand, when all else is done."""


def do_each(
    do: Callable[[Given], Made],
    given: Sequence[Given],
    executor: Executor | None,
    shared: Callable[[Given], bool] = lambda one: True,
) -> list[Made]:
    """Return what `do` makes of each of `given`, in their order.

    Where the `executor` has other processes of this machine, a copy of this one does the same from the
    last to the first meanwhile, with those that may be `shared`, until they meet. That is of use where
    `do` keeps what it made, and looks there first.
    """
    both = [shared(one) for one in given]
    ahead = [one for one, shares in zip(given, both, strict=True) if shares]
    made = []
    with _helped(do, ahead, executor if len(ahead) >= _FEW else None) as way:
        for one, shares in zip(given, both, strict=True):
            if shares:
                way.go_on()
            made.append(do(one))
    return made


@contextmanager
def meanwhile(do: Callable[[], object], executor: Executor | None) -> Iterator[None]:
    """Have a copy of this process do what this one does next, where others may help; see `do_each`."""
    with _helped(lambda _: do(), [None], executor):
        yield


class _Way:
    """Where two who work from both ends are: this process, and the copy that helps it, if one does."""

    def __init__(self) -> None:
        self._here, self._there = 0, 1
        self._places = memoryview(mmap.mmap(-1, 16)).cast("q")
        self._places[self._here] = self._places[self._there] = -1
        self.helper: BaseProcess | None = None

    def go_on(self) -> None:
        """Come to the next; what the other has begun is waited for."""
        self._places[self._here] += 1
        if self.helper and self._places[self._here] == self._places[self._there]:
            self.helper.join(_PATIENCE)

    def come_back(self, at: int) -> bool:
        """Come to the one `at`, from the end; returns whether this process has not come so far."""
        self._places[self._there] = at
        return self._places[self._here] < at


@contextmanager
def _helped(
    do: Callable[[Any], object], given: Sequence[Any], executor: Executor | None
) -> Iterator[_Way]:
    way = _Way()
    # Elsewhere than on Linux, the libraries of the system may not work in a copy.
    if not isinstance(executor, Processes) or sys.platform != "linux":
        yield way
        return
    context = multiprocessing.get_context("fork")
    told, tell = context.Pipe(duplex=False)
    helper = context.Process(target=_from_the_end, args=(do, given, way, told, tell), daemon=True)
    try:
        with suppress(OSError), deaf():  # no memory or no process is left: nobody helps
            helper.start()
            way.helper = helper
        yield way
        tell.close()
        if helper.pid is not None:
            helper.join(_PATIENCE)
    finally:
        told.close()
        tell.close()
        if helper.pid is not None and helper.is_alive():
            helper.kill()


def _from_the_end(
    do: Callable[[Any], object],
    given: Sequence[Any],
    way: _Way,
    told: Connection,
    tell: Connection,
) -> None:
    """Do the work from its end, until both have met or this is no longer wanted."""
    settle_in()
    tell.close()
    try:
        for at, one in reversed([*enumerate(given)]):
            if not way.come_back(at) or told.poll():
                return
            # What is wrong with it is found, and told, by whoever it is made for.
            with suppress(Exception):
                do(one)
    finally:
        os._exit(0)  # all that Python does at an end is for whom this is a copy of to do

"""A second pair of hands: a copy of this process, which makes ahead what this one is about to need.

It begins at the other end, and leaves what it makes where this process looks before it makes anything:
in what is kept by content. So it need hand nothing over, and nothing is lost where it fails.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
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
    last to the first meanwhile, with those that may be `shared`. That is of use where `do` keeps what
    it made, and looks there first.
    """
    both = [one for one in given if shared(one)]
    with _helped(do, both, executor if len(both) >= _FEW else None):
        return [do(one) for one in given]


@contextmanager
def meanwhile(do: Callable[[], object], executor: Executor | None) -> Iterator[None]:
    """Have a copy of this process do what this one does next, where others may help; see `do_each`."""
    with _helped(lambda _: do(), [None], executor):
        yield


@contextmanager
def _helped(
    do: Callable[[Any], object], given: Sequence[Any], executor: Executor | None
) -> Iterator[None]:
    # Elsewhere than on Linux, the libraries of the system may not work in a copy.
    if not isinstance(executor, Processes) or sys.platform != "linux":
        yield
        return
    context = multiprocessing.get_context("fork")
    told, tell = context.Pipe(duplex=False)
    helper = context.Process(target=_from_the_end, args=(do, given, told, tell), daemon=True)
    try:
        with suppress(OSError), deaf():  # no memory or no process is left: nobody helps
            helper.start()
        yield
        tell.close()
        if helper.pid is not None:
            helper.join(_PATIENCE)
    finally:
        told.close()
        tell.close()
        if helper.pid is not None and helper.is_alive():
            helper.kill()


def _from_the_end(
    do: Callable[[Any], object], given: Sequence[Any], told: Connection, tell: Connection
) -> None:
    """Do the work from its end, until this is no longer wanted."""
    settle_in()
    tell.close()
    try:
        for one in reversed(given):
            if told.poll():
                return
            # What is wrong with it is found, and told, by whoever it is made for.
            with suppress(Exception):
                do(one)
    finally:
        os._exit(0)  # all that Python does at an end is for whom this is a copy of to do

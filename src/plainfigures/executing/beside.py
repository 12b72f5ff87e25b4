"""A second pair of hands: a copy of this process, which makes ahead what this one is about to need.

It begins at the other end, and leaves what it makes where this process looks before it makes anything:
in what is kept by content. So it need hand nothing over, and nothing is lost where it fails.
"""

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from plainfigures.executing.processes import Processes, deaf, settle_in

__all__ = ["do_each"]

Given = TypeVar("Given")
Made = TypeVar("Made")

_FEW = 6
"""For so few, no other process is begun."""
_PATIENCE = 60.0
"""So many seconds are waited for what it has at hand, when all else is done."""


def do_each(
    do: Callable[[Given], Made], given: Sequence[Given], executor: Executor | None
) -> list[Made]:
    """Return what `do` makes of each of `given`, in their order.

    Where the `executor` has other processes of this machine, a copy of this one does the same from the
    last to the first meanwhile. That is of use where `do` keeps what it made, and looks there first.
    """
    near = isinstance(executor, Processes)
    # Elsewhere than on Linux, the libraries of the system may not work in a copy.
    if not near or len(given) < _FEW or sys.platform != "linux":
        return [do(one) for one in given]
    context = multiprocessing.get_context("fork")
    told, tell = context.Pipe(duplex=False)
    helper = context.Process(target=_from_the_end, args=(do, given, told, tell), daemon=True)
    try:
        with deaf():
            helper.start()
    except OSError:  # no memory or no process is left
        return [do(one) for one in given]
    try:
        made = [do(one) for one in given]
        tell.close()
        helper.join(_PATIENCE)
    finally:
        told.close()
        tell.close()
        if helper.is_alive():
            helper.kill()
    return made


def _from_the_end(
    do: Callable[[Any], object], given: Sequence[Any], told: Connection, tell: Connection
) -> None:
    """Do the work from its end, until this is no longer wanted."""
    settle_in()
    tell.close()
    for one in reversed(given):
        if told.poll():
            return
        # What is wrong with it is found, and told, by whoever it is made for.
        with suppress(Exception):
            do(one)

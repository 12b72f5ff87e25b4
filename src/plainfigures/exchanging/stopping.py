"""A build that is told to stop: it stops, says so, and never between two steps that belong together."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeAlias

__all__ = ["Stopped", "stoppable", "undisturbed"]

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_SIGNALS = [number for name in _NAMES if (number := getattr(signal, name, None)) is not None]
_ENDED_BY = 128
_Handler: TypeAlias = Callable[[int, FrameType | None], object] | int | None


class Stopped(KeyboardInterrupt):
    """Somebody, or the system, told this program to stop; `code` is what it then ends with.

    `done` says whether what may not be disturbed was done before.
    """

    def __init__(self, number: int, *, done: bool = False) -> None:
        super().__init__()
        self.code = _ENDED_BY + number
        self.done = done


class _Told:
    """What the program was told, in case whoever was told could not pass it on; what was done."""

    number = 0
    done = False


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise Stopped within, where the program is told to stop; only the main thread can be told."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _Told.number, _Told.done = 0, False
    before = _handle(_stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Do all that is within, or nothing of it: whoever tells the program to stop waits for it.

    Signals are noted meanwhile, not held back: held back from one thread, they reach this program by
    another. Raises Stopped at once where the program has been told before.
    """
    if _Told.number:
        raise Stopped(_Told.number)
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is ever told
        _Told.done = True
        return
    noted: list[int] = []
    before = _handle(lambda number, _frame: noted.append(number))
    try:
        yield
        _Told.done = True
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if noted:
        signal.raise_signal(noted[0])


def _handle(handler: Callable[[int, FrameType | None], object]) -> dict[int, _Handler]:
    """Have signals handled so; returns how they were before.

    What is passed over, as SIGHUP is under nohup, still is.
    """
    minded = [one for one in _SIGNALS if signal.getsignal(one) != signal.SIG_IGN]
    return {number: signal.signal(number, handler) for number in minded}


def _stop(number: int, _frame: FrameType | None) -> None:
    _Told.number = number
    # Once is enough: what clears up afterwards is not to be cut off as well.
    for one in _SIGNALS:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(one, signal.SIG_IGN)
    raise Stopped(number, done=_Told.done)

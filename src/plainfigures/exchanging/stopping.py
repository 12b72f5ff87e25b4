"""A build that is told to stop: it stops, says so, and never between two steps that belong together."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Stopped", "stoppable", "undisturbed"]

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_SIGNALS = [number for name in _NAMES if (number := getattr(signal, name, None)) is not None]
_ENDED_BY = 128


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
    # What is passed over, as SIGHUP is under nohup, still is.
    minded = [one for one in _SIGNALS if signal.getsignal(one) != signal.SIG_IGN]
    before = {number: signal.signal(number, _stop) for number in minded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Do all that is within, or nothing of it: whoever tells the program to stop waits for it.

    Raises Stopped at once where the program has been told before.
    """
    if _Told.number:
        raise Stopped(_Told.number)
    if not hasattr(signal, "pthread_sigmask"):
        yield
        _Told.done = True
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
        _Told.done = True
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop(number: int, _frame: FrameType | None) -> None:
    _Told.number = number
    # Once is enough: what clears up afterwards is not to be cut off as well.
    for one in _SIGNALS:
        with contextlib.suppress(OSError, ValueError):
            signal.signal(one, signal.SIG_IGN)
    raise Stopped(number, done=_Told.done)

"""Other processes to work in, which end when the program that they work for ends."""

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any

from plainfigures.quiet import hush

__all__ = ["workers"]


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """Give other processes to work in; none for one job, or where the system gives none.

    Where the work ends by an error, or is told to stop, they are ended at once.
    """
    executor = _begin(jobs) if jobs > 1 else None
    if executor is None:
        yield None
        return
    others = set(multiprocessing.active_children())
    try:
        yield executor
    except BaseException:
        for one in set(multiprocessing.active_children()) - others:
            one.kill()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _begin(jobs: int) -> Executor | None:
    try:
        return _Pool(jobs, initializer=_settle_in)
    except (OSError, ImportError, NotImplementedError):
        return None  # no shared memory: all is done in this process


class _Pool(ProcessPoolExecutor):
    """Begins its processes deaf to signals, until they have settled in.

    Else one that is told to end meanwhile would hear it with the ears of this process, pass over it,
    and be waited for without end.
    """

    def submit(self, *given: Any, **named: Any) -> "Future[Any]":
        """Have a function called in another process."""
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(*given, **named)
        told = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, told)
        try:
            return super().submit(*given, **named)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _settle_in() -> None:
    """Begin to work for another process: quietly, left alone by the terminal, and only for it."""
    hush()
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
    threading.Thread(target=_go_with_the_parent, daemon=True).start()


def _go_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        with contextlib.suppress(OSError):
            wait([parent.sentinel])
        os._exit(1)

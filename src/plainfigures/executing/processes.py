"""Other processes to work in, which end when the program that they work for ends."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any

from plainfigures.quiet import hush

__all__ = ["Processes", "begin_first", "deaf", "end_first", "processes", "settle_in"]


@contextmanager
def processes(jobs: int) -> Iterator[Executor | None]:
    """Give other processes to work in; none for one job, or where the system gives none.

    Where the work ends by an error, or is told to stop, they are ended at once.
    """
    executor = _begin(jobs) if jobs > 1 else None
    if executor is None:
        yield None
        return
    others = {*multiprocessing.active_children()} - {*executor.members()}
    try:
        _begun.clear()  # from now on, it ends with the others
        yield executor
        _end(executor)
    except BaseException:
        for one in set(multiprocessing.active_children()) - others:
            one.kill()
        _end(executor)
        raise


def _end(executor: "Processes") -> None:
    """Have processes end when they are done with what they are at, and wait for that."""
    _watch(executor)
    executor.shutdown(cancel_futures=True)


def _watch(executor: "Processes") -> None:
    """See processes off from a thread that is deaf: whoever else hears a signal tells this one."""
    with deaf():
        threading.Thread(target=_see_off, args=(executor.members(),), daemon=True).start()


def _see_off(leaving: Sequence[BaseProcess]) -> None:
    """End processes when one of them was ended by the system.

    Else Python waits without end, where that happens as it shuts them down: what the others need to
    hear that they may go was in the hands of the one that is gone. Or that one was handing something
    over, and the others hold the end of the line from which the rest of it would come.
    """
    waiting: dict[Any, BaseProcess] = {one.sentinel: one for one in leaving if one.exitcode is None}
    wrong = any(one.exitcode for one in leaving)
    with contextlib.suppress(OSError, ValueError):
        while waiting and not wrong:
            for sentinel in wait([*waiting]):
                ended = waiting.pop(sentinel)
                # Whoever waits for it as well may be about to be told how it ended.
                while ended.exitcode is None:
                    time.sleep(0.01)
                wrong = wrong or bool(ended.exitcode)
        if wrong:
            for one in leaving:
                one.kill()


def _begin(jobs: int) -> "Processes | None":
    try:
        return Processes(jobs)
    except (OSError, ImportError, NotImplementedError):
        return None  # no shared memory: all is done in this process


def begin_first(load: Callable[[], object]) -> None:
    """Begin a process that loads something, and then works for whoever asks for processes first.

    Where nobody does, `end_first` ends it.
    """
    with contextlib.suppress(OSError, ImportError, NotImplementedError):
        pool = _Pool(1)
        _begun.append(pool)
        pool.submit(load)


def end_first() -> None:
    """End the process that has begun and that nobody has asked for."""
    for pool in [*_begun]:
        for one in _members(pool):
            one.kill()
        pool.shutdown(cancel_futures=True)
    _begun.clear()


_begun: "list[_Pool]" = []
"""The process that has begun and that nobody has asked for yet."""

_A_MOMENT = 0.5  # seconds
_SPARED = 4
"""So many tasks wait for the first process before others begin: those load all that it has loaded."""


class Processes(Executor):
    """One process that begins with the first task, and others that begin when it has its hands full.

    So the first can load what its task takes while this process is still loading what it needs
    itself, and the others begin as copies that have that already.
    """

    def __init__(self, jobs: int) -> None:
        self._sizes = (1, jobs - 1)
        begun = [one for one in _begun if _is_well(one)]
        first = begun[0] if begun else _Pool(1)
        self._pools = [first, _Pool(jobs - 1)]
        self._given: list[list[Future[Any]]] = [[], []]
        self._seen: set[int] = set()
        self._spared = _SPARED

    def submit(self, *given: Any, **named: Any) -> "Future[Any]":
        """Have a function called in another process, by those who have least to do."""
        with deaf():
            return self._share_out(*given, **named)

    def _share_out(self, *given: Any, **named: Any) -> "Future[Any]":
        self._given = [[one for one in coming if not one.done()] for coming in self._given]
        first, others = (
            len(coming) / size for coming, size in zip(self._given, self._sizes, strict=True)
        )
        at = int(others + self._spared < first)
        self._spared = 0 if at else self._spared
        coming = self._pools[at].submit(*given, **named)
        if at not in self._seen:
            self._seen.add(at)
            _watch(self)
        self._given[at].append(coming)
        return coming

    def members(self) -> tuple[BaseProcess, ...]:
        """Return all processes, those that have ended already too: multiprocessing names these no more."""
        return tuple(one for pool in self._pools for one in _members(pool))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Have the processes end when they are done."""
        # Once for each: Python forgets whom to wait for when it is told not to wait.
        for pool in self._pools:
            pool.shutdown(wait=wait, cancel_futures=cancel_futures)


def _members(pool: Any) -> tuple[BaseProcess, ...]:
    """Return the processes of a pool, those that have ended already too."""
    return tuple((getattr(pool, "_processes", None) or {}).values())


def _is_well(pool: Any) -> bool:
    """Return whether none of a pool's processes has ended."""
    return not pool._broken and all(one.exitcode is None for one in _members(pool))


class _Pool(ProcessPoolExecutor):
    """Begins its processes deaf to signals, until they have settled in.

    Else one that is told to end meanwhile would hear it with the ears of this process, pass over it,
    and be waited for without end.
    """

    _minded = tuple(sys.version_info) >= (3, 11, 5)

    def __init__(self, jobs: int) -> None:
        # Elsewhere than on Linux, the libraries of the system may not work in a copy.
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
        super().__init__(jobs, mp_context=context, initializer=settle_in)

    def submit(self, *given: Any, **named: Any) -> "Future[Any]":
        """Have a function called in another process."""
        with deaf():
            return self._hand_over(*given, **named)

    def _hand_over(self, *given: Any, **named: Any) -> "Future[Any]":
        coming = super().submit(*given, **named)
        if not getattr(self, "_safe_to_dynamically_spawn_children", True):
            # All have begun, and only they hand anything over: once they are gone, nothing comes.
            begun: Any = self
            begun._result_queue._writer.close()
        if not self._minded:
            self._minded = True
            threading.Thread(target=self._mind, daemon=True).start()
        return coming

    def _mind(self) -> None:
        """See that nothing is written any more to processes that have ended.

        Before 3.11.5, Python waits without end for what was being written when one of them ended
        (https://github.com/python/cpython/issues/94777).
        """
        begun: Any = self
        with contextlib.suppress(OSError, AttributeError):
            wait([one.sentinel for one in list(begun._processes.values())])
            # Python closes it itself, but where it waits; both at once would be one too many.
            time.sleep(_A_MOMENT)
            begun._call_queue._reader.close()


@contextmanager
def deaf() -> Iterator[None]:
    """Hold signals back meanwhile: processes that begin are deaf to them until they settle in."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    told = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, told)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def settle_in() -> None:
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

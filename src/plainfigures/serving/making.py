"""Work in a process of its own, so that whatever happens in it, the preview goes on.

A site's own Python may end the program, go round without end, eat all memory or leave things behind
it. Each piece of work begins as a copy of a process in which everything is loaded (`warm.py`), has
some time, and is gone afterwards, with all that it started.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from msgspec import Struct

from plainfigures.errors import PlainFiguresError
from plainfigures.figures.findings import Finding

__all__ = ["RULE", "Answer", "do_apart", "fault_of"]

RULE = "preview"
"""The name under which the preview says what stopped the making of pages."""

_ROOM = 4 * 2**30
"""Bytes that work may ask for at least: libraries ask for far more than they use."""
_LOOK = 0.05
"""Seconds between two looks whether work is to be given up."""

_SAVE_AGAIN = "Look at what was changed last, above all at Python in macros/, and save it again."


class _Told(Struct, frozen=True):
    """What a piece of work tells before its end."""

    value: Any


class Answer(Struct, frozen=True):
    """What came of a piece of work: its result, or what was wrong; neither where it was given up."""

    value: Any = None
    fault: Finding | None = None
    given_up: bool = False


def do_apart(
    root: Path,
    task: Callable[..., Any],
    *words: object,
    limit: float,
    give_up: Callable[[], bool] = lambda: False,
    heard: Callable[[Any], object] | None = None,
) -> Answer:
    """Call `task` with `words` in a process of its own, and wait for what it returns.

    It is stopped after `limit` seconds, and as soon as `give_up` returns true. `root` is the folder
    of the site that the work is about. With `heard`, the task gets one word more, to call with what
    is to be told before its end: `heard` is called with that here.
    """
    context = _context()
    receiving, sending = context.Pipe(duplex=False)
    tells = heard is not None
    process = context.Process(target=_work, args=(sending, root, task, words, tells))
    end = time.monotonic() + limit
    try:
        process.start()
        sending.close()
        while True:
            ready = wait([receiving, process.sentinel], timeout=_LOOK)
            if ready:
                answer = _answer(receiving, process)
                if not isinstance(answer, _Told):
                    return answer
                if heard and not give_up():
                    heard(answer.value)
            if give_up():
                return Answer(given_up=True)
            if time.monotonic() > end:
                return Answer(fault=_too_long(limit))
    except (OSError, EOFError) as error:
        return Answer(fault=fault_of(error, root))
    finally:
        _end(process)
        receiving.close()


def fault_of(error: BaseException, root: Path) -> Finding:
    """Say what an error that nothing else caught means, and where in the site in `root` it arose."""
    if isinstance(error, PlainFiguresError):
        return Finding(RULE, error.message, error.remedy, suggestion=error.suggestion)
    if isinstance(error, MemoryError):
        return Finding(RULE, "There was not enough memory to make the pages.", _SAVE_AGAIN)
    path, line = _place(error, root)
    said = " ".join(str(error).split())
    kind = type(error).__name__
    what = f"{kind}: {said}" if said else kind
    if path:
        return Finding(
            RULE,
            f"The site's own Python ended the making of the pages here: {what}.",
            "Mend this line, or ask who wrote it.",
            path,
            line,
        )
    if isinstance(error, OSError):
        return Finding(
            RULE,
            f"A file could not be read or written: {what}.",
            "Look whether the disk is full or the file is open elsewhere, then save again.",
        )
    return Finding(
        RULE,
        f"This is a fault of plainfigures and not of yours: {what}.",
        "Please report it. The preview goes on when you save something else.",
    )


def _context() -> Any:
    """Return how processes are begun: as copies of a warm one where the system can do that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["plainfigures.serving.warm"])
    return context


def _answer(receiving: Connection, process: Any) -> Answer | _Told:
    if receiving.poll(0):
        with contextlib.suppress(EOFError):
            answer: Answer | _Told = receiving.recv()
            return answer
    process.join(1)
    return Answer(fault=_ended(process.exitcode))


def _too_long(limit: float) -> Finding:
    return Finding(
        RULE,
        f"The pages were not ready after {limit:g} seconds, so making them was stopped.",
        f"Something may go round without end. {_SAVE_AGAIN} "
        "With --limit SECONDS, the preview waits longer.",
    )


def _ended(code: int | None) -> Finding:
    if code is not None and code < 0:
        how = "was ended by the system, as happens when memory runs out"
    else:
        how = "ended before they were ready"
    return Finding(RULE, f"The program that makes the pages {how}.", _SAVE_AGAIN)


def _end(process: Any) -> None:
    """End a process and all that it started."""
    if process.pid is None:
        return
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError, AttributeError):
        process.kill()
    process.join(5)


def _place(error: BaseException, root: Path) -> tuple[str, int]:
    """Return the file of the site, and its line, in which an error arose last; else nothing."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.is_relative_to(root) and ".venv" not in file.parts and ".nox" not in file.parts:
            inner = file.relative_to(root)
            if inner.parts[0] != "src":
                return inner.as_posix(), frame.lineno or 0
    return "", 0


def _work(
    sending: Connection,
    root: Path,
    task: Callable[..., Any],
    words: tuple[object, ...],
    tells: bool,
) -> None:
    """Do one piece of work, here in a process of its own, and send what came of it."""
    _stand_alone()
    more = (lambda value: sending.send(_Told(value)),) if tells else ()
    try:
        answer = Answer(task(*words, *more))
    except BaseException as error:  # noqa: BLE001 - a site's own Python may raise anything
        answer = Answer(fault=fault_of(error, root))
    sending.send(answer)
    sending.close()


def _stand_alone() -> None:
    """Leave the terminal to the preview; go when it goes; take no more memory than there is."""
    if hasattr(os, "setsid"):
        with contextlib.suppress(OSError):
            os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "fork"):
        # What this process starts is to go with it.
        multiprocessing.set_start_method("fork", force=True)
    # What is loaded stays, and the process is gone soon: few looks for what could be let go.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    # Python looks only at whole seconds to see whether what it wrote of a module still holds.
    sys.dont_write_bytecode = True
    if not os.environ.get("PLAINFIGURES_DEBUG"):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
    threading.Thread(target=_go_with_the_preview, daemon=True).start()
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        memory = max(_ROOM, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _go_with_the_preview() -> None:
    parent = multiprocessing.parent_process()
    if parent is None or not hasattr(os, "killpg"):
        return
    wait([parent.sentinel])
    os.killpg(0, signal.SIGKILL)

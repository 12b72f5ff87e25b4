"""One build at a time: whoever works in a site's folder `.plainfigures` holds its lock."""

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plainfigures.errors import BuildProblem
from plainfigures.exchanging.machine import in_words

__all__ = ["LOCK", "WAIT", "claim"]

LOCK = "lock"
WAIT = 30.0
"""Seconds that a build waits for another, unless it is told otherwise."""


@contextmanager
def claim(work: Path, wait: float, say: Callable[[str], object]) -> Iterator[None]:
    """Hold the folder `work` alone, and put straight what was left in it; `say` gets what is to tell.

    The lock is the system's: it goes with the program that holds it, however that ends. Another
    program is waited for, up to `wait` seconds. Raises BuildProblem where it is not done by then, or
    where `work` cannot be used.
    """
    from filelock import FileLock, Timeout  # slow to import, as what follows

    from plainfigures.exchanging.recovery import recover, straighten

    with in_words(work):
        _open(work)
    lock = FileLock(work / LOCK, fallback_to_soft=False)
    try:
        with in_words(work):
            try:
                lock.acquire(timeout=0)
            except Timeout:
                if wait > 0:
                    say(f"{_other(work)} Waiting for it, up to {wait:g} seconds.")
                lock.acquire(timeout=wait)
    except Timeout as error:
        raise BuildProblem(
            _other(work),
            "Try again when it is done. “--wait SECONDS” waits for it.",
        ) from error
    except NotImplementedError as error:
        raise BuildProblem(
            f"The disk of {work} cannot keep two builds apart.",
            "Move the project to a disk of this computer.",
        ) from error
    try:
        with in_words(work):
            (work / LOCK).write_text(str(os.getpid()), "utf-8")
            straighten(work)
            found = recover(work)
        if found:
            say(found)
        yield
    finally:
        lock.release()


def _open(work: Path) -> None:
    if work.is_symlink():
        raise BuildProblem(
            f"{work} is a link to another place. Builds keep things there, and clear them away, so "
            "it has to be a folder of its own.",
            "Remove the link; the next build makes the folder.",
        )
    if work.exists() and not work.is_dir():
        raise BuildProblem(
            f"{work} is a file, where builds need a folder.",
            "Move the file away; the next build makes the folder.",
        )
    work.mkdir(parents=True, exist_ok=True)


def _other(work: Path) -> str:
    number = ""
    with contextlib.suppress(OSError, ValueError):
        number = (work / LOCK).read_text("utf-8").strip()
    process = f" (process {number})" if number.isdecimal() else ""
    return f"Another build of this site is running{process}."

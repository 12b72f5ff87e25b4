"""Small tasks for workers: they run in other processes, by their names."""

import os
import time
from pathlib import Path

from plainfigures.errors import BoundsProblem

__all__ = ["add", "die", "die_once", "hang", "hang_once", "refuse", "where"]


def add(one: int, other: int) -> int:
    """Return a sum."""
    return one + other


def where() -> int:
    """Return the number of the process that this is done by."""
    return os.getpid()


def refuse(words: str) -> None:
    """Raise what carries more than its words."""
    raise BoundsProblem(words, "Make it less.", 7)


def die() -> None:
    """End the process that this is done by, at once."""
    os._exit(3)


def die_once(mark: Path) -> int:
    """Do the same for the first time, then return the number of the process."""
    if _first(mark):
        die()
    return where()


def hang(until: Path) -> int:
    """Do nothing until a file is there, a minute at most."""
    for _ in range(1200):
        if until.exists():
            break
        time.sleep(0.05)
    return where()


def hang_once(mark: Path, until: Path) -> int:
    """Do the same for the first time, then return the number of the process."""
    return hang(until) if _first(mark) else where()


def _first(mark: Path) -> bool:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True

"""Which files a site's own Python opens: what it writes may hang on them, and is then not kept."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

__all__ = ["openings"]

_LISTENING: list[list[str]] = []
_HEARD = {"open", "os.listdir", "os.scandir", "subprocess.Popen", "os.system", "socket.connect"}
_PYTHON = (".py", ".pyc", ".so")


@contextmanager
def openings(*known: Path) -> Iterator[list[str]]:
    """Give the files and folders that are opened within it, and the programs that are begun.

    Left out are Python itself and its libraries, and what lies in the folders `known`.
    """
    _begin_to_hear()
    heard: list[str] = []
    before = len(_LISTENING)
    _LISTENING.append(heard)
    try:
        yield heard
    finally:
        del _LISTENING[before:]
        python = (Path(sys.prefix), Path(sys.base_prefix), Path(__file__).parents[1])
        places = [str(one) for one in (*known, *python)]
        heard[:] = [
            one
            for one in heard
            if not (one.endswith(_PYTHON) or one in sys.path)  # where modules are looked for
            and not any(_is_in(one, place) for place in places)
        ]


def _is_in(one: str, place: str) -> bool:
    return one == place or one.startswith(f"{place}{os.sep}")


@cache
def _begin_to_hear() -> None:
    """Have Python tell of what is opened: once in a process, since it never stops."""
    sys.addaudithook(_hear)


def _hear(event: str, words: tuple[object, ...]) -> None:
    if _LISTENING and event in _HEARD:
        name = words[0] if words else ""
        if isinstance(name, int):
            return  # opened before, and heard then
        text = os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else repr(name)
        for one in _LISTENING:
            one.append(text)

"""Work that is cut off: done in a process of its own, which is killed at a line of its code."""

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

__all__ = ["content", "cut_off", "forked", "make"]


def make(folder: Path, words: str) -> Path:
    """Write a small finished site of two files, with the report that says what it holds."""
    (folder / "data").mkdir(parents=True)
    (folder / "index.html").write_text(words, "utf-8")
    digest = hashlib.sha256(words.encode()).hexdigest()
    report = {"as_of": "2024-12-01T00:00:00+00:00", "files": {"index.html": digest}}
    (folder / "data" / "build.json").write_text(json.dumps(report), "utf-8")
    return folder


def content(folder: Path) -> str:
    """Return the words of a site made by `make`, or what is wrong with it."""
    if not folder.is_dir():
        return ""
    files = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*"))
    if files != ["data", "data/build.json", "index.html"]:
        return f"not whole: {files}"
    return (folder / "index.html").read_text("utf-8")


def forked(work: Callable[[], object]) -> int:
    """Do `work` in a copy of this process, and wait for its end; returns its status."""
    number = os.fork()
    if number:
        return os.waitpid(number, 0)[1]
    try:
        work()
    finally:
        os._exit(0)


def cut_off(work: Callable[[], object], modules: Sequence[str], line: int) -> bool:
    """Do `work` in a copy of this process, killed when it comes to its nth `line` in `modules`.

    Returns whether it got that far; else it was done.
    """

    def traced() -> None:
        left = [line]

        def trace(frame: FrameType, event: str, _given: Any) -> Any:
            if not frame.f_code.co_filename.endswith(tuple(modules)):
                return None
            if event == "line":
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return trace

        sys.settrace(trace)
        work()

    status = forked(traced)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL

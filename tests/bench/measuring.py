"""One run of a command: how long it took, what processor time and how much memory it used."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["RunFailed", "Usage", "run"]

_EVERY = 0.05
"""How often, in seconds, the memory of a command and of all that it started is added up, at most."""

_SHARE = 0.02
"""What part of the time may go into that: it holds up those whose memory is looked at."""


@dataclass(frozen=True)
class Usage:
    """What a run took: seconds by the clock, processor seconds, and memory at its peak in MB.

    Both count all processes that the command started. Memory that processes share counts once, where
    the system tells (Linux); else it is that of the largest of them.
    """

    wall: float
    cpu: float
    memory: float


class RunFailed(Exception):
    """A command failed, or took longer than it may; says which, where, and what it said."""


def run(
    folder: Path,
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    limit: float = 600,
) -> Usage:
    """Run a command in a folder, for `limit` seconds at most; raises RunFailed where it fails."""
    told = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(environment or {})}
    told.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=told,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid, begun + limit)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        watch.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace")[-4000:]
            why = f"took over {limit:.0f} s" if watch.ended else "failed"
            raise RunFailed(f"{' '.join(command)} {why} in {folder}:\n{words}")
    largest = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    # What the system gives begins with the memory of this process, so it is the second choice.
    memory = watch.peak / 1024 or largest
    return Usage(wall, used.ru_utime + used.ru_stime, memory)


class _Watch(threading.Thread):
    """Adds up the memory of a process and of those that it started, and ends it at its limit."""

    def __init__(self, process: int, end: float) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self.ended = False
        self._process, self._end = process, end
        self._done = threading.Event()

    def run(self) -> None:
        """Look again and again, until the process has ended or is told to."""
        pause = _EVERY
        while not self._done.wait(pause):
            begun = time.perf_counter()
            self.peak = max(self.peak, sum(map(_memory, _family(self._process))))
            if time.perf_counter() > self._end:
                self.ended = True
                with contextlib.suppress(OSError):
                    os.killpg(self._process, signal.SIGKILL)
                return
            pause = max(_EVERY, (time.perf_counter() - begun) / _SHARE)

    def stop(self) -> None:
        """Look no more."""
        self._done.set()
        self.join()


def _family(process: int) -> list[int]:
    """Return a process and all that it started, as far as the system tells."""
    found = [process]
    for one in found:
        for thread in Path(f"/proc/{one}/task").glob("*"):
            with contextlib.suppress(OSError, ValueError):
                found += [int(child) for child in (thread / "children").read_text().split()]
    return found


def _memory(process: int) -> float:
    """Return the memory of a process in KB, its part of what it shares with others included."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    return 0.0

"""Runs examples in a process of its own, within bounds of time and memory, and counts what becomes of them.

An example that takes too long, needs too much memory, writes outside of its folder or brings the
process down is a failure as much as an error is. What it was is kept, to be tried again.
"""

import os
import pickle
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["PARTS", "Tally", "run", "work"]

_SECONDS = 20
"""Seconds of computing that one example may take, and eight times as many on the clock."""
_MEMORY = 3_000_000_000
"""Bytes of address space: what libraries map when they are loaded is most of it."""


@dataclass
class Tally:
    """How many examples ran, how many had findings, and which failed: a name and what happened."""

    examples: int = 0
    with_findings: int = 0
    seconds: float = 0
    failures: dict[str, str] = field(default_factory=dict)


def _data(seed: int, folder: Path) -> tuple[Iterator[Any], Callable[[Any], int]]:
    from tests.fuzz.data import check_example, examples

    return iter(examples(seed)), lambda one: check_example(one, folder)


def _pages(seed: int, folder: Path) -> tuple[Iterator[Any], Callable[[Any], int]]:
    from tests.fuzz.pages import check_page, pages

    return iter(pages(seed)), check_page


def _fault(seed: int, folder: Path) -> tuple[Iterator[Any], Callable[[Any], int]]:
    def check(example: int) -> int:
        if example == seed + 1:
            Path("/dev/full").open("ab").close()
        return 0

    return iter(range(seed - 1, seed + 5)), check


PARTS = {"data": _data, "pages": _pages, "fault": _fault}
"""What can be fuzzed: each gives examples without end, and what checks one. A `fault` shows that the
harness catches it."""


class _TooLong(BaseException):
    """An example took too long; no exception that others catch."""


def run(part: str, minutes: float, seed: int, report: Path) -> Tally:
    """Run a part for so many minutes; what failed is kept in `report`, as it was and as it ended."""
    tally = Tally()
    begun = time.monotonic()
    report.mkdir(parents=True, exist_ok=True)
    while (left := minutes * 60 - (time.monotonic() - begun)) > 0:
        with tempfile.TemporaryDirectory() as place:
            command = [sys.executable, "-m", "tests.fuzz", part, "--work", place]
            command += ["--seconds", str(left), "--seed", str(seed)]
            ended = subprocess.run(command, check=False, capture_output=True, text=True)
            known = _load(Path(place) / "tally") or Tally()
            tally.examples += known.examples
            tally.with_findings += known.with_findings
            current = _load(Path(place) / "current")
            if ended.returncode and current is not None:
                why = known.failures.get("", "") or f"{ended.returncode}: {ended.stderr[-2000:]}"
                name = f"{part}-{seed}-{tally.examples}"
                tally.failures[name] = why
                (report / f"{name}.example").write_bytes(pickle.dumps(current))
                (report / f"{name}.txt").write_text(f"{why}\n\n{current!r:.20000}\n", "utf-8")
            elif ended.returncode:
                raise RuntimeError(ended.stderr)
        seed += 1
    tally.seconds = time.monotonic() - begun
    return tally


def work(part: str, seconds: float, seed: int, folder: Path) -> int:
    """Check examples for so many seconds, in this process; ends with the first that fails."""
    # Imported libraries may write what they keep; an example may not.
    given, check = PARTS[part](seed, folder)
    tally = Tally()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGALRM, _end)
    signal.signal(signal.SIGPROF, _end)
    outside: list[str] = []
    begun = time.monotonic()
    watched = False
    for example in given:
        _keep(folder / "current", example)
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)
        signal.alarm(8 * _SECONDS)
        try:
            tally.with_findings += bool(check(example))
            assert not outside, f"writes or asks outside of its folder: {outside}"
        except BaseException:  # noqa: BLE001 - all that is not a finding is a failure here
            tally.failures[""] = traceback.format_exc()[-3000:]
            tally.examples += 1
            _keep(folder / "tally", tally)
            return 1
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
        tally.examples += 1
        if not watched:
            _watch(outside, folder)  # the first example loads what is loaded once
            watched = True
        if time.monotonic() - begun > seconds:
            break
        if tally.examples % 20 == 0:
            _keep(folder / "tally", tally)
    _keep(folder / "tally", tally)
    return 0


def _watch(outside: list[str], folder: Path) -> None:
    """Note each file that is opened to be written, outside of a folder or of those for a moment."""
    allowed = tuple(
        str(one) for one in (folder, Path(tempfile.gettempdir()), "/dev/null", "/dev/shm")
    )

    def note(event: str, given: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen"}:
            outside.append(f"{event} {given!r:.200}")
        if event != "open" or not isinstance(given[0], str) or not isinstance(given[2], int):
            return
        writes = given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes and not given[0].startswith(allowed) and "__pycache__" not in given[0]:
            outside.append(given[0])

    sys.addaudithook(note)


def _end(*_: object) -> None:
    raise _TooLong(f"more than {_SECONDS} seconds")


def _keep(file: Path, value: object) -> None:
    file.write_bytes(pickle.dumps(value))


def _load(file: Path) -> Any:
    try:
        return pickle.loads(file.read_bytes())  # written by this very program
    except (OSError, EOFError, pickle.UnpicklingError):
        return None

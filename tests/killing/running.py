"""Builds in processes of their own, each begun as a copy of this one, in which all is loaded.

What is loaded once need not be loaded hundreds of times: a build takes a third of the time.
"""

import importlib
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence

from plainfigures.cli import main

__all__ = ["Running", "load"]

_LOADED = ("plainfigures.serving.warm", "filelock", "plainfigures.exchanging.recovery")
_LOOK = 0.002
_LONGEST = 240.0


def load() -> None:
    """Load all that builds need."""
    for name in _LOADED:
        importlib.import_module(name)


class Running:
    """A command that runs, in a session of its own; `prepare` is called in it first."""

    def __init__(self, words: Sequence[str], prepare: Callable[[], object] = lambda: None) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as it runs
        sys.stdout.flush()
        self.number = os.fork()
        self.code: int | None = None
        self.stuck = False
        if self.number == 0:
            try:
                self._run(words, prepare)
            finally:
                os._exit(70)

    def is_over(self) -> bool:
        """Return whether it has ended."""
        if self.code is None:
            number, status = os.waitpid(self.number, os.WNOHANG)
            if number:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def wait(self) -> int:
        """Wait for its end; returns its exit code, or the negative number of the signal.

        One that gets stuck is ended, and `stuck` says so.
        """
        end = time.monotonic() + _LONGEST
        while not self.is_over():
            if time.monotonic() > end:
                os.killpg(self.number, signal.SIGKILL)
                self.stuck = True
            time.sleep(_LOOK)
        return self.code or 0

    def said(self) -> str:
        """Return what it said, on both streams."""
        self._said.seek(0)
        return self._said.read().decode(errors="replace")

    def tell(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if not self.is_over():
            os.kill(self.number, number)

    def _run(self, words: Sequence[str], prepare: Callable[[], object]) -> None:
        os.setsid()
        for stream in (1, 2):
            os.dup2(self._said.fileno(), stream)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        prepare()
        code = 1
        try:
            main(list(words), prog_name="plainfigures")
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        except BaseException:  # noqa: BLE001 - told as Python would tell it
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

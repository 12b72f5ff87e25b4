"""A real Dask cluster of several processes on this machine, for tests."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

__all__ = ["Crew", "errands"]

ROOT = Path(__file__).parent.parent.parent
_SETTINGS = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    "DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "False",
    "DASK_DISTRIBUTED__ADMIN__EVENT_LOOP_MONITOR_INTERVAL": "10s",
}
_TOLD = re.compile(r"Scheduler at: +(t(?:cp|ls)://\S+)")
_REGISTERED = re.compile(r"Registered to: ")
_AT = re.compile(r"Start worker at: +(t(?:cp|ls)://\S+)")
_PATIENCE = 90.0


class Crew:
    """A scheduler and its workers, each a process of its own; they end with the `with`.

    With settings, `safely`, they speak with each other in private.
    """

    def __init__(
        self, folder: Path, workers: int = 2, safely: Mapping[str, str] | None = None
    ) -> None:
        self._folder, self._safely = folder, safely or {}
        self._begun: dict[str, subprocess.Popen[bytes]] = {}
        self._wanted = workers
        self.address = ""

    def __enter__(self) -> "Crew":
        self._folder.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")
        way = ("--protocol", "tls") if self._safely else ()
        place = ("--host", "127.0.0.1", "--port", "0", *way)
        scheduler = ("distributed.cli.dask_scheduler", *place, *quiet)
        try:
            self.address = self._begin("scheduler", scheduler, {}, _TOLD)
            for name in [self._ask_for_worker({}) for _ in range(self._wanted)]:
                self._wait(name, _REGISTERED)
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """End all processes that were begun here."""
        for name in list(self._begun):
            self.kill(name)

    @property
    def workers(self) -> list[str]:
        """The names of the workers that have not been ended here and have not ended themselves."""
        return [
            name for name, one in self._begun.items() if name != "scheduler" and one.poll() is None
        ]

    @property
    def numbers(self) -> set[int]:
        """The numbers of the workers' processes."""
        return {self._begun[name].pid for name in self.workers}

    def add(self, code: Path | None = None) -> str:
        """Begin another worker, of the same code or of another folder's; returns its address."""
        name = self._ask_for_worker({"PYTHONPATH": f"{code}{os.pathsep}{ROOT}"} if code else {})
        address = self._wait(name, _AT)
        self._wait(name, _REGISTERED)
        return address

    def fill(self) -> None:
        """Begin as many workers as are missing."""
        for name in [self._ask_for_worker({}) for _ in range(self._wanted - len(self.workers))]:
            self._wait(name, _REGISTERED)

    def kill(self, name: str) -> None:
        """End a process of the cluster, as a machine does that loses its power."""
        one = self._begun.pop(name)
        one.kill()
        one.wait()

    def number(self, name: str) -> int:
        """Return the number of a process."""
        return self._begun[name].pid

    def kill_at_work(self) -> str:
        """Wait until a worker has done something, then end it; returns its name."""
        before = {name: _used(self.number(name)) for name in self.workers}
        for _ in range(int(_PATIENCE / 0.02)):
            for name in self.workers:
                if _used(self.number(name)) > before[name] + 0.1:
                    self.kill(name)
                    return name
            time.sleep(0.02)
        raise AssertionError("no worker was given anything to do")

    def _ask_for_worker(self, more: Mapping[str, str]) -> str:
        name = f"worker-{len(list(self._folder.glob('worker-*.log'))) + 1}"
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        place = ("--local-directory", str(self._folder / name), "--death-timeout", "30")
        command = ("distributed.cli.dask_worker", self.address, "--name", name, *words, *place)
        self._begin(name, command, more, None)
        return name

    def _begin(
        self,
        name: str,
        command: tuple[str, ...],
        more: Mapping[str, str],
        told: re.Pattern[str] | None,
    ) -> str:
        known = os.environ.get("PYTHONPATH", "")
        paths = {"PYTHONPATH": os.pathsep.join(one for one in (known, str(ROOT)) if one)}
        with (self._folder / f"{name}.log").open("wb") as log:
            self._begun[name] = subprocess.Popen(
                [sys.executable, "-m", *command],
                env={**os.environ, **_SETTINGS, **self._safely, **paths, **more},
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return self._wait(name, told) if told else ""

    def _wait(self, name: str, told: re.Pattern[str]) -> str:
        log = self._folder / f"{name}.log"
        for _ in range(int(_PATIENCE / 0.05)):
            said = log.read_text("utf-8", errors="replace")
            found = told.search(said)
            if found:
                return found[1] if found.groups() else found[0]
            assert self._begun[name].poll() is None, said
            time.sleep(0.05)
        raise AssertionError(f"{name} did not begin: {said}")


def _used(number: int) -> float:
    """Return how many seconds of a processor a process has used."""
    try:
        parts = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def errands(until: Path) -> Iterator[None]:
    """Let all that hangs until a file is there end with the `with`."""
    try:
        yield
    finally:
        until.touch()

"""Minds what workers were given: nobody waits without end, whoever fails.

A worker that dies is the scheduler's business: it gives the task to another, and gives it up when it
has killed several. Everything else is looked for here, again and again: a scheduler that is gone or
says nothing, a cluster with no worker left, and workers that hand nothing in.
"""

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol

from plainfigures.errors import MachineProblem
from plainfigures.executing.problems import gone, hanging, nobody_left, refused, silent
from plainfigures.executing.scheduler import Scheduler

__all__ = ["Minder", "Work"]

_EVERY = 1.0
_MOST_TIMES = 2


@dataclass(eq=False)
class Work:
    """A task on its way: what it does in words, its key, what is sent, and where the outcome goes.

    `way` is the answer that is waited for, `times` how often the task was begun again. `keep` is told
    what came back.
    """

    words: str
    key: str
    content: bytes
    keep: Callable[[Any], None] | None = None
    outcome: "Future[Any]" = field(default_factory=Future)
    way: "Future[Any] | None" = None
    times: int = 0

    @property
    def name(self) -> str:
        """How the scheduler knows it: what is begun again has another name."""
        return f"{self.key}-{self.times}" if self.times else self.key


class _Send(Protocol):
    def __call__(self, work: Work, elsewhere: tuple[str, ...] = ()) -> None: ...


class Minder:
    """Keeps the list of tasks that are on their way, and looks after them in a thread of its own."""

    def __init__(self, client: Any, scheduler: Scheduler, send: _Send) -> None:
        self._client, self._scheduler, self._send = client, scheduler, send
        self._open: dict[Work, None] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._moved = self._heard = self._staffed = time.monotonic()
        self._thread = threading.Thread(target=self._mind, name="plainfigures-minder", daemon=True)
        self._thread.start()

    def take(self, work: Work) -> None:
        """Look after a task from now on."""
        with self._lock:
            if not self._open:
                self._heard = self._staffed = time.monotonic()
            self._open[work] = None
            self._moved = time.monotonic()

    def let_go(self, work: Work) -> bool:
        """Look after a task no more; returns False where that was so before."""
        with self._lock:
            self._moved = time.monotonic()
            return self._open.pop(work, False) is None

    def end(self) -> None:
        """Look after nothing more: what is still on its way has no outcome but this."""
        self._ended.set()
        self._give_up(gone(self._scheduler))
        self._thread.join(_EVERY)

    def _mind(self) -> None:
        while not self._ended.wait(min(_EVERY, self._scheduler.limit / 4)):
            if self._open:
                try:
                    self._look()
                except MachineProblem as problem:
                    self._give_up(problem)
                except Exception as error:  # noqa: BLE001 - else those who wait would wait for ever
                    self._give_up(refused("look after what is on its way", error))

    def _look(self) -> None:
        """Raise MachineProblem where it is no use to wait on."""
        if self._client.status != "running":
            raise gone(self._scheduler)
        now, patience = time.monotonic(), self._scheduler.patience
        at_work = self._ask()
        if at_work is None:
            if now - self._heard > patience:
                raise silent(self._scheduler)
            return
        self._heard = now
        if at_work:
            self._staffed = now
        elif now - self._staffed > patience:
            raise nobody_left(self._scheduler)
        if now - self._moved > self._scheduler.limit:
            self._begin_again(at_work)

    def _ask(self) -> Mapping[str, Any] | None:
        """Ask which tasks each worker is at; None where no answer came in time."""
        ask: Callable[..., Any] = self._client.scheduler.processing
        try:
            found: Mapping[str, Any] = self._client.sync(
                ask, workers=None, callback_timeout=self._scheduler.patience / 2
            )
        except Exception:  # noqa: BLE001 - whatever it is, there was no answer
            return None
        return found

    def _begin_again(self, at_work: Mapping[str, Any]) -> None:
        """Have what is at work begun again elsewhere; raises MachineProblem where that was done."""
        busy = {str(key): worker for worker, keys in at_work.items() for key in keys}
        with self._lock:
            stuck = [one for one in self._open if one.name in busy] or list(self._open)
            self._moved = time.monotonic()
        tired = [one for one in stuck if one.times + 1 >= _MOST_TIMES]
        if tired:
            raise hanging(self._scheduler, [one.words for one in tired])
        held = {busy[one.name] for one in stuck if one.name in busy}
        others = tuple(sorted(at_work.keys() - held))
        for one in stuck:
            one.times += 1
            self._send(one, others)

    def _give_up(self, problem: MachineProblem) -> None:
        with self._lock:
            given_up, self._open = list(self._open), {}
        for one in given_up:
            one.outcome.set_exception(problem)

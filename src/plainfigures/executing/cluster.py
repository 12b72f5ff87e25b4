"""The workers of a Dask cluster, as an executor.

A task goes out once, under a key of its content, so that the cluster may do it again wherever it
likes. Whatever goes wrong, whoever waits for an answer gets one: `minding.py` sees to that.
"""

import gc
import logging
import os
import pickle
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, wait
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

from plainfigures.executing.minding import Minder, Work
from plainfigures.executing.parcels import Parcel, name_of, parcel_of
from plainfigures.executing.problems import (
    gone,
    nobody_answers,
    not_installed,
    not_there,
    other_versions,
    refused,
)
from plainfigures.executing.scheduler import Scheduler
from plainfigures.executing.tasks import DONE, OTHER, Answer, run, say_versions
from plainfigures.executing.versions import found_here, versions_key
from plainfigures.figures.keys import digest_of
from plainfigures.quiet import DEBUG

__all__ = ["Cluster", "reaching"]

Given = TypeVar("Given")
_CONNECTING = 10.0
_CLOSING = 5.0


@contextmanager
def reaching(scheduler: Scheduler, near: Executor | None) -> "Iterator[Cluster]":
    """Give the workers of a scheduler to work with; what may not go there is done by `near`.

    Raises MachineProblem where there is no such scheduler, where it has no workers, or where one of
    them has other versions of what matters than this program.
    """
    if near:
        # Its processes are split off from this one: later, that is no more safe.
        near.submit(os.getpid).result()
    client = _connect(scheduler)
    try:
        cluster = Cluster(client, scheduler, near)
        try:
            cluster.hold_versions()
            yield cluster
        finally:
            cluster.shutdown(cancel_futures=True)
    finally:
        with suppress(Exception):
            client.close(timeout=_CLOSING)


def _connect(scheduler: Scheduler) -> Any:
    try:
        import distributed
    except ModuleNotFoundError as error:
        raise not_installed() from error
    if not os.environ.get(DEBUG):
        # It writes to the screen by handlers of its own.
        for name in ("distributed", "tornado.application"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        connect: Any = distributed.Client
        address, patience = scheduler.address, min(scheduler.patience, _CONNECTING)
        return connect(address, timeout=patience, set_as_default=False, name="plainfigures")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told below
        problem = not_there(scheduler, error)
    # What could not begin ends now: where that comes in the midst of a later beginning, both wait
    # for each other.
    gc.collect()
    raise problem


class Cluster(Executor):
    """Gives tasks to the workers of a scheduler, and to `near` what may not leave this machine."""

    def __init__(self, client: Any, scheduler: Scheduler, near: Executor | None) -> None:
        self._scheduler, self._client, self._near = scheduler, client, near
        self._far = client.get_executor()
        self._wanted = versions_key()
        self._minder = Minder(client, scheduler, self._send)

    def hold_versions(self) -> None:
        """Hold the versions of every worker against those of this program.

        A worker that is at other work does not answer now: it is asked again with each task.
        """
        from distributed import TimeoutError as TooLate

        patience = self._scheduler.patience
        try:
            self._client.wait_for_workers(1, timeout=patience)
            names = list(self._client.nthreads(callback_timeout=patience))
        except (TooLate, TimeoutError, OSError) as error:
            raise nobody_answers(self._scheduler) from error
        asked = {
            name: self._far.submit(
                say_versions, key=f"say_versions-{uuid.uuid4().hex}", workers=[name], retries=0
            )
            for name in names
        }
        answered, _ = wait(asked.values(), timeout=patience)
        if not answered:
            raise nobody_answers(self._scheduler)
        wrong = {}
        for name, one in asked.items():
            if one in answered:
                try:
                    there = one.result()
                except CancelledError as error:
                    raise gone(self._scheduler) from error
                except Exception as error:
                    raise refused(name, error) from error
                if there != found_here():
                    wrong[name] = there
        if wrong:
            raise other_versions(wrong)

    def submit(self, make: Callable[..., Given], /, *given: Any, **named: Any) -> "Future[Given]":
        """Have a function called: by a worker where it may leave this machine, else here."""
        parcel = None if named else parcel_of(make, given)
        if parcel:
            return self.send(parcel)
        if self._near:
            return self._near.submit(make, *given, **named)
        return _now(partial(make, *given, **named))

    def send(self, parcel: Parcel) -> "Future[Any]":
        """Have a task done by a worker."""
        content = pickle.dumps((parcel.make, parcel.given))
        key = digest_of([self._wanted, content])
        work = Work(parcel.words, f"{name_of(parcel.make)}-{key}", content, parcel.keep)
        work.outcome.set_running_or_notify_cancel()  # nobody takes back what is on its way
        self._minder.take(work)
        self._send(work)
        return work.outcome

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Ask for nothing more; whoever still waits for an answer is told so."""
        self._minder.end()

    def _send(self, work: Work, elsewhere: tuple[str, ...] = ()) -> None:
        """Send a task, or send it again; `elsewhere` are the workers to be preferred then."""
        where = {"workers": list(elsewhere), "allow_other_workers": True} if elsewhere else {}
        try:
            work.way = self._far.submit(run, self._wanted, work.content, key=work.name, **where)
        except Exception as error:
            raise gone(self._scheduler) from error
        work.way.add_done_callback(partial(self._take_in, work))

    def _take_in(self, work: Work, way: "Future[Answer]") -> None:
        """Hand over what came of a task."""
        if way is not work.way or not self._minder.let_go(work):
            return  # it was given up, or somebody else was faster
        try:
            kind, content = way.result()
            found = pickle.loads(content)  # noqa: S301 - the operators' page says who must be trusted
        except CancelledError:
            work.outcome.set_exception(gone(self._scheduler))
        except Exception as error:  # noqa: BLE001 - whoever waits for the task is told
            work.outcome.set_exception(refused(work.words, error))
        else:
            if kind == DONE:
                if work.keep:
                    work.keep(found)
                work.outcome.set_result(found)
            elif kind == OTHER:
                work.outcome.set_exception(other_versions({"a worker that came later": found}))
            else:
                work.outcome.set_exception(found)


def _now(make: Callable[[], Given]) -> "Future[Given]":
    """Do a task here and now."""
    outcome: Future[Given] = Future()
    try:
        outcome.set_result(make())
    except Exception as error:  # noqa: BLE001 - it is raised where the answer is taken
        outcome.set_exception(error)
    return outcome

"""Who does the work: this process, others on this machine, or those of a Dask cluster.

All that takes long is given to a `concurrent.futures.Executor`, as a function and what it is given.
`workers` gives the one to use. What comes out is the same whoever does it.

- `processes.py`  other processes of this machine, which end when this one ends
- `cluster.py`    the workers of a scheduler; `minding.py` what is done when they fail
- `parcels.py`    what may leave this machine, and what goes along with it
- `tasks.py`      what runs on a worker; `versions.py` what has to be the same there
- `options.py`    the options of the command line
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from plainfigures.executing.scheduler import Scheduler

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["Scheduler", "workers"]


@contextmanager
def workers(
    jobs: int, scheduler: Scheduler | None = None, near: "Executor | None" = None
) -> "Iterator[Executor | None]":
    """Give whoever is to do the work; None for one job, or where the system gives no processes.

    With a `scheduler`, what may leave this machine is done by its workers, and the rest by `jobs`
    processes here, or by those of `near`, where they have begun already. Raises MachineProblem where
    they cannot be had, or fail for good.
    """
    # Commands that have no work to give load nothing.
    from plainfigures.executing.processes import processes

    with nullcontext(near) if near else processes(jobs) as here:
        if scheduler is None:
            yield here
            return
        from plainfigures.executing.cluster import reaching  # loads Dask

        with reaching(scheduler, here) as far:
            yield far

"""What goes wrong with a cluster, in words for whoever runs a build."""

from collections import Counter
from collections.abc import Mapping, Sequence

from plainfigures.errors import MachineProblem
from plainfigures.executing.scheduler import Scheduler
from plainfigures.executing.versions import differences, found_here
from plainfigures.say import harmless

__all__ = [
    "NEEDED",
    "gone",
    "hanging",
    "nobody_answers",
    "nobody_left",
    "not_installed",
    "not_there",
    "other_versions",
    "refused",
    "silent",
]

NEEDED = "distributed>=2025.1"
"""What has to be installed to reach a scheduler, as `pyproject.toml` has it."""

_WITHOUT = "or leave --scheduler out, so that this machine does the work alone"
_GUIDE = "The editors' guide has a page about it: “A very large site”."


def not_installed() -> MachineProblem:
    """Say that what reaches a scheduler is not installed."""
    return MachineProblem(
        "This machine cannot reach a scheduler yet: the program for it is not installed.",
        f'Install it: python -m pip install "{NEEDED}" {_WITHOUT}.',
    )


def not_there(scheduler: Scheduler, error: Exception) -> MachineProblem:
    """Say that nothing that can be used answers at an address."""
    why = _why(error)
    if "ssl" in why.lower() or "tls" in why.lower() or "certificate" in why.lower():
        return MachineProblem(
            f"The scheduler at {scheduler.address} could not be reached safely: {why}",
            f"Name the certificates in the settings of Dask. {_GUIDE}",
        )
    return MachineProblem(
        f"No scheduler answers at {scheduler.address}.",
        f"Start it (dask scheduler), look at its address, {_WITHOUT}.",
    )


def nobody_answers(scheduler: Scheduler) -> MachineProblem:
    """Say that a scheduler has no workers, or only such as say nothing."""
    return MachineProblem(
        f"No worker of the scheduler at {scheduler.address} answered within "
        f"{scheduler.patience:g} seconds.",
        f"Start some (dask worker {scheduler.address} --nthreads 1), look at what those say that are "
        f"there, {_WITHOUT}.",
    )


def nobody_left(scheduler: Scheduler) -> MachineProblem:
    """Say that all workers are gone."""
    return MachineProblem(
        f"The scheduler at {scheduler.address} has no workers any more: they have ended, or cannot "
        "be reached.",
        f"Start some (dask worker {scheduler.address} --nthreads 1) and run this again; what is done "
        "need not be done again.",
    )


def gone(scheduler: Scheduler) -> MachineProblem:
    """Say that a scheduler has ended."""
    return MachineProblem(
        f"The scheduler at {scheduler.address} is gone: it has ended, or cannot be reached any more.",
        f"Start it again and run this again, {_WITHOUT}. What is done need not be done again.",
    )


def silent(scheduler: Scheduler) -> MachineProblem:
    """Say that a scheduler is there and says nothing."""
    return MachineProblem(
        f"The scheduler at {scheduler.address} has said nothing for {scheduler.patience:g} seconds.",
        f"Look at it, start it again and run this again, {_WITHOUT}.",
    )


def hanging(scheduler: Scheduler, words: Sequence[str]) -> MachineProblem:
    """Say which tasks did not come back, by what they do."""
    told = "; ".join(
        f"{one} ({times} times)" if times > 1 else one for one, times in Counter(words).items()
    )
    return MachineProblem(
        f"Work did not come back from the workers in {scheduler.limit:g} seconds, and not in as many "
        f"again when it was begun anew: {told}.",
        "Start the workers again, since what hangs holds them up, and run this again. If the work "
        "may take so long, give it more time with --task-limit SECONDS.",
    )


def refused(what: str, error: Exception) -> MachineProblem:
    """Say that a worker could not do what it was asked for, apart from what the task itself says.

    `what` is the worker, or what it was to do.
    """
    kind = type(error).__name__
    if kind == "KilledWorker":
        return MachineProblem(
            f"Every worker that was to do this ended over it: {what}.",
            "Look at what the workers say: as a rule, memory ran out. Start them with more of it "
            "(--memory-limit), or fewer on each machine, and run this again.",
        )
    if isinstance(error, (ImportError, AttributeError)):
        return MachineProblem(
            f"A worker has not the same plainfigures as this program ({what}): {_why(error)}",
            "Install the same there, with the same lock file, and start the worker again.",
        )
    return MachineProblem(
        f"A worker could not do this: {what}. It said: {_why(error)}",
        "Look at what the worker says, start it again, and run this again.",
    )


def other_versions(wrong: Mapping[str, Mapping[str, str]]) -> MachineProblem:
    """Say which workers have other versions of what matters, and of what."""
    here = found_here()
    told = []
    for name, there in sorted(wrong.items()):
        found = differences(there, here)
        more = f"; and {len(found) - 4} more" if len(found) > 4 else ""
        told.append(f"{name} ({'; '.join(found[:4])}{more})")
    return MachineProblem(
        "What they make could differ, so these workers cannot be used: " + ", ".join(told) + ".",
        "Install the same there, with the same lock file, and start them again; or end them.",
    )


def _why(error: Exception) -> str:
    words = " ".join(harmless(str(error)).split())
    return (words or type(error).__name__)[:300]

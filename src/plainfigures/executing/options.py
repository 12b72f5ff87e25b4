"""The options of commands that give work to others."""

import os
from collections.abc import Callable
from typing import Any

import click

from plainfigures.executing.scheduler import LIMIT, Scheduler

__all__ = ["scheduler_of", "work_options"]


def work_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `--jobs`, `--scheduler` and `--task-limit`."""
    command = click.option(
        "--task-limit",
        type=click.FloatRange(1, 24 * 60 * 60),
        default=LIMIT,
        show_default=True,
        metavar="SECONDS",
        help="After how long without any answer from workers their work is begun again, once.",
    )(command)
    command = click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="The scheduler of a Dask cluster whose workers are to help: tcp://HOST:8786.",
    )(command)
    return click.option(
        "--jobs",
        type=click.IntRange(1),
        default=lambda: os.cpu_count() or 1,
        help="How many processes of this machine work at once; else one for each processor.",
    )(command)


def scheduler_of(address: str | None, limit: float) -> Scheduler | None:
    """Return the scheduler that was asked for; raises MachineProblem where the address is none."""
    return Scheduler(address, limit) if address else None

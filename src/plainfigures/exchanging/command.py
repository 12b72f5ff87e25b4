"""`plainfigures rollback`, and what all commands that write a published site have in common."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from plainfigures.config import find_site
from plainfigures.errors import MachineProblem
from plainfigures.exchanging.claim import WAIT, claim
from plainfigures.exchanging.machine import in_words
from plainfigures.exchanging.stopping import Stopped, stoppable
from plainfigures.figures.clock import present_clock

__all__ = ["alone", "rollback", "site_option", "wait_option"]

_UNTOUCHED = "What was published before is untouched."
_DONE = "Stopped, just after the site was put in place."


def wait_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--wait`."""
    return click.option(
        "--wait",
        type=click.FloatRange(0, 24 * 60 * 60),
        default=WAIT,
        show_default=True,
        metavar="SECONDS",
        help="How long to wait for another build of this site that is running.",
    )(command)


def site_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--site-dir`."""
    return click.option(
        "--site-dir",
        type=click.Path(file_okay=False, path_type=Path),
        help="Where the finished site goes; else site/.",
    )(command)


@contextmanager
def alone(root: Path, wait: float) -> Iterator[None]:
    """Do what writes the published site of the project in `root`: no other program does so meanwhile.

    Says in words what stops it. Raises BuildProblem where another is not done in `wait` seconds.
    """
    work = root / ".plainfigures"
    try:
        with stoppable(), in_words(work), claim(work, wait, _say):
            yield
    except MachineProblem as problem:
        remedy = f"{problem.remedy} {_UNTOUCHED}"
        raise MachineProblem(problem.message, remedy, problem.suggestion) from problem
    except Stopped as stopped:
        _say(_DONE if stopped.done else f"Stopped. {_UNTOUCHED}")
        raise SystemExit(stopped.code) from None


@click.command()
@site_option
@wait_option
@click.pass_obj
def rollback(folder: Path, site_dir: Path | None, wait: float) -> None:
    """Put the site before in place again, in one step; once more undoes it."""
    from plainfigures.exchanging.rollback import roll_back

    root = find_site(folder.absolute())
    usual = root / "site"
    site = (site_dir or usual).resolve()
    with alone(root, wait):
        copy = roll_back(root / ".plainfigures", site, usual, present_clock())
        click.echo(
            f"In {site} is now {copy}. What was there is kept: “plainfigures rollback” again brings "
            "it back. The next build puts a new site in place."
        )


def _say(words: str) -> None:
    click.echo(words, err=True)

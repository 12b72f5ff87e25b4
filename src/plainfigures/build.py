"""The recipe: from data packages and pages to a finished site, step by step."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plainfigures.check import ASKED_RULES, FinishedSite, page_readings, run_rules
from plainfigures.config import SiteConfig
from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import Clock
from plainfigures.figures.findings import ADVICE, Finding, sort_findings
from plainfigures.figures.readability import PageReading
from plainfigures.finishing import finish
from plainfigures.held_pages import HeldBack
from plainfigures.preparing import (
    Prepared,
    all_findings,
    drawings_of,
    has_errors,
    prepare,
    workers,
)
from plainfigures.preview import connect, finish_preview
from plainfigures.publish import BUILD_REPORT, exchange
from plainfigures.renderer import RenderProblem, render_site
from plainfigures.state import State, inputs_key, save_state
from plainfigures.tidying import tidy

__all__ = [
    "Outcome",
    "build",
    "connect",
    "finish_preview",
    "look",
    "make_preview",
    "read_through",
]


_NOT_LOOKED_AT = Finding(
    "page",
    "The finished pages could not be looked at while this is wrong, so there may be more to mend.",
    "Mend the errors, then run “plainfigures check” again.",
    level=ADVICE,
)


@dataclass(frozen=True)
class Outcome:
    """What a build did: its findings, how many pages and figures the site has, and the site.

    `held` parts the pages that may be seen from those held back.
    """

    findings: list[Finding]
    pages: int = 0
    figures: int = 0
    site: FinishedSite | None = None
    held: HeldBack | None = None

    @property
    def done(self) -> bool:
        """Whether nothing stops the site from being published."""
        return not has_errors(self.findings)


def build(
    config: SiteConfig,
    clock: Clock,
    site: Path,
    jobs: int = 1,
    *,
    release: bool = False,
    pictures: bool = True,
) -> Outcome:
    """Check, draw, render, finish, verify, and exchange the finished site with `site`.

    Without `pictures`, no charts and previews are drawn for sharing, and nothing leads to one.
    Where anything is wrong, `site` stays as it was and the outcome holds the findings. Raises
    BuildProblem where the build cannot start or its result cannot be put in place.
    """
    _refuse_own_folder(config, site)
    key = inputs_key(config, site, release=release, pictures=pictures)
    with _making(config) as making:
        outcome = _make(config, clock, making, jobs, release=release, pictures=pictures)
        if not outcome.done:
            return outcome
        exchange(making, site, config.work / "previous")
    since, until = clock.same_since(), clock.same_until()
    save_state(
        config,
        State(
            key=key,
            as_of=clock.now.isoformat(),
            since=since.isoformat() if since else "",
            until=until.isoformat() if until else "",
        ),
    )
    tidy(config.work)
    return outcome


def look(config: SiteConfig, clock: Clock, jobs: int = 1) -> list[Finding]:
    """Return what every rule finds, in the data and on the finished pages; keep no site.

    Where something is wrong, the pages are looked at as far as they can be made. Pages held back
    are looked at as they will be when their moments come.
    """
    findings, held = _look_once(config, clock, jobs)
    if held:
        paths = {page.path for page in held.held}
        for moment in held.moments:
            then, _ = _look_once(config, Clock(moment), jobs)
            findings += [one for one in then if one.path in paths]
    return sort_findings(findings)


def _look_once(
    config: SiteConfig, clock: Clock, jobs: int
) -> tuple[list[Finding], HeldBack | None]:
    with _making(config) as making:
        outcome = _make(config, clock, making, jobs)
    asked = run_rules(ASKED_RULES, outcome.site, forgiving=True) if outcome.site else []
    return [*outcome.findings, *all_findings(asked)], outcome.held


def make_preview(config: SiteConfig, clock: Clock, target: Path, jobs: int = 1) -> Outcome:
    """Make a whole site in the folder `target`, without pictures for sharing, and leave it there.

    Where anything is wrong, what stands in `target` is not to be shown. Raises BuildProblem where
    the pages cannot be made at all.
    """
    return _make(config, clock, target, jobs)


def read_through(config: SiteConfig, clock: Clock, jobs: int = 1) -> list[PageReading]:
    """Return how hard each of residents' pages is to read; keep no site.

    Raises BuildProblem where the pages cannot be made.
    """
    with _making(config) as making:
        outcome = _make(config, clock, making, jobs)
    if outcome.site is None:
        raise BuildProblem("The pages cannot be made.", "Run “plainfigures check” to see why.")
    return page_readings(outcome.site)


def _make(
    config: SiteConfig,
    clock: Clock,
    making: Path,
    jobs: int,
    *,
    release: bool = False,
    pictures: bool = False,
) -> Outcome:
    """Make a whole site in the folder `making`, as far as it can be made."""
    with workers(jobs) as executor:
        try:
            prepared = prepare(config, clock, release=release, executor=executor)
        except BuildProblem:
            if config.problems:
                return Outcome([*config.problems])  # where pages lie may be a part of them
            raise
        if config.problems:
            return Outcome(prepared.findings)
        try:
            return _make_pages(prepared, making, executor, pictures=pictures)
        except RenderProblem as problem:
            found = sort_findings([*prepared.findings, *problem.findings])
            return Outcome(found, held=prepared.held)
        except Exception:
            if prepared.sound:
                raise
            # Pages are made from what is wrong only to find more: that it ended early is told.
            return Outcome(sort_findings([*prepared.findings, _NOT_LOOKED_AT]), held=prepared.held)


def _make_pages(
    prepared: Prepared, making: Path, executor: Executor | None, *, pictures: bool
) -> Outcome:
    if prepared.sound:
        prepared.downloads.begin(executor)
    drawings = drawings_of(prepared, executor, pictures=pictures and prepared.sound)
    render_site(prepared.config, making, prepared, stand_in=not prepared.own_macros)
    runs, finished = finish(prepared, making, drawings)
    figures = len(prepared.catalogue.figures)
    return Outcome(all_findings(runs), len(finished.pages), figures, finished, prepared.held)


@contextmanager
def _making(config: SiteConfig) -> Iterator[Path]:
    """Give a place for a site that is being made; it is gone afterwards."""
    config.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="making-", dir=config.work) as folder:
        yield Path(folder) / "site"


def _refuse_own_folder(config: SiteConfig, site: Path) -> None:
    """Refuse to put the finished site where something else would be lost."""
    parts = (config.docs, config.datasets, config.charts, config.macros)
    places = {site.resolve(), *site.resolve().parents}
    if config.root.resolve().is_relative_to(site.resolve()) or any(
        part.resolve() in places for part in parts
    ):
        raise BuildProblem(
            f"The finished site cannot be put into {site}, which the site is made from.",
            "Name a folder of its own with --site-dir.",
        )
    if site.is_dir() and any(site.iterdir()) and not (site / BUILD_REPORT).is_file():
        raise BuildProblem(
            f"The folder {site} holds something that is no finished site.",
            "Name another folder with --site-dir, or empty this one.",
        )

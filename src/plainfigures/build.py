"""The recipe: from data packages and pages to a finished site, step by step."""

import datetime
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from contextlib import nullcontext, suppress
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.check import FinishedSite, run_rules
from plainfigures.config import SiteConfig
from plainfigures.errors import BuildProblem
from plainfigures.exchanging.machine import in_words
from plainfigures.exchanging.places import looking, making
from plainfigures.exchanging.putting import put_in_place
from plainfigures.exchanging.stopping import undisturbed
from plainfigures.executing import Scheduler, workers
from plainfigures.expanding.telling import Origin, told, told_in
from plainfigures.figures.clock import Clock
from plainfigures.figures.embargoes import NOTHING_HELD, Embargoed
from plainfigures.figures.findings import ADVICE, ERROR, Finding, sort_findings
from plainfigures.figures.keys import file_digest
from plainfigures.figures.readability import PageReading
from plainfigures.finishing import finish
from plainfigures.held_data import kept_apart, kept_for, shows_held, veiled
from plainfigures.held_pages import HeldBack
from plainfigures.preparing import (
    Prepared,
    all_findings,
    drawings_of,
    has_errors,
    prepare,
)
from plainfigures.preview import connect, finish_preview
from plainfigures.proofing import proof
from plainfigures.publish import BUILD_REPORT, flush, foresee
from plainfigures.rendering import RenderProblem
from plainfigures.rendering.jobs import render_site
from plainfigures.state import State, build_key, changed_since, data_key, read_inputs, save_state
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


_ALONE = "This site shows what may not be seen yet, so this machine made it alone, without the scheduler."

_MOST_MOMENTS = 12
"""At so many moments to come a site is looked at, and at the last of all."""


class Outcome(Struct, frozen=True):
    """What a build did: its findings, how many pages and figures the site has, and the site.

    `held` parts the pages that may be seen from those held back, and `embargoed` are the data that
    may not be seen yet. `remarks` say what else was found, about the site that was in place.
    `origins` says of which template a page was made, by its path. With `elsewhere`, the site hangs on
    files that are no part of it.
    """

    findings: list[Finding]
    pages: int = 0
    figures: int = 0
    site: FinishedSite | None = None
    held: HeldBack | None = None
    embargoed: Embargoed = NOTHING_HELD
    remarks: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    elsewhere: bool = False

    @property
    def coming(self) -> tuple[datetime.datetime, ...]:
        """The moments at which more of the site may be seen, in their order."""
        pages = self.held.moments if self.held else ()
        return tuple(sorted({*pages, *self.embargoed.moments}))

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
    published: Path | None = None,
    inputs: Mapping[str, str] | None = None,
    scheduler: Scheduler | None = None,
    near: Executor | None = None,
) -> Outcome:
    """Check, draw, render, finish, verify, and exchange the finished site with `site`.

    Without `pictures`, no charts and previews are drawn for sharing, and nothing leads to one.
    `published` is the copy that readers see, where that is not `site`: in a freeze, a release is held
    against it. `inputs` are the site's files as `read_inputs` found them just now, where that is known.
    The workers of a `scheduler` do what may leave this machine; what shows more than may be seen at
    present, this machine makes alone. `near` are `jobs` processes of it that have begun already. One
    build at a time may work: see `exchanging.claim`. Where anything is wrong, `site` stays as it was
    and the outcome holds the findings. Raises BuildProblem where the build cannot start, its files
    change meanwhile, or its result cannot be put in place.
    """
    _refuse_own_folder(config, site)
    begun = read_inputs(config) if inputs is None else inputs
    key = build_key(config, site, release=release, pictures=pictures, inputs=begun)
    with in_words(config.work), making(config.work) as finished:
        foresee(finished.parent, site)
        with kept_for(config, clock) as kept:
            far = scheduler if kept is config else None
            outcome = _make(
                kept,
                clock,
                finished,
                jobs,
                release=release,
                pictures=pictures,
                scheduler=far,
                near=near,
            )
        if release and outcome.done:
            outcome = _hold_in_freeze(outcome, config, clock, finished, published or site)
        if not outcome.done:
            return outcome
        _refuse_changed(config, begun)
        unknown = outcome.elsewhere or _is_secret(outcome, kept, config)
        data = "" if unknown else data_key(config, begun)
        state = _state(clock, "" if unknown else key, data, finished)
        flush(finished)
        with undisturbed():
            remarks = put_in_place(finished, site, config.work, config.site)
            # The site is in place. Without these, the next build takes longer.
            with suppress(OSError):
                save_state(config, state)
                tidy(config.work)
    return replace(outcome, remarks=(*remarks, *([_ALONE] if scheduler and not far else [])))


def look(
    config: SiteConfig,
    clock: Clock,
    jobs: int = 1,
    *,
    ahead: bool = True,
    scheduler: Scheduler | None = None,
) -> list[Finding]:
    """Return what every rule finds, in the data and on the finished pages; keep no site.

    Where something is wrong, the pages are looked at as far as they can be made. What may not be
    seen yet is looked at as it will be when its moments come: of many, at the first ones and the
    last. Nothing is kept of that, and what is found is told by its place. Without `ahead`, that is
    left out. The workers of a `scheduler` see nothing of it.
    """
    # What is told in words of things held back is kept no more than they are.
    with kept_apart(config) if config.tell_held else nullcontext(config) as kept:
        early = scheduler and (config.tell_held or shows_held(config, clock))
        now, outcome = _look_once(kept, clock, jobs, None if early else scheduler)
    if not ahead or not outcome.coming:
        return sort_findings(now)
    first, last = outcome.coming[:_MOST_MOMENTS], outcome.coming[-1]
    told = list(now)
    with kept_apart(config) as apart:
        for moment in dict.fromkeys([*first, last]):
            then, _ = _look_once(apart, Clock(moment), jobs)
            held = outcome.held.paths if outcome.held else set()
            until = moment.isoformat()
            for one in then:
                if one not in told and (one.path in held or one.level == ERROR):
                    told.append(one)
                    now.append(one if config.tell_held else veiled(one, until))
    return sort_findings(now)


def _look_once(
    config: SiteConfig, clock: Clock, jobs: int, scheduler: Scheduler | None = None
) -> tuple[list[Finding], Outcome]:
    with looking() as folder:
        outcome = _make(config, clock, folder, jobs, scheduler=scheduler)
    from plainfigures.check import ASKED_RULES  # slow to import

    asked = run_rules(ASKED_RULES, outcome.site, forgiving=True) if outcome.site else []
    return [*outcome.findings, *all_findings(told_in(asked, outcome.origins))], outcome


def make_preview(
    config: SiteConfig,
    clock: Clock,
    target: Path,
    jobs: int = 1,
    show: Callable[[Mapping[str, str]], object] | None = None,
) -> Outcome:
    """Make a whole site in the folder `target`, without pictures for sharing, and leave it there.

    Where nothing is wrong so far, `show` is called with the pages, by their files, before they are
    looked at. Where anything is wrong in the end, what stands in `target` is not to be shown. Raises
    BuildProblem where the pages cannot be made at all.
    """
    return _make(config, clock, target, jobs, show=show)


def read_through(config: SiteConfig, clock: Clock, jobs: int = 1) -> list[PageReading]:
    """Return how hard each of residents' pages is to read; keep no site.

    Raises BuildProblem where the pages cannot be made.
    """
    from plainfigures.check import page_readings  # slow to import

    with looking() as folder:
        outcome = _make(config, clock, folder, jobs)
    if outcome.site is None:
        raise BuildProblem("The pages cannot be made.", "Run “plainfigures check” to see why.")
    return page_readings(outcome.site)


def _make(
    config: SiteConfig,
    clock: Clock,
    target: Path,
    jobs: int,
    *,
    release: bool = False,
    pictures: bool = False,
    scheduler: Scheduler | None = None,
    near: Executor | None = None,
    show: Callable[[Mapping[str, str]], object] | None = None,
) -> Outcome:
    """Make a whole site in the folder `target`, as far as it can be made."""
    if config.unfit:
        return Outcome(list(config.unfit))
    with workers(jobs, scheduler, near) as executor:
        try:
            prepared = prepare(config, clock, release=release, executor=executor)
        except BuildProblem:
            if config.problems:
                return Outcome([*config.problems])  # where pages lie may be a part of them
            raise
        if config.problems:
            return Outcome(prepared.findings)
        prepared.show = show if prepared.sound else None
        try:
            return _make_pages(prepared, target, executor, pictures=pictures)
        except RenderProblem as problem:
            found = sort_findings([*prepared.findings, *problem.findings])
            return Outcome(found, held=prepared.held, embargoed=prepared.embargoed)
        except Exception:
            if prepared.sound:
                raise
            # Pages are made from what is wrong only to find more: that it ended early is told.
            found = sort_findings([*prepared.findings, _NOT_LOOKED_AT])
            return Outcome(found, held=prepared.held, embargoed=prepared.embargoed)


def _make_pages(
    prepared: Prepared, target: Path, executor: Executor | None, *, pictures: bool
) -> Outcome:
    drawings = drawings_of(prepared, executor, pictures=pictures and prepared.sound)
    render_site(prepared, target)
    runs, finished = finish(prepared, target, drawings)
    findings = all_findings(runs)
    if not has_errors(findings):
        proofread = told(proof(target, prepared, executor), prepared.origins)
        findings = sort_findings([*findings, *proofread])
    figures = len(prepared.catalogue.names)
    pages = len(finished.pages)
    held, embargoed = prepared.held, prepared.embargoed
    return Outcome(
        findings,
        pages,
        figures,
        finished,
        held,
        embargoed,
        origins=prepared.origins,
        elsewhere=prepared.elsewhere,
    )


def _hold_in_freeze(
    outcome: Outcome, config: SiteConfig, clock: Clock, finished: Path, published: Path
) -> Outcome:
    """Add why a finished site may not go out now, in a time in which only corrections may."""
    from plainfigures.freezing.refusing import find_refusals  # slow to import

    if outcome.site is None:
        return outcome
    found = find_refusals(config, clock, outcome.site.catalogue, finished, published)
    return replace(outcome, findings=sort_findings([*outcome.findings, *found]))


def _state(clock: Clock, key: str, data: str, finished: Path) -> State:
    since, until = clock.same_since(), clock.same_until()
    return State(
        key=key,
        as_of=clock.now.isoformat(),
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        site=file_digest(finished / BUILD_REPORT),
        data=data,
    )


def _is_secret(outcome: Outcome, kept: SiteConfig, config: SiteConfig) -> bool:
    """Return whether a digest of all files would be one of what may not be seen yet.

    Little text can be found from its digest. So that of the site's files is not kept then, and the
    next build makes the site anew.
    """
    return kept is not config or bool(outcome.held and outcome.held.held) or bool(outcome.embargoed)


def _refuse_changed(config: SiteConfig, begun: Mapping[str, str]) -> None:
    """Refuse a site that was made while its files changed: it may be half of each."""
    changed = changed_since(config, begun)
    if changed:
        more = f", and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise BuildProblem(
            f"Files were changed while the site was being made: {', '.join(changed[:3])}{more}. "
            "What was published before is untouched.",
            "Build again.",
        )


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

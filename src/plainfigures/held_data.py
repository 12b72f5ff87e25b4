"""What data that may not be seen yet mean for a site: what is told of them, and where they may lie."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from plainfigures.config import PRIVATE, SiteConfig
from plainfigures.figures.clock import Clock, present_clock
from plainfigures.figures.embargoes import UNREADABLE, Embargoed, said_until
from plainfigures.figures.findings import ADVICE, ERROR, Finding
from plainfigures.figures.held_back import HeldText
from plainfigures.held_pages import HeldBack, hold_back
from plainfigures.read import Reading, read_pages
from plainfigures.tidying import lend
from plainfigures.write import Desk, render_page

__all__ = [
    "anything_held",
    "findings_held",
    "kept_apart",
    "kept_for",
    "place_findings",
    "shows_held",
    "texts_held",
    "veiled",
]

RULE = "embargo"


def veiled(finding: Finding, until: str) -> Finding:
    """Return a finding about something that is held back: its place, and no word of what it says.

    `until` is its moment, as `Embargoed` has it.
    """
    wrong = (
        "Something is wrong here" if finding.level == ERROR else "Something could be better here"
    )
    return replace(
        finding,
        message=f"{wrong}. It is held back {said_until(until)}, so it is not told here what.",
        remedy="See it on a machine of your own, with: plainfigures check --held",
        column=0,
        suggestion="",
    )


def findings_held(
    held: HeldBack, apart: Desk, charts: set[str], *, tell: bool
) -> Iterator[Finding]:
    """Yield what is wrong on pages held back and in their charts, before their time comes.

    What these pages say of data that are held back too is looked at when its time comes.
    """
    for page in held.held:
        for one in render_page(page, apart).findings:
            if one.rule != RULE:
                yield one if tell else veiled(one, held.until(page.path))
    last = max((held.until(page.path) for page in held.held), default=UNREADABLE)
    for one in apart.check_charts():
        if tell or Path(one.path).stem not in charts:
            yield one
        else:
            yield veiled(one, last)


def texts_held(embargoed: Embargoed) -> tuple[HeldText, ...]:
    """Return the texts that may stand in no byte of the finished site."""
    return tuple(
        HeldText(place, said_until(until), texts) for place, until, texts in embargoed.texts
    )


def place_findings(config: SiteConfig, embargoed: Embargoed) -> Iterator[Finding]:
    """Yield advice where data that are held back lie in a repository that others may read, and an
    error where private data are at hand in a job that shows its work to strangers.
    """
    if config.private_refused():
        yield Finding(
            RULE,
            f"{PRIVATE} is set in a job for a pull request, whose files others can take away. The "
            "private data were not read.",
            "Set it only where the site is published.",
            config.file.name,
        )
    if str(config.settings.get("repository", "")) == "private" or not _in_git(config.root):
        return
    told: set[str] = set()
    for path, line, until in embargoed.places:
        if path not in told and path.startswith("datasets/"):
            told.add(path)
            yield Finding(
                RULE,
                f"What is held back here {said_until(until)} can be read by all who can read this "
                "repository, and by that moment's time in its history too.",
                "If others can, keep these data in a private place: the editors' guide tells how, "
                "under “Keep data in a private place”. If only you can, write “repository: private” "
                "in mkdocs.yml, under extra: plainfigures:.",
                path,
                line,
                level=ADVICE,
            )


def anything_held(config: SiteConfig, clock: Clock) -> bool:
    """Return whether a site has anything that may not be seen as of a clock."""
    reading = Reading(
        config.datasets,
        config.root,
        None,
        clock=clock,
        private=config.private(),
        releases=config.releases(),
    )
    return bool(reading.embargoed) or bool(
        hold_back(read_pages(config.docs, config.root)[0], clock).held
    )


def shows_held(config: SiteConfig, clock: Clock) -> bool:
    """Return whether a build as of a clock shows what may not be seen at present."""
    present = present_clock()
    return clock.now > present.now and config.datasets.is_dir() and anything_held(config, present)


@contextmanager
def kept_apart(config: SiteConfig) -> Iterator[SiteConfig]:
    """Give a site whose builds know what was kept, and keep nothing themselves."""
    with tempfile.TemporaryDirectory(prefix="plainfigures-") as name:
        lend(config.work, Path(name))
        yield replace(config, kept=Path(name))


@contextmanager
def kept_for(config: SiteConfig, clock: Clock) -> Iterator[SiteConfig]:
    """Give a site as a build as of `clock` may use what is kept.

    One as of a later moment than the present shows what may not be seen yet, and so keeps nothing.
    """
    if shows_held(config, clock):
        with kept_apart(config) as apart:
            yield apart
    else:
        yield config


def _in_git(root: Path) -> bool:
    return any((place / ".git").exists() for place in (root, *root.parents))

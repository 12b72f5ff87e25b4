"""The way back: the site before takes the place of the one that is published, in one step."""

import datetime
import json
from pathlib import Path

from msgspec import Struct

from plainfigures.errors import BuildProblem
from plainfigures.exchanging.places import making, previous_of
from plainfigures.exchanging.stopping import undisturbed
from plainfigures.figures.clock import Clock, show_moment
from plainfigures.publish import BUILD_REPORT, confirm_site, foresee, swap

__all__ = ["Copy", "roll_back"]


class Copy(Struct, frozen=True):
    """A finished site, as its build report tells of it: the moment and the commit it was made of."""

    as_of: datetime.datetime | None = None
    commit: str = ""
    changed: bool = False

    def __str__(self) -> str:
        made = f"the site as of {show_moment(self.as_of)}" if self.as_of else "a site"
        if not self.commit:
            return made
        changed = ", with files that differed from it" if self.changed else ""
        return f"{made}, of the commit {self.commit[:10]}{changed}"


def roll_back(work: Path, site: Path, usual: Path, clock: Clock) -> Copy:
    """Exchange the site in `site` with the one before it; returns what is in place now.

    What was in place becomes the one before, so that a second call undoes the first. `usual` is
    where this project's site is. Raises BuildProblem, with everything as it was, where there is no
    whole site to go back to, or where it may not be seen yet.
    """
    previous = previous_of(work, site, usual)
    if not previous.is_dir() and not site.is_dir():
        raise BuildProblem(
            f"There is no site in {site}, and none before it is kept.",
            "Build it with: plainfigures build",
        )
    if not previous.is_dir():
        raise BuildProblem(
            f"No site before the one in {site} is kept, so there is nothing to go back to.",
            "The first build keeps none. To publish what an older commit says, go to that commit "
            "and build.",
        )
    if not confirm_site(previous):
        raise BuildProblem(
            f"The site before, in {previous}, is not whole: files of it were changed or are lost.",
            "Go to the commit that you want to publish, and build.",
        )
    copy = _told(previous)
    if copy.as_of and copy.as_of > clock.now:
        raise BuildProblem(
            f"The site before is {copy}. That time has not come, and it may hold what is not to be "
            "seen before.",
            "Go to the commit that you want to publish, and build.",
        )
    with making(work) as place:
        foresee(place.parent, site)
    with undisturbed():
        if site.exists():
            swap(previous, site)
        else:
            previous.rename(site)
    return copy


def _told(site: Path) -> Copy:
    """Return what a site's build report tells of it, as far as it does."""
    try:
        report = json.loads((site / BUILD_REPORT).read_text("utf-8"))
        as_of = datetime.datetime.fromisoformat(str(report.get("as_of")))
    except (OSError, ValueError, AttributeError):
        return Copy()
    repository = report.get("repository")
    if not isinstance(repository, dict):
        repository = {}
    moment = as_of if as_of.tzinfo else as_of.astimezone()
    return Copy(moment, str(repository.get("commit") or ""), bool(repository.get("changed")))

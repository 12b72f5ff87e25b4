"""The step of a release build that holds a freeze."""

from pathlib import Path

from plainfigures.attesting.copies import open_copy
from plainfigures.config import CONFIGURATION, SiteConfig
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.findings import Finding
from plainfigures.freezing.calendar import read_calendar
from plainfigures.freezing.unmarked import RULE, find_unmarked

__all__ = ["find_refusals"]


def find_refusals(
    config: SiteConfig, clock: Clock, catalogue: Catalogue, made: Path, published: Path
) -> list[Finding]:
    """Return why the site in the folder `made` may not go out now; nothing where there is no freeze.

    `published` is the site that is out: a folder or an archive. Raises BuildProblem where that cannot
    be read.
    """
    freeze = read_calendar(config).at(clock)
    if freeze is None:
        return []
    if not published.exists():
        message = f"In {freeze.words} only corrections go out, and there is no published site here."
        remedy = "Name a copy of it, so that what changed can be told: --published COPY"
        return [Finding(RULE, message, remedy, CONFIGURATION, freeze.line)]
    return find_unmarked(open_copy(published), open_copy(made), catalogue, freeze)

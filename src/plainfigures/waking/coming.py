"""What the time alone has changed since a site was published."""

import datetime

from msgspec import Struct

from plainfigures.build import make_preview
from plainfigures.config import SiteConfig
from plainfigures.errors import BuildProblem
from plainfigures.exchanging.places import looking
from plainfigures.figures.clock import Clock

__all__ = ["Due", "look_for_due"]


class Due(Struct, frozen=True):
    """The last moment at which the site changed by itself, the next one, and if it can be made."""

    last: datetime.datetime | None
    next: datetime.datetime | None
    sound: bool

    def since(self, published: datetime.datetime) -> bool:
        """Return whether a site made at `published` has to be made anew.

        One that cannot be made counts as due: publishing it tells what is wrong with it.
        """
        return not self.sound or (self.last is not None and self.last > published)


def look_for_due(config: SiteConfig, clock: Clock, jobs: int = 1) -> Due:
    """Make the site as of the clock, keep none of it, and return which moments it asked about."""
    with looking() as place:
        try:
            sound = make_preview(config, clock, place, jobs).done
        except BuildProblem:
            sound = False
    return Due(clock.same_since(), clock.same_until(), sound)

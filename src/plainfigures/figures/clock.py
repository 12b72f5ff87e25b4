"""The only clock there is: the moment as of which a site is built.

It remembers which moments it was asked about, so that a later build knows from when to when the
same answers would have been given.
"""

import datetime
import os
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from plainfigures.errors import BuildProblem
from plainfigures.figures.periods import show_day

__all__ = [
    "Clock",
    "as_written",
    "moment_is_set",
    "parse_moment",
    "present_clock",
    "show_moment",
]

_ZONE = ZoneInfo("Europe/London")


def as_written(given: object) -> str:
    """Return a moment in settings as text, whether YAML took it for one or not."""
    return given.isoformat() if isinstance(given, datetime.date) else str(given).strip()


def parse_moment(text: str) -> datetime.datetime:
    """Read a date (00:00 in London) or a timestamp; raises BuildProblem where it is neither."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise BuildProblem(
            f'"{text}" is not a date.', "Write a date as 2026-11-22, or 2026-11-22T09:30:00+00:00."
        ) from error
    if not 1900 < moment.year < 3000:
        raise BuildProblem(f'"{text}" is too far away.', "Write a date of this century.")
    return moment if moment.tzinfo else moment.replace(tzinfo=_ZONE)


def show_moment(moment: datetime.datetime) -> str:
    """Write a moment in London's time: "10 December 2026, 9:30am", "10 December 2026"."""
    here = moment.astimezone(_ZONE)
    day = show_day(here.date())
    if not here.hour and not here.minute:
        return day
    hour, half = (here.hour - 1) % 12 + 1, "am" if here.hour < 12 else "pm"
    return f"{day}, {hour}{f':{here.minute:02}' if here.minute else ''}{half}"


def moment_is_set() -> bool:
    """Return whether the environment gives the moment, so that the present is never asked for."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return epoch.isdecimal() and len(epoch) < 12


def present_clock() -> "Clock":
    """Return a clock for `SOURCE_DATE_EPOCH` where that is set, else for the present."""
    if moment_is_set():
        epoch = int(os.environ["SOURCE_DATE_EPOCH"])
        return Clock(datetime.datetime.fromtimestamp(epoch, datetime.UTC))
    return Clock(datetime.datetime.now(datetime.UTC))


class Clock:
    """Says whether a moment has passed, as of one fixed moment."""

    def __init__(self, now: datetime.datetime) -> None:
        self.now = now.astimezone(datetime.UTC)
        self._asked: set[datetime.datetime] = set()

    @property
    def today(self) -> datetime.date:
        """The day of the fixed moment, in London; only for showing it."""
        return self.now.astimezone(_ZONE).date()

    def has_passed(self, day: datetime.date) -> bool:
        """Return whether the whole of `day` lies in the past."""
        end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), _ZONE)
        return self.has_come(end)

    def has_come(self, moment: datetime.datetime) -> bool:
        """Return whether `moment` is now or in the past."""
        moment = moment.astimezone(datetime.UTC)
        self._asked.add(moment)
        return moment <= self.now

    @contextmanager
    def noting(self) -> Iterator[set[datetime.datetime]]:
        """Give the moments that are asked about within it."""
        before, self._asked = self._asked, set()
        asked = self._asked
        try:
            yield asked
        finally:
            self._asked = before | asked

    def same_until(self) -> datetime.datetime | None:
        """Return the first moment at which an answer changes; None if none ever will."""
        return min((moment for moment in self._asked if moment > self.now), default=None)

    def same_since(self) -> datetime.datetime | None:
        """Return the last moment at which an answer changed; None if none ever did."""
        return max((moment for moment in self._asked if moment <= self.now), default=None)

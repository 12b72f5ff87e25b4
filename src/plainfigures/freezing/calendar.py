"""The freeze calendar of a site's configuration, and which freeze holds at a moment."""

import datetime
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from plainfigures.config import CONFIGURATION, SiteConfig
from plainfigures.errors import BuildProblem
from plainfigures.figures.clock import Clock, as_written, parse_moment
from plainfigures.figures.findings import ADVICE, Finding, nearest
from plainfigures.figures.periods import show_day

__all__ = ["SETTING", "Calendar", "Freeze", "freeze_findings", "read_calendar"]

SETTING = "freezes"
"""The setting that lists the freezes of a site."""

RULE = "configuration"
_PARTS = ("from", "to", "why")
_HOW = (
    "Write each as “- from: 2027-03-23”, with “to: 2027-05-06” and “why:” in the lines below it. Both "
    "days are part of the freeze."
)


class Freeze(Struct, frozen=True):
    """A time in which only corrections go out: from `start` up to, and without, `end`."""

    start: datetime.datetime
    end: datetime.datetime
    last: datetime.date
    why: str
    line: int = 0

    @property
    def words(self) -> str:
        """The freeze in the middle of a sentence."""
        return f"the freeze until {show_day(self.last)} ({self.why})"


class Calendar(Struct, frozen=True):
    """The freezes of a site, and what is wrong with those that cannot be read."""

    freezes: tuple[Freeze, ...] = ()
    problems: tuple[Finding, ...] = ()

    def at(self, clock: Clock) -> Freeze | None:
        """Return the freeze that holds as of the clock's moment; the one that ends last, of several."""
        holding = [
            one for one in self.freezes if clock.has_come(one.start) and not clock.has_come(one.end)
        ]
        return max(holding, key=lambda one: one.end, default=None)


def read_calendar(config: SiteConfig) -> Calendar:
    """Return the freezes that a site's configuration lists."""
    given = config.given.get(SETTING)
    line = config.lines.get(SETTING, 0)
    if given is None:
        return Calendar()
    if not isinstance(given, list):
        message = f'The setting "{SETTING}" is no list of freezes.'
        return Calendar(problems=(_problem(message, line),))
    lines = _lines_of_items(config.text, line)
    found: list[Freeze] = []
    problems: list[Finding] = []
    for number, one in enumerate(given):
        at = lines[number] if number < len(lines) else line
        wrong = list(_mistakes(one, at))
        problems += wrong
        if not wrong:
            found.append(_freeze(one, at))
    return Calendar(tuple(found), tuple(problems))


def freeze_findings(config: SiteConfig, clock: Clock) -> Iterator[Finding]:
    """Yield what is wrong with the calendar, and advice where a freeze holds now."""
    calendar = read_calendar(config)
    yield from calendar.problems
    freeze = calendar.at(clock)
    if freeze:
        yield Finding(
            RULE,
            f"Only corrections go out in {freeze.words}: a release build refuses other changes.",
            "Write a correction into the register of changes, or leave the change until it is over.",
            CONFIGURATION,
            freeze.line,
            level=ADVICE,
        )


def _mistakes(one: Any, line: int) -> Iterator[Finding]:
    if not isinstance(one, dict):
        yield _problem("This is no freeze: it has no first and no last day.", line)
        return
    for name in one:
        if name not in _PARTS:
            near = nearest(str(name), _PARTS)
            yield _problem(f'A freeze has no part "{name}".', line, near)
            return
    for name in _PARTS:
        if not str(one.get(name) or "").strip():
            yield _problem(f"This freeze does not say “{name}”.", line)
            return
    try:
        if _end(one) <= _moment(one["from"]):
            yield _problem("This freeze ends before it begins.", line)
    except BuildProblem as error:
        yield _problem(f"This freeze cannot be read: {error.message}", line)


def _freeze(one: dict[str, Any], line: int) -> Freeze:
    end = _end(one)
    last = (end - datetime.timedelta(microseconds=1)).date()
    return Freeze(_moment(one["from"]), end, last, str(one["why"]).strip().rstrip("."), line)


def _end(one: dict[str, Any]) -> datetime.datetime:
    """Return the first moment after a freeze: a last day is part of it."""
    moment = _moment(one["to"])
    whole_day = len(as_written(one["to"])) == len("2027-05-06")
    if not whole_day:
        return moment
    after = moment.date() + datetime.timedelta(days=1)
    return datetime.datetime.combine(after, datetime.time(), moment.tzinfo)


def _moment(given: Any) -> datetime.datetime:
    return parse_moment(as_written(given))


def _lines_of_items(text: str, start: int) -> list[int]:
    """Return the lines on which the items of the list begin that is named on line `start`."""
    lines = text.splitlines()
    depth = len(lines[start - 1]) - len(lines[start - 1].lstrip()) if start else 0
    found = []
    for number, line in enumerate(lines[start:], start + 1):
        bare = line.lstrip()
        if bare.startswith("- "):
            found.append(number)
        elif bare and not bare.startswith("#") and len(line) - len(bare) <= depth:
            break
    return found


def _problem(message: str, line: int, near: str = "") -> Finding:
    remedy = f"{_HOW} Until then, the site is not built."
    return Finding(RULE, message, remedy, CONFIGURATION, line, suggestion=near)

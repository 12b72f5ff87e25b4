"""What is expected to be published next of a data package, and what has not come in its time."""

from collections.abc import Iterable

from msgspec import Struct

from plainfigures.figures.clock import Clock
from plainfigures.figures.periods import Period, parse_period

__all__ = ["Expected", "coming_and_late"]


class Expected(Struct, frozen=True):
    """Something that is to be published: in words, and in which period; `line` is of its package.

    `when` is a period such as `2026-11` or `2026-12/2027-02`: it is late when that is over.
    """

    what: str
    when: str
    line: int = 0

    @property
    def period(self) -> Period:
        """The period in which it is expected."""
        return parse_period(self.when)


def coming_and_late(
    expected: Iterable[Expected], clock: Clock
) -> tuple[list[Expected], list[Expected]]:
    """Part what may still come in its time from what has not, each in the order of its time."""
    coming: list[Expected] = []
    late: list[Expected] = []
    for one in sorted(expected, key=lambda one: (one.period.last, one.what)):
        (late if clock.has_passed(one.period.last) else coming).append(one)
    return coming, late

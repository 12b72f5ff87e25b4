"""Rule: what was expected has come, or somebody has looked whether it did."""

from collections.abc import Iterable, Iterator

from plainfigures.check.material import Material
from plainfigures.figures.clock import Clock
from plainfigures.figures.expected import coming_and_late
from plainfigures.figures.findings import ADVICE, Finding
from plainfigures.figures.records import Package

__all__ = ["RULE", "count", "find", "find_late"]

RULE = "expected"


def count(material: Material) -> int:
    """Return how many things are expected."""
    return sum(len(one.next_expected) for one in material.catalogue.packages.values())


def find(material: Material) -> Iterator[Finding]:
    """A package says what its publishers are expected to publish next, and when. When that time is
    over and nothing was taken in, every page with figures of the package says so to readers.

    Look whether it was published. If it was, take it in, and write what is expected after it. If not,
    correct the time.
    """
    yield from (one for one in material.found if one.rule == RULE)


def find_late(packages: Iterable[Package], clock: Clock) -> Iterator[Finding]:
    """Yield advice for all that was expected in some packages and has not come in its time."""
    for package in packages:
        for one in coming_and_late(package.next_expected, clock)[1]:
            yield Finding(
                RULE,
                f"“{one.what}” was expected in {one.period.show()}, and that is over. Until something "
                "is done, pages with these figures say that it is not here.",
                "If it was published, take it in and write under “nextExpected” what comes after it. "
                "If not, correct “when”.",
                package.path,
                one.line,
                level=ADVICE,
            )

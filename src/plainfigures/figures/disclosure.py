"""What a package states so that nobody can be found out: who is counted, totals, what was released.

The terms are those of disclosure control in official statistics: a small count is suppressed, and
so is a second one beside it where a total would give the first away.
"""

from msgspec import Struct

__all__ = ["COUNTS", "SUPPRESSED", "THRESHOLD", "Release", "Total"]

THRESHOLD = 5
"""The largest count of people that may not be shown, unless a site sets a larger one."""

SUPPRESSED = "c"
"""The symbol of a value that is kept confidential."""

COUNTS = {
    "people": "people",
    "change-in-people": "the change between two counts of people",
    "people-who-joined-or-left": "people who joined or left",
    "other": "something else than people",
}
"""What a number may count, as a field, a row, a table or a package states it, in words."""


class Release(Struct, frozen=True):
    """The written decision to show a small count that its source has published already.

    `figure` is a reference, `by` the role of whoever decided, `date` an ISO day, `reason` why the
    figure may be seen.
    """

    figure: str
    decision: str
    by: str
    date: str
    reason: str
    line: int = 0


class Total(Struct, frozen=True):
    """Which parts of a table make up a total.

    `total` and `of` are values of the key column `column`, or names of fields where `column` is
    empty; without `of`, all the others are the parts.
    """

    total: str
    column: str = ""
    of: tuple[str, ...] = ()
    line: int = 0

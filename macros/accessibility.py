"""Macros for the accessibility statement: what was tested, as `datasets/accessibility/` records it.

The record is written by `nox -s accessible -- --record`, so the statement cannot say more than was
found.
"""

import datetime
from collections.abc import Callable, Iterable

from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import nearest
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Row
from plainfigures.write.counts import count_element
from plainfigures.write.markup import element, inline

__all__ = ["accessibility_macros"]

_SWEEPS = "accessibility/sweeps"
_NOT_YET = "not yet recorded"
_COUNTS = {
    "pages": "Pages tested",
    "windows": "Widths of the window in which each page was tested",
    "states": "Pages, widths and colours tested, multiplied",
    "looks": "Looks at a page in the tests, its parts closed and open",
    "enlarged": "Pages tested while enlarged",
    "failures": "Failures found in the tests",
    "reviews": "Reviews that the tests asked for, each explained",
}


def accessibility_macros(catalogue: Catalogue) -> dict[str, Callable[..., Markup]]:
    """Return the macros of the statement by name, over the record in `catalogue`."""
    record = _Record(catalogue)
    return {
        "tested": record.tested,
        "tested_on": record.tested_on,
        "tested_with": record.tested_with,
        "failures_found": record.failures_found,
        "reviews_explained": record.reviews_explained,
        "checked_by_hand": record.checked_by_hand,
    }


class _Record:
    """What the newest test of all pages found, and what people looked at."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def tested(self, what: str) -> Markup:
        """How many of something the newest test counted: pages, states, looks, failures and so on."""
        if what not in _COUNTS:
            raise MacroProblem(
                f'The record of tests does not count "{what}".',
                f"Use one of: {', '.join(_COUNTS)}.",
                nearest(what, _COUNTS),
            )
        newest = self._newest()
        if newest is None:
            return inline(_NOT_YET)
        return count_element(
            self.catalogue,
            f"accessibility/{what}",
            int(newest.cells[what]),
            _COUNTS[what],
            f"the newest row of {_SWEEPS}: {what}",
        )

    def tested_on(self) -> Markup:
        """The day of the newest test."""
        newest = self._newest()
        return inline(_day(newest) if newest else _NOT_YET)

    def tested_with(self) -> Markup:
        """With what, in which browser and when every page was tested, as a sentence."""
        newest = self._newest()
        if newest is None:
            return inline("No test of every page is recorded yet.")
        cells = newest.cells
        return inline(
            f"Every page was tested by a program on {_day(newest)}, with {cells['tool']} "
            f"{cells['tool_version']} and measures of our own, in {cells['browser']}."
        )

    def failures_found(self) -> Markup:
        """Whether the newest test found failures, as a sentence, and how many."""
        newest = self._newest()
        if newest is None:
            return inline("No test of every page is recorded yet.")
        if int(newest.cells["failures"]):
            return Markup(
                "The tests of every page found {} failures, which are not mended yet."
            ).format(self.tested("failures"))
        return inline("The tests of every page found no failure of the kinds that they can see.")

    def reviews_explained(self) -> Markup:
        """What the tool left for a person to judge, and why each kind is no failure, as a list."""
        rows = self.catalogue.resource("accessibility/reviews").rows
        return _list((row.cells["rule"], row.cells["why"]) for row in rows)

    def checked_by_hand(self) -> Markup:
        """What was looked at by hand, when, how, and what was seen, as a list."""
        rows = self.catalogue.resource("accessibility/by-hand").rows
        return _list(
            (f"{row.cells['what']}, {_day(row)}", f"{row.cells['how']} {row.cells['seen']}")
            for row in rows
        )

    def _newest(self) -> Row | None:
        rows = self.catalogue.resource(_SWEEPS).rows
        days = {datetime.date.fromisoformat(row.cells["date"]): row for row in rows}
        return days[max(days)] if days else None


def _day(row: Row) -> str:
    return parse_period(row.cells["date"]).show()


def _list(lines: Iterable[tuple[str, str]]) -> Markup:
    """Write a list whose points each begin with what they are about."""
    items = Markup("").join(
        Markup("<li>{}: {}</li>\n").format(element("strong", what), inline(words))
        for what, words in lines
    )
    return Markup('<ul class="pf-list">\n{}</ul>\n').format(items)

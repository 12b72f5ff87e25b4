"""Links to relations, claims and rows of the ledger, on whatever page shows them."""

import re
from collections.abc import Mapping
from weakref import WeakKeyDictionary

from markupsafe import Markup

from plainfigures.errors import PeriodProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.ledger import CAPTURED, WITHHELD, ledger_entries
from plainfigures.figures.periods import parse_period
from plainfigures.figures.weighing import weigh_all
from plainfigures.write.markup import element, inline

__all__ = [
    "disagreement_links",
    "find_places",
    "ledger_anchors",
    "link_place",
    "link_places",
    "relation_links",
    "say_locator",
]

_PLACE = re.compile(r' id="((?:relation|claim|number)-[a-z0-9.-]+)"')
_LINK = re.compile(r'<a href="pf-place:([^"]+)">(.*?)</a>', re.DOTALL)
_MEASURE_ROW = re.compile(r"([a-z0-9]+(?:_[a-z0-9]+)+), ([^,]+), (.+)")
_PERIOD = re.compile(r"\d{4}-\d\d-\d\d|fy\d{4}-\d\d(?:\.m\d+)?")

# Every page asks for the same anchors of one catalogue, which go when it goes.
_ANCHORS: WeakKeyDictionary[Catalogue, dict[str, str]] = WeakKeyDictionary()


def find_places(pages: Mapping[str, str]) -> dict[str, str]:
    """Return the place that shows each relation, claim and row of the ledger, as `address#anchor`.

    `pages` gives the HTML of each page by its address; where several show it, the first counts.
    """
    found: dict[str, str] = {}
    for address, html in pages.items():
        for anchor in _PLACE.findall(html):
            found.setdefault(anchor, f"{address}#{anchor}")
    return found


def link_place(places: Mapping[str, str], anchor: str, words: Markup) -> Markup:
    """Return a link to a relation or a claim; just its words where no page shows it."""
    if anchor not in places:
        return words
    return element("a", words, href=f"pf:/{places[anchor]}")


def link_places(html: str, places: Mapping[str, str]) -> str:
    """Return a page with its links to relations and claims leading to where those are shown."""
    return _LINK.sub(lambda found: link_place(places, found[1], Markup(found[2])), html)


def say_locator(locator: str) -> str:
    """Return a place within a source as readers see it.

    A row of a data file, such as `stations_open, Eastmere, 2024-03-31`, is told in words that
    keep the measure as it is written there; every other place stands as it is.
    """
    row = _MEASURE_ROW.fullmatch(locator)
    if row is None:
        return locator
    when = _PERIOD.sub(_told, row[3])
    return f"data row for {row[2]}, {when} (“{row[1]}”)"


def _told(found: re.Match[str]) -> str:
    """Return a period as readers see it; what is none in the calendar stands as it is."""
    try:
        return parse_period(found[0]).show()
    except PeriodProblem:
        return found[0]


def ledger_anchors(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the anchor of the first row of the ledger of numbers that captures each figure."""
    if catalogue not in _ANCHORS:
        _ANCHORS[catalogue] = _ledger_anchors(catalogue)
    return _ANCHORS[catalogue]


def _ledger_anchors(catalogue: Catalogue) -> dict[str, str]:
    found: dict[str, str] = {}
    for listed in ledger_entries(catalogue).values():
        for entry in listed:
            if entry.outcome in {CAPTURED, WITHHELD}:
                for reference in entry.references:
                    found.setdefault(reference, entry.anchor)
    return found


def disagreement_links(catalogue: Catalogue, reference: str, places: Mapping[str, str]) -> Markup:
    """Return links to where a figure and others, as printed, do not agree; none where all do."""
    return Markup("; ").join(
        link_place(places, one.anchor, inline(one.relation.title))
        for one in weigh_all(catalogue).declared_of(reference)
    )


def relation_links(catalogue: Catalogue, reference: str, places: Mapping[str, str]) -> Markup:
    """Return links to the relations that a figure takes part in, as far as a page shows them."""
    return Markup("; ").join(
        link_place(places, one.anchor, inline(one.relation.title))
        for one in weigh_all(catalogue).by_figure.get(reference, ())
        if one.anchor in places
    )

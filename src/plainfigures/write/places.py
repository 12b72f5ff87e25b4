"""Links to relations, claims and rows of the ledger, on whatever page shows them."""

import re
from collections.abc import Mapping

from markupsafe import Markup

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.ledger import CAPTURED, WITHHELD, ledger_entries
from plainfigures.figures.outcomes import WeighedRelation
from plainfigures.figures.weighing import weigh_all
from plainfigures.write.markup import attribute, element, inline

__all__ = [
    "disagreement_words",
    "find_places",
    "ledger_anchors",
    "link_place",
    "link_places",
    "relation_links",
]

_PLACE = re.compile(r'\bid="((?:relation|claim|number)-[a-z0-9.-]+)"')
_LINK = re.compile(r'<a href="pf-place:([^"]+)">(.*?)</a>', re.DOTALL)


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


def ledger_anchors(catalogue: Catalogue) -> dict[str, str]:
    """Return the anchor of the first row of the ledger of numbers that captures each figure."""
    found: dict[str, str] = {}
    for listed in ledger_entries(catalogue).values():
        for entry in listed:
            if entry.outcome in {CAPTURED, WITHHELD}:
                for reference in entry.references:
                    found.setdefault(reference, entry.anchor)
    return found


def disagreement_words(catalogue: Catalogue, reference: str, places: Mapping[str, str]) -> Markup:
    """Say where a figure and others, as printed, do not agree; nothing where all do."""
    declared = weigh_all(catalogue).declared_of(reference)
    if not declared:
        return Markup("")
    links = [link_place(places, one.anchor, inline(one.relation.title)) for one in declared]
    return Markup(" (not everything in print agrees with it: {})").format(Markup("; ").join(links))


def relation_links(catalogue: Catalogue, reference: str, places: Mapping[str, str]) -> Markup:
    """Return short links to the relations that a figure takes part in, as far as a page shows them."""
    shown = [
        one for one in weigh_all(catalogue).by_figure.get(reference, ()) if one.anchor in places
    ]
    return Markup(", ").join(
        _numbered(at, one, places[one.anchor]) for at, one in enumerate(shown, 1)
    )


def _numbered(at: int, weighed: WeighedRelation, place: str) -> Markup:
    return Markup('<a href="pf:/{}" aria-label="{}">{}</a>').format(
        attribute(place), attribute(f"{at}: {weighed.relation.title}"), at
    )

"""The pages that the foot of every page leads to, as far as a site has them."""

import re
from collections.abc import Iterable

from plainfigures.figures.declarations import Page
from plainfigures.story import WHOLE, address_of

__all__ = ["foot_links"]

_ACCESSIBILITY = re.compile(
    r"^#{1,6} +(?:accessibility *#*|.*\{:? *#accessibility\b.*\}) *$", re.IGNORECASE | re.MULTILINE
)
"""A heading about accessibility, on a page that is about other things too."""

_FIRST = (("about/", "About this site"),)
_THEN = (
    ("glossary/", "Glossary"),
    ("data/", "Data and downloads"),
    ("checks/", "How the figures are checked"),
    (WHOLE, "Print the whole story"),
)


def foot_links(pages: Iterable[Page]) -> list[dict[str, str]]:
    """Return the `address` and the `words` of each link at the foot of every page, in their order.

    What a site does not have is left out. Where it has no page about accessibility, the part of the
    page about the site is led to, if there is one.
    """
    there = {address_of(page): page for page in pages}
    about = there.get("about/")
    middle = [("accessibility/", "Accessibility statement")]
    if "accessibility/" not in there:
        found = about and _ACCESSIBILITY.search(about.text)
        middle = [("about/#accessibility", "Accessibility")] if found else []
    return [
        {"address": address, "words": words}
        for address, words in (*_FIRST, *middle, *_THEN)
        if address.partition("#")[0] in there
    ]

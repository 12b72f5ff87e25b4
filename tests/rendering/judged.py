"""What differs between the pages that MkDocs makes and those of Zensical, each with what of it.

A difference that is not listed here fails a test, and so does a line here that nothing meets.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.rendering.sides import Difference

__all__ = ["ODD", "WHOLE", "Judged", "hold"]

SAME, BETTER, WORSE = "the same for readers", "better", "worse"


@dataclass(frozen=True)
class Judged:
    """A difference that may be, what of it, and why.

    `files`, `before` and `after` are patterns of the whole file name, and of the whole of what stood
    in the place and stands there with Zensical.
    """

    files: str
    aspect: str
    before: str
    after: str
    verdict: str
    why: str

    def is_of(self, one: Difference) -> bool:
        """Return whether a difference is the one that is judged here."""
        parts = ((self.files, one.file), (self.before, one.before), (self.after, one.after))
        found = [re.fullmatch(pattern, text, re.DOTALL) for pattern, text in parts]
        return self.aspect == one.aspect and all(found)


WHOLE = (
    Judged(
        r"data/build\.json",
        "lines",
        r'(  "[\w-]+": "[^"]*")?',
        r'(  "[\w-]+": "[^"]*",\n)?  "zensical": "[\d.]+",?',
        SAME,
        "The record of a build names what made the pages.",
    ),
)
"""Differences between whole finished sites."""

ODD = (
    Judged(
        r".*\.html",
        "markup",
        r'<script src="[./]*js/module\.mjs" defer>',
        r'<script src="[./]*js/module\.mjs" type="module" defer>',
        BETTER,
        "A script that is a module by its name is loaded as one, though the settings do not say so.",
    ),
    Judged(
        r"404\.html",
        "said",
        r"x-own=none",
        r"x-own=None",
        WORSE,
        "A template of the site's own that asks whether there is a page is told that there is one.",
    ),
    Judged(
        r"money/spend/index\.html",
        "links",
        r"\.\./\.\./Some%20Page/ angle",
        r"\.\./\.\./Some Page/ angle",
        SAME,
        "Browsers take a space in an address for %20.",
    ),
    Judged(
        r"search/search_index\.json",
        "file",
        "there",
        "not there",
        SAME,
        "The index of a search that no page opens: the search is ours.",
    ),
    Judged(r"sitemap\.xml", "lines", r".*", r".*", SAME, "Ours takes its place."),
    Judged(r"sitemap\.xml\.gz", "file", "there", "not there", SAME, "It is thrown away."),
)
"""Differences between renderings of `odd/`, which asks for what few sites ask for."""


def hold(found: Sequence[Difference], judged: Iterable[Judged]) -> list[str]:
    """Return what is wrong: differences that nobody judged, and judgements that nothing meets."""
    known = [*judged]
    wrong = [f"not judged: {one}" for one in found if not any(j.is_of(one) for j in known)]
    return wrong + [f"never met: {j}" for j in known if not any(j.is_of(one) for one in found)]

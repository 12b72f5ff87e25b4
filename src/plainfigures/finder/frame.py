"""The frame of the pages that list what a page can show: one made page, taken for all of them.

They are for editors. They stand in no navigation, in no search and in no sitemap, and ask search
engines to pass them over. Only the first goes through the renderer; the others stand beside it, at
the same depth, so that every link of its frame is right on them too.
"""

import re
from collections.abc import Callable, Iterable
from html import escape

from msgspec import Struct

from plainfigures.figures.declarations import Page
from plainfigures.made_pages import made_page
from plainfigures.story import address_of

__all__ = [
    "CHARTS",
    "FIND",
    "MARK",
    "SOURCES",
    "UNUSED",
    "Sheet",
    "finder_page",
    "in_frame",
    "of_package",
]

FIND = "editing/find/"
"""The address of the page that leads to all others, and whose frame they have."""

CHARTS, SOURCES, UNUSED = (f"editing/find-{name}/" for name in ("charts", "sources", "unused"))

MARK = "<!--pf-block finder-->"
"""What stands in the page until it is known what is used where."""

_TITLE = "Find a figure"
_IN_TITLE = re.compile(rf'(<title>|<meta property="og:title" content="|<h1[^>]*>){_TITLE}')
_DESCRIPTION = re.compile(
    r'(<meta (?:name="description"|property="og:description") content=")[^"]*'
)
_ADDRESS = re.compile(
    rf'(<link rel="canonical" href="|<meta property="og:url" content="|This page: )([^"<]*){FIND}'
)


class Sheet(Struct, frozen=True):
    """One of the pages: its address, its title, what it is in a sentence, and what writes its list.

    `parts` say all that the list hangs on, but for the data.
    """

    address: str
    title: str
    description: str
    parts: str
    write: Callable[[], str]


def of_package(name: str, group: str = "") -> str:
    """Return the address of the page that lists the figures and tables of a package.

    With a group, that of the page which lists the figures of that group.
    """
    return f"editing/find-in-{name}--{group}/" if group else f"editing/find-in-{name}/"


def finder_page(written: Iterable[Page]) -> list[Page]:
    """Return the page that leads to all others, unless it is among those in `written`."""
    page = made_page(
        FIND.rstrip("/"),
        f"# {_TITLE}\n\n{MARK}\n",
        title=_TITLE,
        description="Every figure, chart, table and source that a page can show, with what to paste.",
        kicker="Editors' guide",
        robots="noindex",
        finder=True,
    )
    return [] if any(address_of(one) == FIND for one in written) else [page]


def in_frame(frame: str, sheet: Sheet, content: str) -> str:
    """Return a whole page: the `frame` of the first with the words and the list of another."""
    title, description = (escape(words) for words in (sheet.title, sheet.description))
    page = _IN_TITLE.sub(lambda found: found[1] + title, frame)
    page = _DESCRIPTION.sub(lambda found: found[1] + description, page)
    page = _ADDRESS.sub(lambda found: found[1] + found[2] + sheet.address, page)
    return page.replace(MARK, content, 1)

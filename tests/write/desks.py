"""A desk over the fire service's data, and what a page with macros comes to."""

from functools import cache
from pathlib import Path

import markdown
from lxml import html

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock, parse_moment
from plainfigures.figures.declarations import Page
from plainfigures.figures.findings import Finding
from plainfigures.figures.records import Package
from plainfigures.read import read_charts, read_packages
from plainfigures.write import Desk, render_page
from tests.making import FIRE_SERVICE, catalogue_of

__all__ = [
    "AS_OF",
    "facts",
    "findings",
    "make_desk",
    "note",
    "problem",
    "text_of",
    "to_html",
    "write",
]

AS_OF = "2024-12-01"
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]


def make_desk(root: Path = FIRE_SERVICE, as_of: str = AS_OF) -> Desk:
    """Return a desk over the data and the charts of a site in which nothing is wrong."""
    charts, found = read_charts(root / "charts", root)
    assert found == []
    # Packages never change once read; a catalogue does, as sentences work figures out.
    catalogue = Catalogue(_kept()) if root == FIRE_SERVICE else catalogue_of(root)
    clock = Clock(parse_moment(as_of))
    return Desk(catalogue, clock, charts, {"publisher": "Eastmere Citizens' Panel"})


@cache
def _kept() -> list[Package]:
    packages, found = read_packages(FIRE_SERVICE / "datasets", FIRE_SERVICE, None)
    assert found == []
    return packages


def findings(desk: Desk, text: str, offset: int = 0) -> list[Finding]:
    """Return what is wrong on a page with this text below `offset` lines of front matter."""
    found = render_page(Page("docs/page.md", text, offset, {}), desk).findings
    return list(dict.fromkeys(found))


def problem(desk: Desk, text: str) -> Finding:
    """Return the one thing that is wrong on a page."""
    (found,) = findings(desk, text)
    return found


def write(desk: Desk, text: str) -> str:
    """Return a page, in which nothing may be wrong, with its macros written out."""
    rendered = render_page(Page("docs/page.md", text, 0, {}), desk)
    assert rendered.findings == []
    return rendered.markdown


def to_html(text: str) -> html.HtmlElement:
    """Return Markdown as the site's renderer makes it, as a tree."""
    made = markdown.markdown(text, extensions=EXTENSIONS)
    return html.fragment_fromstring(made, create_parent="div")


def text_of(markup: str) -> str:
    """Return the words of a piece of markup as a reader sees them, spaces made single."""
    tree = html.fragment_fromstring(str(markup), create_parent="div")
    return " ".join(str(tree.text_content()).split())


def facts(tree: html.HtmlElement, name: str) -> dict[str, str]:
    """Return what the entry with the id `name` says of its figure, by the name of each fact.

    The value and what it is stand under "".
    """
    node = tree.get_element_by_id(name)
    found = {"": " ".join(str(one.text_content()) for one in node.find_class("pf-behind"))}
    for row in node.findall(".//dl/div"):
        words = row[1].text_content()
        found[str(row[0].text_content())] = " ".join(str(words).split())
    return found


def note(tree: html.HtmlElement, number: int) -> str:
    """Return the words of a numbered note at the foot of a page."""
    return " ".join(str(tree.get_element_by_id(f"note-{number}").text_content()).split())

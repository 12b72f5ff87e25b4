"""What a page is when somebody passes it on: its preview, and the pages of the charts.

Works on pages with their drawings in them and before their notes are numbered, since what a preview
shows is taken from what stands on the page.
"""

import datetime
import re
from collections.abc import Mapping
from html import escape, unescape

from plainfigures.draw import Card
from plainfigures.drawings import Drawings
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import capitalise
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.sentences import say_figure, status_words
from plainfigures.preparing import Prepared
from plainfigures.story import EDITING
from plainfigures.write import (
    PREVIEW_MARK,
    cite_chart,
    link_picture,
    list_charts,
    list_pages,
    plain_text,
)

__all__ = ["put_in_sharing"]

_HEADING = re.compile(r"<h1\b[^>]*>.*?</h1>", re.DOTALL)
_PART = re.compile(r'<(p|span) class="pf-card__(number|what|when)">(.*?)</\1>', re.DOTALL)
_CARD = '<div class="pf-card">'
_STANDFIRST = re.compile(r'<p class="pf-standfirst">.*?</p>', re.DOTALL)
_FIGURE = re.compile(r'<data class="pf-[a-z]+" data-figure="([^"]+)"[^>]*>(.*?)</data>', re.DOTALL)
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_LISTED = re.compile(r"<!--pf-block catalogue ([a-z0-9-]+)-->")
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
_UNLISTED = re.compile(r'<meta name="robots" content="[^"]*noindex')
_DRAWN = re.compile(r'data-chart="([^"]+)"')
_MARK = re.compile(r"<!--pf-chart ([a-z]+)(?: ([a-z0-9-]+))?-->")


def put_in_sharing(prepared: Prepared, pages: dict[str, str], drawings: Drawings) -> None:
    """Put into each of `pages`, by its address, what is known of its preview and of its charts."""
    titles = {address: _title(html) for address, html in pages.items()}
    shown = _shown_on(pages, titles)
    declarations = prepared.desk.charts.declarations

    def fill(mark: re.Match[str]) -> str:
        kind, name = mark[1], mark[2] or ""
        if kind == "all":
            templates = prepared.desk.templates.values()
            return list_charts(drawings.pictures.values(), declarations, templates)
        if name not in drawings.pictures:
            return ""
        if kind == "picture":
            return link_picture(name) if drawings.shared else ""
        if kind == "pages":
            return list_pages(shown.get(name, ()))
        words, config = prepared.desk.charts.words(name), prepared.config
        place = declarations[name].address
        return cite_chart(words, prepared.catalogue, config.name, config.url, place)

    for address, html in pages.items():
        name = _chart_of(address, drawings)
        filled = _MARK.sub(fill, html)
        if name:
            # The sources of a chart stand below it, so its heading needs no notes.
            filled = _HEADING.sub(lambda head: head[0].replace("pf-figure", "pf-cell"), filled)
        pages[address] = filled.replace(
            PREVIEW_MARK,
            _preview(prepared, address, titles[address] or prepared.config.name, html, drawings),
        )


def _preview(prepared: Prepared, address: str, title: str, html: str, drawings: Drawings) -> str:
    """Return what the head of a page says of its preview, and have that drawn."""
    if not drawings.shared or address.endswith(".html") or _UNLISTED.search(html):
        return '<meta name="twitter:card" content="summary">'
    site, name = prepared.config.name, _chart_of(address, drawings)
    if name:
        card = Card(title, site, chart=drawings.pictures[name])
    else:
        number, what, when = _shown(prepared, html)
        card = Card(title, site, number, what, when)
    place = drawings.preview(address, card)
    base = prepared.config.url or "../" * address.count("/") or "./"
    image = f"{base.rstrip('/')}/{place}"
    return "\n      ".join(
        [
            f'<meta property="og:image" content="{escape(image)}">',
            '<meta property="og:image:width" content="1200">',
            '<meta property="og:image:height" content="630">',
            f'<meta property="og:image:alt" content="{escape(card.told)}">',
            '<meta name="twitter:card" content="summary_large_image">',
        ]
    )


def _shown(prepared: Prepared, html: str) -> tuple[str, str, str]:
    """Return the figure that stands for a page, as its number, what it is and when it is of.

    That is its first card; failing that the first figure of its standfirst, in the newest of the
    periods that it has there, or the first of those that it lists. Figures of other areas are left
    out, since a preview is seen without its page. A page without any has its description.
    """
    catalogue, area = prepared.catalogue, prepared.config.about().area
    main = _MAIN.search(html)
    text = main[0] if main else ""
    for card in text.split(_CARD)[1:]:
        parts = {kind: inner for _, kind, inner in reversed(_PART.findall(card))}
        shown = _FIGURE.search(parts.get("number", ""))
        if shown and _is_of(catalogue.find(shown[1]), area):
            what, when = (_plain(parts.get(kind, "")) for kind in ("what", "when"))
            return _plain(parts["number"]), what, when
    found = _in_standfirst(catalogue, text) or _listed(catalogue, text)
    found = [one for one in found if _is_of(one[0], area)]
    if not found:
        described = _DESCRIPTION.search(html)
        return "", unescape(described[1]) if described else "", ""
    first = found[0][0]
    alike = [one for one in found if (one[0].title, one[0].unit) == (first.title, first.unit)]
    figure, words = max(alike, key=lambda one: _last_day(one[0]))
    return capitalise(words), *_described(catalogue, figure, prepared.config.about().body)


def _in_standfirst(catalogue: Catalogue, text: str) -> list[tuple[Figure, str]]:
    """Return the published figures of a page's standfirst, each with the words that show it."""
    standfirst = _STANDFIRST.search(text)
    shown = _FIGURE.findall(standfirst[0] if standfirst else "")
    found = [(catalogue.find(reference), _plain(words)) for reference, words in shown]
    return [(figure, words) for figure, words in found if figure.title and not figure.inputs]


def _listed(catalogue: Catalogue, text: str) -> list[tuple[Figure, str]]:
    """Return the first number of the package that a page lists, of all times that it has."""
    listed = _LISTED.search(text)
    if not listed or listed[1] == COMPUTED:
        return []
    figures = [
        one
        for one in catalogue.of_package(listed[1])
        if one.kind == "number" and not (one.reason or one.suspect)
    ]
    of_first = [
        one for one in figures if (one.title, one.area) == (figures[0].title, figures[0].area)
    ]
    return [(one, say_figure(one, noun=True)) for one in of_first]


def _is_of(figure: Figure, area: str) -> bool:
    return not area or figure.area in {"", area}


def _last_day(figure: Figure) -> datetime.date:
    return parse_period(figure.period).last if figure.period else datetime.date.min


def _described(catalogue: Catalogue, figure: Figure, own: str) -> tuple[str, str]:
    """Return what a figure is, and when it is of; whose it is, where not that of the body `own`."""
    when = capitalise(parse_period(figure.period).show()) if figure.period else ""
    area = catalogue.areas.get(figure.area, "")
    body = "" if figure.body == own else catalogue.bodies.get(figure.body, "")
    named = [name for name in (area, body) if name and name not in figure.title]
    title = ", ".join([figure.title, *named])
    return title, ", ".join(filter(None, (when, status_words(figure, title))))


def _shown_on(
    pages: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Return by chart the address and the title of each page that shows it to readers.

    The chart's own page is left out, and so are the examples in the editors' guide.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for address, html in pages.items():
        if not address.startswith(EDITING):
            for name in dict.fromkeys(_DRAWN.findall(html)):
                if address != f"charts/{name}/":
                    found.setdefault(name, []).append((address, titles[address]))
    return found


def _chart_of(address: str, drawings: Drawings) -> str:
    """Return the chart whose page is at `address`; "" where it is no chart's."""
    name = address.removeprefix("charts/").rstrip("/")
    return name if address.startswith("charts/") and name in drawings.pictures else ""


def _title(html: str) -> str:
    heading = _HEADING.search(html)
    return _plain(heading[0]) if heading else ""


def _plain(markup: str) -> str:
    return " ".join(plain_text(markup).split())

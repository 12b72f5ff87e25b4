"""What stands on a chart's own page: the pages that show it, and how to cite it.

All of that is known when all pages are made, so each is written as a mark first.
"""

from collections.abc import Iterable

from markupsafe import Markup

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.pictures import Picture
from plainfigures.write.charts import ChartWords
from plainfigures.write.markup import element, inline

__all__ = [
    "PREVIEW_MARK",
    "chart_mark",
    "chart_sources",
    "cite_chart",
    "link_picture",
    "list_charts",
    "list_pages",
]

PREVIEW_MARK = "<!--pf-preview-->"
"""Stands in the head of each page where its preview is named."""


def chart_mark(kind: str, name: str = "") -> Markup:
    """Return the mark for a part of a chart's page: "picture", "pages", "cite", or "all" charts."""
    return Markup("<!--pf-chart {}-->").format(f"{kind} {name}".strip())


def link_picture(name: str) -> Markup:
    """Return the link to a chart as a picture for sharing, as the first of its downloads."""
    place = f"pf:/data/charts/{name}.png"
    return element("a", "picture (PNG)", href=place, download=f"{name}.png") + Markup(", ")


def list_pages(pages: Iterable[tuple[str, str]]) -> Markup:
    """List the pages that show a chart, each given by its address and its title."""
    items = Markup("").join(
        element("li", element("a", title or address, href=f"pf:/{address}"))
        for address, title in pages
    )
    return element("ul", items) if items else element("p", "On no other page.")


def list_charts(pictures: Iterable[Picture]) -> Markup:
    """List all charts by their titles, each with what it measures."""
    items = Markup("\n").join(
        Markup("<li>{}<br>{}</li>").format(
            element("a", one.title, href=f"pf:/charts/{one.id}/"), inline(one.subtitle)
        )
        for one in pictures
    )
    return Markup('<ul class="pf-charts">\n{}\n</ul>').format(items)


def chart_sources(words: ChartWords, catalogue: Catalogue) -> str:
    """Name the sources of a chart's figures, and whose they are, in one line of text.

    Empty where there are none.
    """
    titles: dict[str, dict[str, None]] = {}
    for name in filter(None, words.picture.sources):
        source = catalogue.source(name)
        titles.setdefault(source.publisher, {})[source.title] = None
    names = [
        f"{'; '.join(own)} ({publisher})" if publisher else "; ".join(own)
        for publisher, own in titles.items()
    ]
    names += ["our arithmetic"] if any(one.inputs for one in words.figures) else []
    return "; ".join(names)


def cite_chart(words: ChartWords, catalogue: Catalogue, site: str, url: str) -> Markup:
    """Say how to cite a chart: in one paragraph, to be copied.

    Where the site has no address of its own yet, that of the chart is given within the site.
    """
    sources = chart_sources(words, catalogue)
    place = f"charts/{words.picture.id}/"
    parts = [
        inline(f"“{words.picture.title}”, chart. "),
        Markup("<cite>{}</cite>. ").format(inline(site)),
        inline(f"Figures from: {sources}. " if sources else ""),
        inline(f"{url.rstrip('/')}/{place}" if url else place),
    ]
    return Markup('<p class="pf-citation">{}</p>').format(Markup("").join(parts))

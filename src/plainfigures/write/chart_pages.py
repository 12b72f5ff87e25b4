"""What stands on a chart's own page: the pages that show it, and how to cite it.

All of that is known when all pages are made, so each is written as a mark first.
"""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import ChartDeclaration
from plainfigures.figures.expansions import PageTemplate
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


def list_charts(
    pictures: Iterable[Picture],
    declarations: Mapping[str, ChartDeclaration],
    templates: Iterable[PageTemplate] = (),
) -> Markup:
    """List all charts by their titles, each with what it measures.

    Those that stand on the pages of a template are one entry, which leads to the list of its pages.
    """
    up = {one.name: one for one in templates}
    alike: dict[str, list[Picture]] = {}
    for one in pictures:
        alike.setdefault(declarations[one.id].template or one.id, []).append(one)
    items = Markup("\n").join(
        _entry(several, declarations[several[0].id], up.get(declarations[several[0].id].each))
        for several in alike.values()
    )
    return Markup('<ul class="pf-charts">\n{}\n</ul>').format(items)


def _entry(
    pictures: list[Picture], declared: ChartDeclaration, template: PageTemplate | None
) -> Markup:
    first, more = pictures[0], len(pictures) - 1
    link = element("a", first.title, href=f"pf:/{declared.address}")
    if not declared.template:
        return Markup("<li>{}<br>{}</li>").format(link, inline(first.subtitle))
    others = inline(f" and {more:,} like it, each on its own page" if more else "")
    if template and template.up and more:
        others += inline(": ") + element("a", template.up_title, href=f"pf:/{template.up}")
    return Markup("<li>{}{}<br>{}</li>").format(link, others, inline(first.subtitle))


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


def cite_chart(words: ChartWords, catalogue: Catalogue, site: str, url: str, place: str) -> Markup:
    """Say how to cite a chart that stands at `place`: in one paragraph, to be copied.

    Where the site has no address of its own yet, that of the chart is given within the site.
    """
    sources = chart_sources(words, catalogue)
    parts = [
        inline(f"“{words.picture.title}”, chart. "),
        Markup("<cite>{}</cite>. ").format(inline(site)),
        inline(f"Figures from: {sources}. " if sources else ""),
        inline(f"{url.rstrip('/')}/{place}" if url else place),
    ]
    return Markup('<p class="pf-citation">{}</p>').format(Markup("").join(parts))

"""Pages that no editor writes: one for the figures of each data package, and one for each chart.

Where an editor wrote no page of all figures or of all sources, those are made too.

They are Markdown with macros as any page is, so that every rule holds for them, and they stand in
no folder: the renderer is given their text. A page that an editor wrote at the same place goes
before the one made here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from plainfigures.errors import PlainFiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import Page
from plainfigures.figures.grouping import is_divided
from plainfigures.figures.records import Figure
from plainfigures.story import address_of
from plainfigures.write import Desk, chart_mark, named_packages
from plainfigures.write.markup import inline

__all__ = ["made_page", "made_pages"]

_CHART_PAGE = """# {heading}

{chart}

## Where this chart stands

{pages}

## How to cite it

{cite}

Figures can change. So say on which day you looked.

[See all charts](pf:/charts/)
"""

_REGISTERS = (
    (
        "figures",
        "# All figures\n\n{{ catalogue() }}\n",
        {"title": "All figures", "description": "Every figure of this site, by its data package."},
    ),
    (
        "sources",
        "# Sources\n\n{{ sources() }}\n",
        {"title": "Sources", "description": "Every document that this site draws on."},
    ),
)
"""Pages that every note leads to: the place of each, its text and what is said of it."""


def made_pages(desk: Desk, written: Iterable[Page]) -> list[Page]:
    """Return the pages that are made for the data and the charts, but for those in `written`."""
    catalogue = desk.catalogue
    there = {address_of(page) for page in written}
    pages = [_figures_page(catalogue, name) for name in named_packages(catalogue)]
    pages += _chart_pages(desk)
    pages += [made_page(place, text, **meta) for place, text, meta in _REGISTERS]
    return [page for page in pages if address_of(page) not in there]


def _figures_page(catalogue: Catalogue, name: str) -> Page:
    package = catalogue.packages.get(name)
    title = package.title if package else "Worked out in sentences"
    text = f'# {inline(title)}\n\n{{{{ catalogue("{name}") }}}}\n'
    own = [] if is_divided(catalogue, name) else catalogue.of_package(name)
    whose = [one for each in own for one in _published(catalogue, each)]
    return made_page(
        f"figures/{name}",
        text,
        title=f"Figures: {title}",
        description=f"Every figure of “{title}”, with its source and its history.",
        kicker="Every figure",
        bodies=sorted({one.body for one in whose if one.body}),
        areas=sorted({one.area for one in whose if one.area}),
    )


def _published(catalogue: Catalogue, figure: Figure) -> Iterator[Figure]:
    """Yield the published figures behind one: those whose bodies a page that lists it declares."""
    if not figure.inputs:
        yield figure
    for name in figure.inputs:
        yield from _published(catalogue, catalogue.find(name))


def _chart_pages(desk: Desk) -> Iterator[Page]:
    """Yield a page for each chart, and one that lists them all.

    There is none for a chart whose words cannot be written, which is a finding of its own.
    """
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for name, declared in desk.charts.declarations.items():
        try:
            picture = desk.charts.words(name).picture
        except PlainFiguresError:
            continue
        # Two charts may say the same of different things, but no two pages have one title.
        titles[name] = f"{picture.title} ({name})" if picture.title in taken else picture.title
        taken.add(titles[name])
        if declared.page:
            continue  # it stands on the page of its row
        yield made_page(
            f"charts/{name}",
            _CHART_PAGE.format(
                heading=declared.title,
                chart=f'{{{{ chart("{name}", title=False) }}}}',
                pages=chart_mark("pages", name),
                cite=chart_mark("cite", name),
            ),
            title=titles[name],
            description=picture.subtitle,
            kicker="Chart",
            chart=name,
        )
    if titles:
        yield made_page(
            "charts",
            f"# All charts\n\n{chart_mark('all')}\n",
            title="All charts",
            description="Every chart of this site, each with its numbers, its sources and its downloads.",
            kicker="Charts",
        )


def made_page(place: str, text: str, **meta: Any) -> Page:
    """Return a page that no editor wrote, at `place` below docs/, with its settings."""
    matter = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)
    return Page(f"docs/{place}/index.md", text, matter.count("\n") + 2, meta, matter, made=True)

"""Pages that no editor writes: one for the figures of each data package, and one for each chart.

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
from plainfigures.figures.records import COMPUTED
from plainfigures.write import Desk

__all__ = ["MadePages", "made_pages"]


def made_pages(desk: Desk, written: Iterable[Page]) -> list[Page]:
    """Return the pages that are made for the data and the charts, but for those in `written`."""
    catalogue = desk.catalogue
    there = {page.path for page in written}
    packages = sorted({one.reference.partition("/")[0] for one in catalogue.figures} | {COMPUTED})
    pages = [_figures_page(catalogue, name) for name in packages]
    pages += [page for name in desk.charts.declarations for page in _chart_page(desk, name)]
    return [page for page in pages if page.path not in there]


def _figures_page(catalogue: Catalogue, name: str) -> Page:
    package = catalogue.packages.get(name)
    title = package.title if package else "Worked out in sentences"
    text = f'# {title}: every figure\n\n{{{{ catalogue("{name}") }}}}\n'
    return _page(
        f"figures/{name}",
        text,
        title=f"Figures: {title}",
        description=f"Every figure of “{title}”, with its source and its history.",
        kicker="Every figure",
    )


def _chart_page(desk: Desk, name: str) -> Iterator[Page]:
    """Yield the page of a chart; none for one whose words cannot be written, which is a finding."""
    try:
        picture = desk.charts.words(name).picture
    except PlainFiguresError:
        return
    text = f'# {desk.charts.declarations[name].title}\n\n{{{{ chart("{name}") }}}}\n'
    yield _page(
        f"charts/{name}",
        text,
        title=picture.title,
        description=picture.subtitle,
        kicker="Chart",
        chart=name,
    )


def _page(place: str, text: str, **meta: Any) -> Page:
    matter = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)
    return Page(f"docs/{place}/index.md", text, matter.count("\n") + 2, meta, matter, made=True)


class MadePages:
    """What gives MkDocs the made pages: it takes its place among the plugins."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages = list(pages)

    def on_files(self, files: Any, config: Any) -> Any:
        """Add the made pages to the files that MkDocs found, out of its navigation."""
        from mkdocs.structure.files import File, InclusionLevel  # there when MkDocs runs

        for page in self.pages:
            content = f"---\n{page.matter}---\n{page.text}"
            place = page.path.removeprefix("docs/")
            level = InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, place, content=content, inclusion=level))
        return files

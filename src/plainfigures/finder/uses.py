"""Where figures, charts, tables and sources stand, as far as readers are led there."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from plainfigures.figures.findable import quoted_names
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.preparing import Prepared
from plainfigures.story import EDITING, WHOLE, address_of
from plainfigures.write import NotedPage

__all__ = ["Uses", "uses_of"]

_CHART = re.compile(r'data-chart="([^"]+)"')


class Uses(Struct):
    """By the name of each thing: the addresses of its pages, its charts, what is worked out from it.

    Pages of the editing section, pages that repeat others and a chart's own page do not count.
    `titles` are those of the pages, by address, and of the charts, by name; `places` says where a
    chart stands.
    """

    pages: dict[str, list[str]] = field(default_factory=dict)
    charts: dict[str, list[str]] = field(default_factory=dict)
    worked_out: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> str:
        """Return in one text where the things of some names stand, with the titles of these places."""
        told: list[object] = []
        for name in names:
            pages, charts = self.pages.get(name, ()), self.charts.get(name, ())
            derived = self.worked_out.get(name, ())
            if pages or charts or derived:
                titles = [self.titles.get(one) for one in pages]
                for one in charts:
                    titles += [self.titles.get(f"chart {one}"), self.places.get(one)]
                told.append((name, pages, charts, derived, titles, self.is_used(name)))
        return repr(told)

    def is_used(self, name: str) -> bool:
        """Return whether something stands on a page or in a chart, or something used comes of it."""
        if self.pages.get(name) or self.charts.get(name):
            return True
        return any(self.is_used(one) for one in self.worked_out.get(name, ()))


def uses_of(
    prepared: Prepared, noted: Mapping[str, NotedPage], used: Mapping[str, list[str]]
) -> Uses:
    """Return where everything stands; `used` gives the pages of each figure, finder and all."""
    titles = {address_of(one.page): str(one.page.meta.get("title") or "") for one in prepared.pages}
    found = Uses(titles={place: title or place or "Home" for place, title in titles.items()})
    own_pages = {f"charts/{name}/" for name in prepared.desk.charts.declarations} | {"charts/"}

    def counts(address: str) -> bool:
        return not (address.startswith(EDITING) or address in own_pages or address == WHOLE)

    for reference, addresses in used.items():
        found.pages[reference] = [one for one in addresses if counts(one)]
    _add_named(found, prepared, {one: noted[one].html for one in noted if counts(one)})
    for name, declared in prepared.desk.charts.declarations.items():
        words = prepared.desk.charts.words(name)
        found.places[name] = declared.address
        found.titles[f"chart {name}"] = words.picture.title
        for figure in words.figures:
            found.charts.setdefault(figure.reference, []).append(name)
    for figure in prepared.catalogue.figures:
        for name in figure.inputs:
            found.worked_out.setdefault(name, []).append(figure.reference)
        _add_to_source(found, figure)
    return found


def _add_named(found: Uses, prepared: Prepared, pages: Mapping[str, str]) -> None:
    """Count charts that pages show, and tables and sources that they name."""
    for address, html in pages.items():
        for name in dict.fromkeys(_CHART.findall(html)):
            found.pages.setdefault(f"chart {name}", []).append(address)
    known = prepared.catalogue.resources.keys() | prepared.catalogue.sources.keys()
    for rendered in prepared.pages:
        address = address_of(rendered.page)
        if address in pages and not rendered.page.made:
            for name in quoted_names(rendered.page.text):
                if name in known:
                    found.pages.setdefault(name, []).append(address)


def _add_to_source(found: Uses, figure: Figure) -> None:
    """Count a source as used where one of its figures is."""
    if figure.source and not figure.reference.startswith(f"{COMPUTED}/"):
        pages = found.pages.setdefault(figure.source, [])
        pages += [one for one in found.pages.get(figure.reference, ()) if one not in pages]

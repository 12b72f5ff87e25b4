"""What the finder lists: figures and tables by package, charts, sources, and what is not used."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from plainfigures.errors import PlainFiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findable import is_shown, series_of
from plainfigures.figures.formats import counted
from plainfigures.figures.records import Figure
from plainfigures.finder.entries import (
    chart_entry,
    figure_entry,
    source_entry,
    table_entry,
    unused_entry,
)
from plainfigures.finder.frame import CHARTS, FIND, SOURCES, UNUSED, Sheet, of_package
from plainfigures.finder.uses import Uses
from plainfigures.write import Desk
from plainfigures.write.markup import element, inline

__all__ = ["sheets_of"]

_KINDS = (("figure", "Figures"), ("chart", "Charts"), ("table", "Tables"), ("source", "Sources"))
_SAID = {
    FIND: "Every figure, chart, table and source that a page can show, with what to paste.",
    CHARTS: "Every chart, with what to paste and the pages that it stands on.",
    SOURCES: "Every document, with what to paste and the pages that draw on it.",
    UNUSED: "Every figure and every chart that stands on no page.",
}

_UP = Markup('<p class="pf-find__up">{}</p>\n').format(
    element("a", "All lists, and a search in all of them", href=f"pf:/{FIND}")
)


def sheets_of(catalogue: Catalogue, desk: Desk, uses: Uses) -> list[Sheet]:
    """Return the finder's pages over one site's data; links within the site are `pf:/…` in them."""
    return list(_Lists(catalogue, desk, uses).sheets())


class _Lists:
    """The lists over one site's data, each written when a page asks for it."""

    def __init__(self, catalogue: Catalogue, desk: Desk, uses: Uses) -> None:
        self.catalogue, self.uses, self.macros = catalogue, uses, desk.macros()
        series = series_of(catalogue)
        self.newest = {found[0].reference for found in series.values() if len(found) > 1}
        self.packages: dict[str, list[Figure]] = {
            name: []
            for name, package in catalogue.packages.items()
            if any(map(is_shown, package.resources))
        }
        for figures in series.values():
            for figure in figures:
                self.packages.setdefault(figure.reference.partition("/")[0], []).append(figure)
        self.unused = {
            name: [one for one in figures if not uses.is_used(one.reference)]
            for name, figures in self.packages.items()
        }
        self.pictures = [desk.charts.words(name).picture for name in desk.charts.declarations]

    def sheets(self) -> Iterator[Sheet]:
        """Yield the pages, the one that leads to all others first."""
        yield Sheet(FIND, "Find a figure", _SAID[FIND], self._index())
        yield Sheet(CHARTS, "Find a chart", _SAID[CHARTS], self._charts())
        yield Sheet(SOURCES, "Find a source", _SAID[SOURCES], self._sources())
        yield Sheet(UNUSED, "Not used yet", _SAID[UNUSED], self._not_used())
        for name, figures in self.packages.items():
            title = self.catalogue.packages[name].title
            said = f"Every figure and table of “{title}”, with what to paste."
            yield Sheet(of_package(name), f"Find: {title}", said, self._package(name, figures))

    def _charts(self) -> str:
        entries = [chart_entry(one, self.uses) for one in self.pictures]
        return _form(["chart"]) + _whole("Charts", entries)

    def _sources(self) -> str:
        entries = [
            source_entry(self.catalogue, one, self.macros["source"], self.uses)
            for one in self.catalogue.sources.values()
        ]
        return _form(["source"]) + _whole("Sources", entries)

    def _package(self, name: str, figures: list[Figure]) -> str:
        by_table: dict[str, list[Markup]] = {}
        titles = {}
        for table in self.catalogue.packages[name].resources:
            titles[table.name] = table.title
            if is_shown(table):
                entry = self._table(table.reference)
                by_table[table.name] = [entry] if entry else []
        for figure in figures:
            by_table.setdefault(figure.reference.split("/")[1], []).append(
                figure_entry(
                    self.catalogue, figure, self.uses, newest=figure.reference in self.newest
                )
            )
        titles.setdefault("derived", "Worked out from these")
        parts = [_form(["figure", "table"]), _contents(titles, by_table)]
        for table_name, entries in by_table.items():
            if entries:
                parts.append(
                    element("h2", titles.get(table_name, table_name), id=f"table-{table_name}")
                    + _list(entries)
                )
        return Markup("").join(parts)

    def _table(self, reference: str) -> Markup:
        try:
            return table_entry(
                self.catalogue, self.catalogue.resource(reference), self.macros["table"], self.uses
            )
        except PlainFiguresError:
            return Markup("")  # a table that cannot be shown has a finding of its own

    def _index(self) -> str:
        packages = Markup("").join(
            Markup("<li>{}<br>{}</li>\n").format(
                _link_to_list(self.catalogue.packages[name].title, of_package(name)),
                inline(self._counts(name, figures)),
            )
            for name, figures in sorted(self.packages.items(), key=lambda one: not one[1])
        )
        without = sum(len(one) for one in self.unused.values()) + len(self._unused_charts())
        others = Markup("").join(
            Markup("<li>{}<br>{}</li>\n").format(
                _link_to_list(title, place, is_list=place != UNUSED), inline(told)
            )
            for title, place, told in (
                ("Charts", CHARTS, counted(len(self.pictures), "chart", "charts")),
                ("Sources", SOURCES, counted(len(self.catalogue.sources), "document", "documents")),
                ("Not used yet", UNUSED, f"{without:,} that no page shows"),
            )
        )
        return Markup(
            '<p class="pf-standfirst">Find what you want to put into a page. Copy the line in the '
            "grey box, and paste it into your text.</p>\n{}"
            '<ol class="pf-find" id="pf-find-results" hidden></ol>\n'
            '<h2>By subject</h2>\n<ul class="pf-list pf-find__places">\n{}</ul>\n'
            '<h2>Other lists</h2>\n<ul class="pf-list pf-find__places">\n{}</ul>\n'
        ).format(_form([kind for kind, _ in _KINDS], is_index=True), packages, others)

    def _counts(self, name: str, figures: list[Figure]) -> str:
        told = [counted(len(figures), "figure", "figures")] if figures else []
        tables = sum(map(is_shown, self.catalogue.packages[name].resources))
        told.append(counted(tables, "table", "tables"))
        told += [f"{len(self.unused[name]):,} not used yet"] if self.unused[name] else []
        return ", ".join(told)

    def _unused_charts(self) -> list[Markup]:
        return [
            Markup("<li>{}: {}</li>\n").format(
                element("a", one.title, href=f"pf:/{CHARTS}#chart-{one.id}"),
                inline(one.subtitle),
            )
            for one in self.pictures
            if not self.uses.is_used(f"chart {one.id}")
        ]

    def _not_used(self) -> str:
        charts = self._unused_charts()
        total = sum(len(one) for one in self.unused.values())
        parts = [
            _UP,
            element(
                "p",
                f"{counted(total, 'figure', 'figures')} and {counted(len(charts), 'chart', 'charts')} "
                "stand on no page "
                "that readers are led to. A figure counts as used if a chart draws it, or if "
                "something that is used is worked out from it.",
                class_="pf-standfirst",
            ),
        ]
        if charts:
            parts.append(
                Markup("\n<h2>Charts ({})</h2>\n<ul>\n{}</ul>\n").format(
                    len(charts), Markup("").join(charts)
                )
            )
        for name, figures in self.unused.items():
            if figures:
                entries = (unused_entry(self.catalogue, one, of_package(name)) for one in figures)
                title = f"{self.catalogue.packages[name].title} ({len(figures):,})"
                parts.append(
                    Markup("\n<h2>{}</h2>\n<ul>\n{}</ul>\n").format(
                        inline(title), Markup("").join(entries)
                    )
                )
        return Markup("").join(parts)


def _link_to_list(title: str, address: str, *, is_list: bool = True) -> Markup:
    """Return the link to a list; the filter of the first page looks through those that are marked."""
    return element("a", title, href=f"pf:/{address}", data_list="yes" if is_list else "")


def _form(kinds: list[str], *, is_index: bool = False) -> Markup:
    """Return the filter, which a script shows, and the way up."""
    fields = [
        Markup(
            '<p class="pf-filter__field pf-filter__field--words"><label for="pf-filter-words">Words, '
            'a number or a name</label><input id="pf-filter-words" name="words" type="search" '
            'autocomplete="off" spellcheck="false"></p>'
        )
    ]
    if len(kinds) > 1:
        fields.append(_choice("kind", "Kind", [one for one in _KINDS if one[0] in kinds]))
    fields.append(_choice("used", "Use", [("yes", "Used"), ("no", "Not used yet")]))
    return Markup(
        '{}<form class="pf-filter" role="search" aria-label="What can be found">{}'
        '<p class="pf-filter__status" role="status"></p></form>\n'
    ).format(Markup("") if is_index else _UP, Markup("").join(fields))


def _choice(name: str, label: str, options: list[tuple[str, str]]) -> Markup:
    items = Markup("").join(
        Markup('<option value="{}">{}</option>').format(value, words)
        for value, words in [("", "All"), *options]
    )
    return Markup(
        '<p class="pf-filter__field"><label for="pf-filter-{0}">{1}</label>'
        '<select id="pf-filter-{0}" name="{0}">{2}</select></p>'
    ).format(name, label, items)


def _contents(titles: Mapping[str, str], by_table: Mapping[str, list[Markup]]) -> Markup:
    items = Markup("").join(
        Markup("<li>{}</li>\n").format(element("a", titles.get(name, name), href=f"#table-{name}"))
        for name, entries in by_table.items()
        if entries
    )
    return Markup('<ul class="pf-list pf-find__tables">\n{}</ul>\n').format(items)


def _list(entries: list[Markup]) -> Markup:
    return Markup('<ol class="pf-find">\n{}</ol>\n').format(Markup("").join(entries))


def _whole(title: str, entries: list[Markup]) -> Markup:
    return Markup("<h2>{}</h2>\n").format(f"{title} ({len(entries):,})") + _list(entries)

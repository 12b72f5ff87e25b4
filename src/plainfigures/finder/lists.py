"""What the finder lists: figures and tables by package, charts, sources, and what is not used."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from plainfigures.errors import PlainFiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findable import is_shown, series_of
from plainfigures.figures.formats import counted
from plainfigures.figures.grouping import Group, Grouping
from plainfigures.figures.records import Figure
from plainfigures.finder.entries import (
    chart_entry,
    figure_entry,
    figures_behind,
    source_entry,
    table_entry,
    unused_entry,
)
from plainfigures.finder.frame import CHARTS, FIND, SOURCES, UNUSED, Sheet, of_package
from plainfigures.finder.parts import (
    KINDS,
    UP,
    contents,
    form,
    in_list,
    link_to_list,
    whole_list,
)
from plainfigures.finder.uses import Uses
from plainfigures.write import Desk
from plainfigures.write.markup import element, inline

__all__ = ["sheets_of"]

_SAID = {
    FIND: "Every figure, chart, table and source that a page can show, with what to paste.",
    CHARTS: "Every chart, with what to paste and the pages that it stands on.",
    SOURCES: "Every document, with what to paste and the pages that draw on it.",
    UNUSED: "Every figure and every chart that stands on no page.",
}


Keep = Callable[[str, Iterable[Figure], Callable[[], str]], str]
"""Gives back the text that was made before of some parts and some figures, or makes it now."""


def sheets_of(
    catalogue: Catalogue,
    desk: Desk,
    uses: Uses,
    grouping: Grouping | None = None,
    keep: Keep = lambda *given: given[-1](),
) -> list[Sheet]:
    """Return the finder's pages over one site's data; links within the site are `pf:/…` in them."""
    return list(_Lists(catalogue, desk, uses, grouping or Grouping(catalogue), keep).sheets())


class _Lists:
    """The lists over one site's data, each written when a page asks for it."""

    def __init__(
        self, catalogue: Catalogue, desk: Desk, uses: Uses, grouping: Grouping, keep: Keep
    ) -> None:
        self.catalogue, self.uses, self.macros = catalogue, uses, desk.macros()
        self.grouping, self.keep = grouping, keep
        series = series_of(catalogue)
        self.series = {found[0].reference: found for found in series.values()}
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
        # Of charts that are drawn once for each page of a template, the first stands for all.
        first = {
            one.template or one.id: one.id for one in reversed(desk.charts.declarations.values())
        }
        self.pictures = [desk.charts.words(name).picture for name in reversed(first.values())]

    def sheets(self) -> Iterator[Sheet]:
        """Yield the pages, the one that leads to all others first."""
        uses = repr(self.uses)
        yield Sheet(FIND, "Find a figure", _SAID[FIND], uses, self._index)
        yield Sheet(CHARTS, "Find a chart", _SAID[CHARTS], uses, self._charts)
        yield Sheet(SOURCES, "Find a source", _SAID[SOURCES], uses, self._sources)
        yield Sheet(UNUSED, "Not used yet", _SAID[UNUSED], uses, self._not_used)
        for name, figures in self.packages.items():
            title = self.catalogue.packages[name].title
            said = f"Every figure and table of “{title}”, with what to paste."
            whole = Sheet(
                of_package(name),
                f"Find: {title}",
                said,
                uses,
                partial(self._package, name, figures),
            )
            groups = self._groups(name, figures)
            yield replace(whole, write=partial(self._divided, name, groups)) if groups else whole
            for group, own in groups:
                yield Sheet(
                    of_package(name, group.name),
                    f"Find: {title}, {group.title}",
                    f"Every figure of “{title}” for {group.title}, with what to paste.",
                    self.uses.of([one.reference for one in own]),
                    partial(self._group, name, own),
                )

    def _groups(self, name: str, figures: list[Figure]) -> list[tuple[Group, list[Figure]]]:
        """Return the groups of a package that is divided, each with those of the `figures` in it."""
        groups = self.grouping.groups(name)
        found: dict[str, list[Figure]] = {group.name: [] for group in groups}
        for figure in figures if groups else ():
            # Of each series, the newest has an entry, which tells of the others.
            if figure.reference in self.series:
                found[self.grouping.group_of(figure.reference)].append(figure)
        return [(group, found[group.name]) for group in groups if found[group.name]]

    def _charts(self) -> str:
        entries = [chart_entry(one, self.uses) for one in self.pictures]
        return form(["chart"]) + whole_list("Charts", entries)

    def _sources(self) -> str:
        entries = [
            source_entry(self.catalogue, one, self.macros["source"], self.uses)
            for one in self.catalogue.sources.values()
        ]
        return form(["source"]) + whole_list("Sources", entries)

    def _package(self, name: str, figures: list[Figure]) -> str:
        by_table = self._tables(name)
        for table, entries in self._entries(figures).items():
            by_table.setdefault(table, []).extend(entries)
        return form(["figure", "table"]) + self._listed(name, by_table)

    def _divided(self, name: str, groups: list[tuple[Group, list[Figure]]]) -> str:
        """Return the tables of a package that is divided, and the way to the lists of its figures."""
        tables = self._tables(name)
        items = Markup("").join(
            Markup("<li>{} ({})</li>\n").format(
                element("a", group.title, href=f"pf:/{of_package(name, group.name)}"),
                self._count(figures),
            )
            for group, figures in groups
        )
        return (
            form(["table"])
            + Markup('<h2>Figures</h2>\n<ul class="pf-list pf-find__places">\n{}</ul>\n').format(
                items
            )
            + self._listed(name, tables)
        )

    def _group(self, name: str, figures: list[Figure]) -> str:
        return form(["figure"]) + self._listed(name, self._entries(figures, of_all=True))

    def _tables(self, name: str) -> dict[str, list[Markup]]:
        """Return the entry of each table of a package; none for one that cannot be shown."""
        found = {}
        for table in filter(is_shown, self.catalogue.packages[name].resources):
            entry = self._table(table.reference)
            found[table.name] = [entry] if entry else []
        return found

    def _entries(self, figures: list[Figure], *, of_all: bool = False) -> dict[str, list[Markup]]:
        """Return the entries of figures by their tables; each may stand for `of_all` of its series."""
        names = [one.reference for one in figures]
        series = {one: [*self.series.get(one, ())] for one in names}
        times = {one: [other.reference for other in every] for one, every in series.items()}
        behind = figures_behind(self.catalogue, self.uses, names)

        def make() -> str:
            found: dict[str, list[str]] = {}
            for figure in figures:
                every = series[figure.reference]
                entry = figure_entry(
                    self.catalogue,
                    figure,
                    self.uses,
                    newest=len(every) > 1,
                    others=every[1:] if of_all else (),
                )
                found.setdefault(figure.reference.split("/")[1], []).append(str(entry))
            return msgspec.json.encode(found).decode()

        parts = f"finder entries {of_all} {times} {self.uses.of(names)}"
        kept = msgspec.json.decode(self.keep(parts, [*figures, *behind], make))
        return {table: [*map(Markup, entries)] for table, entries in kept.items()}

    def _listed(self, name: str, by_table: Mapping[str, list[Markup]]) -> Markup:
        titles = {one.name: one.title for one in self.catalogue.packages[name].resources}
        titles.setdefault("derived", "Worked out from these")
        parts = [contents(titles, by_table)]
        for table, entries in by_table.items():
            if entries:
                head = element("h2", titles.get(table, table), id=f"table-{table}")
                parts.append(head + in_list(entries))
        return Markup("").join(parts)

    def _count(self, figures: list[Figure]) -> str:
        unused = sum(not self.uses.is_used(one.reference) for one in figures)
        told = counted(len(figures), "figure", "figures")
        return f"{told}, {unused:,} not used yet" if unused else told

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
                link_to_list(
                    self.catalogue.packages[name].title,
                    of_package(name),
                    is_list=not self.grouping.groups(name),
                ),
                inline(self._counts(name, figures)),
            )
            for name, figures in sorted(self.packages.items(), key=lambda one: not one[1])
        )
        without = sum(len(one) for one in self.unused.values()) + len(self._unused_charts())
        others = Markup("").join(
            Markup("<li>{}<br>{}</li>\n").format(
                link_to_list(title, place, is_list=place != UNUSED), inline(told)
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
        ).format(form([kind for kind, _ in KINDS], is_index=True), packages, others)

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
            UP,
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
            if self.grouping.groups(name):
                parts.append(self._not_used_of(name, figures))
            elif figures:
                entries = (unused_entry(self.catalogue, one, of_package(name)) for one in figures)
                title = f"{self.catalogue.packages[name].title} ({len(figures):,})"
                parts.append(
                    Markup("\n<h2>{}</h2>\n<ul>\n{}</ul>\n").format(
                        inline(title), Markup("").join(entries)
                    )
                )
        return Markup("").join(parts)

    def _not_used_of(self, name: str, figures: list[Figure]) -> Markup:
        """Return the way to the lists of a package that is divided, which say what is not used."""
        title = self.catalogue.packages[name].title
        return Markup("\n<h2>{}</h2>\n<p>{}: {}.</p>\n").format(
            inline(f"{title} ({len(figures):,})"),
            "The list of each place or table says which",
            element("a", f"Find: {title}", href=f"pf:/{of_package(name)}"),
        )

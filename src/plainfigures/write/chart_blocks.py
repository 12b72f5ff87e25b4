"""The macro for a chart: its words, its table and its downloads around a mark for the drawing."""

import re

from markupsafe import Markup

from plainfigures.errors import MacroProblem, PlainFiguresError, UnreadableProblem
from plainfigures.figures.embargoes import held_back
from plainfigures.figures.findings import nearest
from plainfigures.figures.pictures import Picture, Point, Series
from plainfigures.write.chart_csv import STATUS
from plainfigures.write.chart_pages import chart_mark
from plainfigures.write.charts import Charts, ChartWords
from plainfigures.write.markup import attribute, element, inline
from plainfigures.write.tables import Tables

__all__ = ["ChartBlocks", "chart_rows", "drawing_mark", "drawn_in"]

_DRAWING = re.compile(r"<!--pf-draw (.+?)-->")


def drawing_mark(name: str) -> Markup:
    """Return the mark that stands in a page where a chart's drawings go."""
    return Markup("<!--pf-draw {}-->").format(name)


def drawn_in(text: str) -> frozenset[str]:
    """Return the names of the charts whose drawings go into a page, as its macros wrote it."""
    return frozenset(_DRAWING.findall(text))


class ChartBlocks:
    """The macro for charts."""

    def __init__(self, charts: Charts, tables: Tables) -> None:
        self.charts = charts
        self.tables = tables

    def chart(self, id: str, title: bool = True) -> Markup:  # noqa: A002 - a fixed surface
        """A chart with its title, text alternative, data, source and downloads.

        `title=False` leaves its title out, where the heading above it says the same.
        """
        self.charts.asked[id] = None
        if id in self.charts.unreadable:
            raise UnreadableProblem(f'The chart "{id}" has a finding of its own.')
        if id in self.charts.held:
            raise held_back(self.charts.held[id], "This chart")
        if id not in self.charts.declarations:
            raise MacroProblem(
                f'There is no chart "{id}".',
                "Name a file of charts/ without its ending .yml, or add that file.",
                nearest(id, [*self.charts.declarations, *self.charts.unreadable]),
            )
        try:
            words = self.charts.words(id)
        except PlainFiguresError as error:
            raise UnreadableProblem(f'The chart "{id}" has a finding of its own.') from error
        picture = words.picture
        own = self.charts.declarations[id].page  # without a page of its own, all stands right here
        notes = Markup("").join(
            Markup('<p class="pf-chart__note">{}</p>').format(n) for n in words.notes
        )
        return Markup(
            '<figure class="pf-chart pf-chart--{form}" data-chart="{id}" id="chart-{id}">\n'
            '<figcaption>{title}<p class="pf-chart__subtitle">{subtitle}</p></figcaption>\n'
            '<div class="pf-chart__drawing">{mark}</div>\n'
            "{notes}{sources}"
            '<details class="pf-chart__data"><summary>The numbers</summary>\n'
            '<p class="pf-chart__alternative">{alternative}</p>\n{table}</details>\n'
            '<p class="pf-chart__actions">Download: {png}{svg}, {csv}.{cite}</p>\n{citation}</figure>\n'
        ).format(
            form=picture.form,
            id=id,
            title=_title(words) if title else Markup(""),
            subtitle=_cells(words.subtitle),
            mark=drawing_mark(id),
            alternative=inline(picture.alternative),
            notes=notes,
            sources=self.tables.sources_line(words.figures),
            table=self._table(words),
            png=chart_mark("picture", id),
            cite=Markup("") if own else _cite(id),
            citation=_citation(id) if own else Markup(""),
            svg=element(
                "a", "picture (SVG)", href=f"pf:/data/charts/{id}.svg", download=f"{id}.svg"
            ),
            csv=element(
                "a", "numbers (CSV)", href=f"pf:/data/charts/{id}.csv", download=f"{id}.csv"
            ),
        )

    def _table(self, words: ChartWords) -> Markup:
        picture = words.picture
        head, rows = chart_rows(picture)
        columns = Markup("").join(element("th", name, scope="col") for name in head)
        caption = inline(". ".join(part for part in (picture.subtitle, picture.mixed) if part))
        body = Markup("").join(
            Markup("<tr>{}{}</tr>\n").format(
                element("th", row[0], scope="row"),
                Markup("").join(element("td", cell, class_="pf-number") for cell in row[1:]),
            )
            for row in rows
        )
        return Markup(
            '<div class="pf-table" role="region" aria-label="The numbers: {}" tabindex="0">'
            "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>\n{}</tbody></table></div>\n"
        ).format(attribute(picture.title), caption, columns, body)


def chart_rows(picture: Picture) -> tuple[list[str], list[list[str]]]:
    """Return a chart's data as a table of texts: its head, and a row for each label."""
    anew = {one.when for one in picture.breaks}
    by_time = picture.form == "timeline"
    names = [series.label or ("When" if by_time else "Value") for series in picture.series]
    if picture.shared:
        names = [f"{name} ({', '.join(picture.shared)})" for name in names]
    head = ["Event" if by_time else "When" if picture.form == "lines" else "What", *names]
    # Two points of a series may have one label, such as two events of the same name.
    columns = [_by_label(series) for series in picture.series]
    places = list(dict.fromkeys(place for column in columns for place in column))
    if picture.form == "lines":
        # A series may begin before the one above it: the rows go by time all the same.
        whens = {place: point.when for column in columns for place, point in column.items()}
        places.sort(key=lambda place: whens[place])
    rows = []
    for place in places:
        broken = any(place in column and column[place].when in anew for column in columns)
        row = [f"{place[0]} (break in the series)" if broken else place[0]]
        for column in columns:
            point = column.get(place)
            shown = (point.reason or point.shown) if point else "–"
            said = [STATUS[mark] for mark in point.marks if mark in STATUS] if point else []
            row.append(f"{shown} ({', '.join(said)})" if said else shown)
        if picture.mixed:
            kinds = [column[place].counted for column in columns if place in column]
            row.append(" / ".join(dict.fromkeys(kind for kind in kinds if kind)))
        rows.append(row)
    return [*head, "What kind"] if picture.mixed else head, rows


def _by_label(series: Series) -> dict[tuple[str, int], Point]:
    """Return the points of a series by label, and by which of that label they are."""
    found: dict[tuple[str, int], Point] = {}
    for point in series.points:
        number = sum(label == point.label for label, _ in found)
        found[point.label, number] = point
    return found


def _cite(name: str) -> Markup:
    return Markup(" ") + element("a", "Cite this chart", href=f"pf:/charts/{name}/")


def _citation(name: str) -> Markup:
    return Markup(
        '<details class="pf-chart__data"><summary>Cite this chart</summary>{}</details>\n'
    ).format(chart_mark("cite", name))


def _title(words: ChartWords) -> Markup:
    return Markup('<p class="pf-chart__title">{}</p>').format(_cells(words.title))


def _cells(words: Markup) -> Markup:
    """Figures in a chart's words have the chart's source line; they need no notes of their own."""
    return Markup(str(words).replace('class="pf-figure"', 'class="pf-cell"'))

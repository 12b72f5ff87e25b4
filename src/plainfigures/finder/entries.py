"""One thing that a page can show, as the finder lists it: what it is, what to paste, where it stands."""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findable import is_open
from plainfigures.figures.formats import capitalise, counted
from plainfigures.figures.periods import parse_period
from plainfigures.figures.pictures import Picture
from plainfigures.figures.records import COMPUTED, Figure, Resource, Source
from plainfigures.figures.references import LATEST, parse_reference
from plainfigures.figures.sentences import say_figure
from plainfigures.finder.uses import Uses
from plainfigures.write import Macro
from plainfigures.write.examples import macro_box
from plainfigures.write.facts import what_it_is
from plainfigures.write.markup import (
    element,
    figure_address,
    figure_element,
    inline,
    join,
)

__all__ = [
    "chart_entry",
    "figure_entry",
    "figures_behind",
    "source_entry",
    "table_entry",
    "unused_entry",
]

_TO_REGISTER = (Markup("pf-note:"), Markup("pf:/sources/#source-"))
"""A source's note at the foot of a page, and its entry in the register: the finder has no notes."""

_MOST_LINKS = 12
"""So many pages or charts are named for one thing."""
_ROWS = 4
"""How many rows of a table show what it looks like."""


def figure_entry(
    catalogue: Catalogue,
    figure: Figure,
    uses: Uses,
    *,
    newest: bool,
    others: Iterable[Figure] = (),
) -> Markup:
    """Return a figure; the newest of a series comes with the macro that follows it.

    Where it stands for `others` of its series too, it tells their times.
    """
    name = figure.reference
    boxes = macro_box(f'figure("{name}")')
    reference = parse_reference(name)
    if newest and reference.period:
        boxes += Markup('<p class="pf-find__also">Always the newest of these:</p>')
        boxes += macro_box(f'figure("{reference.at(LATEST)}")')
    times = [parse_reference(one.reference).period for one in others]
    if times:
        words = f"In the place of {reference.period}, you can also write: {', '.join(times)}."
        boxes += element("p", words, class_="pf-find__also")
    words = say_figure(figure)
    unit = say_figure(figure, noun=figure.kind == "number").removeprefix(words)
    shown = figure_element(figure, words, in_sentence=False)
    title = element("a", what_it_is(catalogue, figure), href=figure_address(name))
    worked_out = figures_behind(catalogue, uses, [name])
    return _entry(
        "figure",
        name,
        element("b", shown, class_="pf-find__shown") + inline(unit) + Markup(" ") + title,
        _facts(catalogue, figure),
        boxes,
        _used(uses, name, [one for one in worked_out if is_open(one)], catalogue),
        used=uses.is_used(name),
    )


def figures_behind(catalogue: Catalogue, uses: Uses, names: Iterable[str]) -> list[Figure]:
    """Return what is worked out from some figures, but for what sentences work out."""
    return [
        catalogue.find(one)
        for name in names
        for one in uses.worked_out.get(name, ())
        if not one.startswith(f"{COMPUTED}/")
    ]


def chart_entry(picture: Picture, uses: Uses) -> Markup:
    """Return a chart with a small picture of it."""
    name = f"chart {picture.id}"
    image = Markup(
        '<img class="pf-find__picture" src="pf:/data/charts/{}.svg" alt="" loading="lazy" width="320">'
    ).format(picture.id)
    title = element("a", picture.title, href=f"pf:/{uses.places[picture.id]}")
    return _entry(
        "chart",
        f"chart-{picture.id}",
        title,
        inline(picture.subtitle),
        macro_box(f'chart("{picture.id}")') + image,
        _used(uses, name),
        used=uses.is_used(name),
    )


def table_entry(catalogue: Catalogue, table: Resource, macro: Macro, uses: Uses) -> Markup:
    """Return a table with its columns, and its first rows as readers would see them."""
    name = table.reference
    columns = Markup(", ").join(
        Markup("{} <code>{}</code>").format(inline(one.title), inline(one.name))
        for one in table.fields
    )
    sample = _sample(table, macro)
    return _entry(
        "table",
        name,
        inline(table.title),
        inline(f"{counted(len(table.rows), 'row', 'rows')}. {table.description}"),
        macro_box(f'table("{name}")')
        + Markup("<details><summary>Its columns</summary><p>{}</p></details>").format(columns)
        + sample,
        _used(uses, name, catalogue=catalogue),
        used=uses.is_used(name),
    )


def source_entry(catalogue: Catalogue, source: Source, macro: Macro, uses: Uses) -> Markup:
    """Return a document as a sentence names it."""
    shown = macro(source.id).replace(*_TO_REGISTER)
    publisher = catalogue.bodies.get(source.publisher, source.publisher)
    return _entry(
        "source",
        f"source-{source.id}",
        shown,
        inline(f"Published by {publisher}." if publisher else ""),
        macro_box(f'source("{source.id}")'),
        _used(uses, source.id),
        used=uses.is_used(source.id),
    )


def unused_entry(catalogue: Catalogue, figure: Figure, place: str) -> Markup:
    """Return a figure that nothing shows, with the way to its entry."""
    link = element("a", what_it_is(catalogue, figure), href=f"pf:/{place}#{figure.reference}")
    when = parse_period(figure.period).show() if figure.period else ""
    told = ", ".join(filter(None, (say_figure(figure, noun=figure.kind == "number"), when)))
    return Markup("<li>{}: {}</li>\n").format(link, inline(told))


def _entry(
    kind: str, name: str, title: Markup, facts: Markup, boxes: Markup, where: Markup, *, used: bool
) -> Markup:
    content = element("p", title, class_="pf-find__title")
    if facts:
        content += element("p", facts, class_="pf-find__facts")
    content += boxes + element("p", where, class_="pf-find__where")
    return element(
        "li",
        content,
        class_="pf-find__one",
        id=name,
        data_kind=kind,
        data_used="yes" if used else "no",
    ) + Markup("\n")


def _facts(catalogue: Catalogue, figure: Figure) -> Markup:
    """Say when a figure is of, what its status is, and whose it is."""
    when = capitalise(parse_period(figure.period).show()) if figure.period else ""
    status = "Our arithmetic" if figure.formula else capitalise(figure.status)
    body = catalogue.bodies.get(figure.body, figure.body)
    printed = f"Printed “{figure.as_published}”" if figure.as_published else ""
    return inline(". ".join(filter(None, (when, status, body, printed))) + ".")


def _used(
    uses: Uses, name: str, worked_out: Iterable[Figure] = (), catalogue: Catalogue | None = None
) -> Markup:
    """Say on which pages something stands, in which charts, and what is worked out from it."""
    parts = []
    pages = [
        _link(uses.titles.get(one) or one or "Home", f"pf:/{one}")
        for one in uses.pages.get(name, ())
    ]
    if pages:
        parts.append(Markup("On ") + join(_first(pages)) + Markup("."))
    charts = [
        _link(uses.titles[f"chart {one}"], f"pf:/{uses.places[one]}")
        for one in dict.fromkeys(uses.charts.get(name, ()))
    ]
    if charts:
        word = Markup("In the chart ") if len(charts) == 1 else Markup("In the charts ")
        parts.append(word + join(_first(charts)) + Markup("."))
    derived = [
        element("a", what_it_is(catalogue, one), href=figure_address(one.reference))
        for one in worked_out
        if catalogue
    ]
    if derived:
        parts.append(Markup("We work out from it: {}.").format(Markup("; ").join(derived)))
    if not uses.is_used(name):
        parts.insert(0, Markup("<strong>Not used yet.</strong>"))
    return Markup(" ").join(parts)


def _first(links: list[Markup]) -> list[Markup]:
    """Return links, or the first of many: what is compared with all places stands on all their pages."""
    more = len(links) - _MOST_LINKS
    return [*links[:_MOST_LINKS], inline(f"{more:,} more")] if more > 1 else links


@lru_cache(maxsize=1024)
def _link(words: str, address: str) -> Markup:
    """Return a link; most pages and charts are named by many entries."""
    return element("a", words, href=address)


def _sample(table: Resource, macro: Macro) -> Markup:
    keys = list(dict.fromkeys(row.key for row in table.rows))[:_ROWS]
    if not keys:
        return Markup("")
    shown = macro(table.reference, rows=keys).replace(*_TO_REGISTER)
    words = "What it looks like" if len(table.rows) <= _ROWS else "What its first rows look like"
    return Markup("<details><summary>{}</summary>{}</details>").format(words, shown)

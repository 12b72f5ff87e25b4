"""Blocks that are only known when all pages are made: the rules and the whole catalogue."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import CheckRun
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.write.markup import attribute, element, inline
from plainfigures.write.places import relation_links

__all__ = ["block_mark", "list_catalogue", "list_checks"]


def block_mark(name: str) -> str:
    """Return the mark that stands in a page for the block called `name`."""
    return f"<!--pf-block {name}-->"


def list_checks(runs: Iterable[CheckRun]) -> Markup:
    """Return the rules with what each asks, how much it looked at and what it found."""
    items = Markup("").join(
        Markup(
            '<section class="pf-rule" id="rule-{}"><h3>{}</h3>{}'
            '<p class="pf-rule__outcome">{}</p>{}{}</section>\n'
        ).format(
            run.rule,
            inline(run.title),
            element("p", _with_code(run.help.partition("\n\n")[0])),
            inline(_came_of(run)),
            _declared(run.declared),
            _remedy(run.help.partition("\n\n")[2]),
        )
        for run in runs
    )
    return Markup('<div class="pf-rules">\n{}</div>\n').format(items)


def _came_of(run: CheckRun) -> str:
    """Say how much a rule looked at and what it found."""
    if not run.looked_at:
        return f"There were no {run.things} to look at."
    match len(run.findings):
        case 0:
            found = "nothing wrong"
        case 1:
            found = "1 thing to put right"
        case number:
            found = f"{number:,} things to put right"
    return f"Looked at {run.looked_at:,} {run.things}; found {found}."


def _remedy(words: str) -> Markup:
    """Return what editors do where a rule finds something, which other readers may pass over."""
    if not words:
        return Markup("")
    parts = Markup("").join(element("p", _with_code(part)) for part in words.split("\n\n"))
    return Markup(
        '<details class="pf-rule__remedy"><summary>What editors do if it finds something</summary>{}'
        "</details>"
    ).format(parts)


def _with_code(words: str) -> Markup:
    """Return words with what stands in backticks set as code."""
    parts = words.split("`")
    return Markup("").join(
        element("code", part) if at % 2 else inline(part) for at, part in enumerate(parts)
    )


def _declared(declared: tuple[str, ...]) -> Markup:
    """Return what is known and allowed, one by one, behind its count."""
    if not declared:
        return Markup("")
    said = Markup("").join(element("li", one) for one in declared)
    return Markup(
        '<details class="pf-rule__declared"><summary>Known, and said openly: {}</summary>'
        "<ul>{}</ul></details>"
    ).format(f"{len(declared):,}", said)


def list_catalogue(
    catalogue: Catalogue,
    pages: Mapping[str, Iterable[str]],
    places: Mapping[str, str] | None = None,
    package: str = "",
) -> Markup:
    """Return the packages with how many figures each has or, with a package, all its figures.

    `pages` gives the pages that each figure stands on; `places` says where the relations are shown
    that a figure takes part in.
    """
    groups: dict[str, dict[str, list[Figure]]] = {}
    for figure in catalogue.figures:
        name, table, *_ = figure.reference.split("/")
        groups.setdefault(name, {}).setdefault(table, []).append(figure)
    if not package:
        return _packages(catalogue, groups)
    parts = []
    for table, figures in groups.get(package, {}).items():
        resource = catalogue.resources.get(f"{package}/{table}")
        name = resource.title if resource else table.replace("-", " ").capitalize()
        rows = Markup("").join(_row(catalogue, one, pages, places or {}) for one in figures)
        parts.append(
            Markup(
                '<h2>{}</h2>\n<div class="pf-table" '
                'role="region" aria-label="{}" tabindex="0"><table><thead><tr>'
                '<th scope="col">Figure</th><th scope="col">Shown</th><th scope="col">As published'
                '</th><th scope="col">When</th><th scope="col">Where from</th></tr></thead>'
                "<tbody>\n{}</tbody></table></div>\n"
            ).format(inline(name), attribute(name), rows)
        )
    return Markup("").join(parts)


def _packages(catalogue: Catalogue, groups: Mapping[str, Mapping[str, list[Figure]]]) -> Markup:
    items = []
    for name, tables in groups.items():
        package = catalogue.packages.get(name)
        title = package.title if package else "Worked out in sentences"
        count = sum(len(figures) for figures in tables.values())
        link = element("a", title, href=f"pf:/figures/{name}/")
        items.append(Markup("<li>{} ({} figures)</li>\n").format(link, f"{count:,}"))
    return Markup('<ul class="pf-catalogue">\n{}</ul>\n').format(Markup("").join(items))


def _row(
    catalogue: Catalogue,
    figure: Figure,
    pages: Mapping[str, Iterable[str]],
    places: Mapping[str, str],
) -> Markup:
    # Written out as text, since there are many rows: every part of it is markup already.
    area = catalogue.areas.get(figure.area, figure.area)
    head = inline(", ".join(part for part in (figure.title, area) if part))
    if not figure.reference.startswith(COMPUTED + "/"):
        head += Markup(f"<br><code>{inline(figure.reference)}</code>")
    used = Markup(", ").join(
        element("a", page or "home", href=f"pf:/{page}") for page in pages.get(figure.reference, ())
    )
    if used:
        head += Markup(f'<br><span class="pf-used">On: {used}</span>')
    held = relation_links(catalogue, figure.reference, places)
    if held:
        head += Markup(f'<br><span class="pf-used">Held against others: {held}</span>')
    earlier = "".join(
        f"; earlier: {say_figure(one, 'full')} ({one.vintage})"
        for one in catalogue.vintages(figure)
    )
    cells = (
        inline(say_figure(figure, "full", noun=True) + earlier),
        inline(figure.as_published or "–"),
        inline(parse_period(figure.period).show() if figure.period else "–"),
        _places(catalogue, figure),
    )
    written = "".join(f"<td>{cell}</td>" for cell in cells)
    name = attribute(figure.reference)
    return Markup(f'<tr id="{name}"><th scope="row">{head}</th>{written}</tr>\n')


def _places(catalogue: Catalogue, figure: Figure) -> Markup:
    links = [
        element("a", catalogue.source(name).title, href=f"pf:/sources/#source-{name}")
        + inline(f", {place}")
        for name, place in catalogue.sources_of(figure)[:3]
        if name
    ]
    words = inline(f"Our arithmetic: {figure.formula}. ") if figure.formula else Markup("")
    return words + Markup("; ").join(links)

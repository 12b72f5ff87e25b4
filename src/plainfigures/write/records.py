"""The list of a package's figures: each with its permanent address, its history and how to cite it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import counted
from plainfigures.figures.grouping import Group, Grouping
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.references import parse_reference
from plainfigures.figures.sentences import say_figure, status_words
from plainfigures.write.facts import Fact, figure_facts, list_facts, say_period, what_it_is
from plainfigures.write.markup import attribute, element, figure_address, inline
from plainfigures.write.places import relation_links, say_locator

__all__ = [
    "Standing",
    "list_figures",
    "list_groups",
    "list_packages",
    "named_packages",
    "old_names",
]

_VARYING = ("field_title", "period")
"""What may tell the figures of one row or one series apart."""
_TABLES = {
    "derived": "Worked out from these",
    "share": "Shares",
    "difference": "Differences",
    "ledger": "Numbers in the documents",
}
"""What readers see in place of the names of what is no table: what is worked out."""


class Standing(Struct, frozen=True):
    """What the list of figures is told of the site around it.

    `pages` gives the addresses of the pages that each figure stands on, `titles` the title of each
    page, `places` where relations and rows of the ledger are shown. `name` and `url` are the site's.
    `address` gives the address of the page that a figure stands on.
    """

    pages: Mapping[str, Iterable[str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    url: str = ""
    address: Callable[[str], str] = lambda reference: f"figures/{reference.partition('/')[0]}/"


def list_packages(catalogue: Catalogue) -> Markup:
    """Return the packages with how many figures each has, linked to the list of those figures."""
    counts: dict[str, int] = {}
    for reference in catalogue.names:
        name = reference.partition("/")[0]
        counts[name] = counts.get(name, 0) + 1
    items = Markup("").join(
        Markup("<li>{} ({})</li>\n").format(
            element("a", _title(catalogue, name), href=f"pf:/figures/{name}/"),
            counted(count, "figure", "figures"),
        )
        for name, count in counts.items()
    )
    return Markup('<ul class="pf-list pf-packages">\n{}</ul>\n').format(items)


def list_figures(
    catalogue: Catalogue, package: str, standing: Standing, group: Group | None = None
) -> Markup:
    """Return every figure of a package, table by table, and the names that it had before.

    With a group, only the figures of that group.
    """
    tables: dict[str, list[Figure]] = {}
    for figure in group.figures if group else catalogue.of_package(package):
        tables.setdefault(figure.reference.split("/")[1], []).append(figure)
    titles = {name: _table_title(catalogue, package, name) for name in tables}
    file = f"{package}/{group.name}" if group else package
    parts = [_contents(package, file, tables, titles)] if tables else []
    if group:
        link = element("a", f"All of {_title(catalogue, package)}", href=f"pf:/figures/{package}/")
        parts.insert(0, Markup("<p>{}</p>\n").format(link))
    for name, figures in tables.items():
        records = Markup("").join(_records(catalogue, figures, standing))
        parts.append(
            Markup('<h2 id="{}">{}</h2>\n<div class="pf-records">\n{}</div>\n').format(
                Markup(attribute(f"{package}/{name}")), inline(titles[name]), records
            )
        )
    return Markup("").join(parts) + (_renamed(catalogue, package) if group is None else "")


def list_groups(catalogue: Catalogue, package: str, grouping: Grouping) -> Markup:
    """Return the groups of a large package with how many figures each has, linked to their pages."""
    groups = grouping.groups(package)
    items = Markup("").join(
        Markup("<li>{} ({})</li>\n").format(
            element("a", one.title, href=f"pf:/figures/{package}/{one.name}/"),
            counted(len(one.figures), "figure", "figures"),
        )
        for one in groups
    )
    tables = Counter(figure.reference.split("/")[1] for group in groups for figure in group.figures)
    about = Markup("").join(
        Markup('<li id="{}">{} ({})</li>\n').format(
            Markup(attribute(f"{package}/{name}")),
            inline(_table_title(catalogue, package, name)),
            counted(number, "figure", "figures"),
        )
        for name, number in sorted(tables.items())
    )
    count = counted(tables.total(), "figure", "figures")
    return Markup(
        "<p>{} stand on {} pages. Each figure opens to where it comes from, every version of it, the "
        "pages that use it, and how to cite it.</p>\n"
        '<ul class="pf-list pf-groups" data-groups="{}">\n{}</ul>\n'
        '<h2>The tables that they are from</h2>\n<ul class="pf-list">\n{}</ul>\n{}'
    ).format(
        count,
        f"{len(groups):,}",
        Markup(attribute(f"pf:/data/figures/{package}/groups.json")),
        items,
        about,
        _renamed(catalogue, package),
    )


def _title(catalogue: Catalogue, package: str) -> str:
    found = catalogue.packages.get(package)
    return found.title if found else "Worked out in sentences"


def _table_title(catalogue: Catalogue, package: str, table: str) -> str:
    resource = catalogue.resources.get(f"{package}/{table}")
    if resource:
        return resource.title
    return _TABLES.get(table) or table.replace("-", " ").capitalize()


def _contents(
    package: str, file: str, tables: Mapping[str, list[Figure]], titles: Mapping[str, str]
) -> Markup:
    """Return the list of tables, and the way to the same figures for a machine."""
    items = Markup("").join(
        Markup("<li>{} ({})</li>\n").format(
            element("a", titles[name], href=f"#{package}/{name}"),
            counted(len(figures), "figure", "figures"),
        )
        for name, figures in tables.items()
    )
    machine = element("a", "The same figures as data", href=f"pf:/data/figures/{file}.json")
    return Markup(
        "<p>Each figure opens to where it comes from, every version of it, the pages that use it, "
        'and how to cite it. {} (JSON).</p>\n<ul class="pf-list">\n{}</ul>\n'
    ).format(machine, items)


def _records(
    catalogue: Catalogue, figures: Iterable[Figure], standing: Standing
) -> Iterator[Markup]:
    """Yield the figures of a table; those of one row or one series stand together under a heading."""
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        key = figure.reference.split("/")[2].partition("@")[0]
        groups.setdefault((key, figure.label, figure.area), []).append(figure)
    grouped = any(len(group) > 1 for group in groups.values())
    for group in groups.values():
        first = group[0]
        several = {name: len({getattr(one, name) for one in group}) > 1 for name in _VARYING}
        if grouped:
            shared = what_it_is(catalogue, first)
            if several["field_title"]:
                shared = what_it_is(catalogue, replace(first, field_title=""))
            yield Markup("<h3>{}</h3>\n").format(inline(shared))
        for figure in group:
            if grouped:
                told = [figure.field_title] if several["field_title"] else []
                told += [say_period(figure.period)] if several["period"] or not told else []
            else:
                told = [what_it_is(catalogue, figure)]
            told.append(status_words(figure, what_it_is(catalogue, figure)))
            yield _record(catalogue, figure, ", ".join(filter(None, told)), standing)


def _record(catalogue: Catalogue, figure: Figure, told: str, standing: Standing) -> Markup:
    """Return a figure as a line that opens to all that is known of it."""
    facts = figure_facts(catalogue, figure, standing.places, source=True)
    facts.insert(0, ("What it is", inline(what_it_is(catalogue, figure))))
    facts += _sources(catalogue, figure)
    facts += _vintages(catalogue, figure)
    held = relation_links(catalogue, figure.reference, standing.places)
    facts.append(("Held against", held))
    used = Markup(", ").join(
        element("a", standing.titles.get(page, page or "home"), href=f"pf:/{page}")
        for page in standing.pages.get(figure.reference, ())
    )
    facts.append(("Pages that use it", used))
    facts.append(("To cite it", inline(_citation(catalogue, figure, standing))))
    link = element("a", figure.reference, href=f"#{figure.reference}")
    facts.append(("Permanent name", link))
    value = inline(say_figure(figure, "full", noun=True))
    listed = list_facts([(name, words) for name, words in facts if words])
    name = attribute(figure.reference)
    return Markup(
        f'<details class="pf-record" id="{name}"><summary><b>{value}</b> {inline(told)}</summary>'
        f"{listed}</details>\n"
    )


def _sources(catalogue: Catalogue, figure: Figure) -> list[Fact]:
    """Return the documents behind our own arithmetic, with the first places in each."""
    if not figure.formula:
        return []
    links = [
        element("a", catalogue.source(name).title, href=f"pf:/sources/#source-{name}")
        for name in dict.fromkeys(name for name, _ in catalogue.sources_of(figure) if name)
    ]
    return [("Sources", Markup("; ").join(links))]


def _vintages(catalogue: Catalogue, figure: Figure) -> list[Fact]:
    """Return every version of a figure that was published, newest first, each with its own place."""
    if not figure.vintage:
        return []
    plain = parse_reference(figure.reference)
    items = []
    for one in (figure, *catalogue.vintages(figure)):
        name = str(plain.of_vintage(one.vintage))
        link = element(
            "a", catalogue.source(one.source).title, href=f"pf:/sources/#source-{one.source}"
        )
        when = say_period(catalogue.published(one)) or "date not established"
        items.append(
            Markup('<li id="{}">{}, {}, {}</li>').format(
                Markup(attribute(name)), inline(say_figure(one, "full")), link, inline(when)
            )
        )
    return [("Versions", Markup("<ul>{}</ul>").format(Markup("").join(items)))]


def _citation(catalogue: Catalogue, figure: Figure, standing: Standing) -> str:
    """Return a sentence to copy: what, how much, of when, from which document, and where it is told."""
    what = what_it_is(catalogue, figure)
    told = (what, say_period(figure.period), status_words(figure, what))
    words = f"{', '.join(filter(None, told))}: {say_figure(figure, 'full', noun=True)}"
    words += f"{_apart(figure)}. "
    names = list(dict.fromkeys(name for name, _ in catalogue.sources_of(figure) if name))
    documents = []
    for name in names:
        source = catalogue.source(name)
        publisher = catalogue.bodies.get(source.publisher, source.publisher)
        where = "" if figure.formula else "; ".join(figure.combines) or say_locator(figure.locator)
        met = f"meeting of {say_period(source.meeting_date)}" if source.meeting_date else "no date"
        dated = say_period(source.published) or met
        parts = (publisher, f"“{source.title}”", where, dated)
        documents.append(", ".join(part for part in parts if part))
    if documents:
        words += f"{'Worked out from: ' if figure.formula else ''}{'; '.join(documents)}. "
    place = f"{standing.address(figure.reference)}#{figure.reference}"
    address = f"{standing.url.rstrip('/')}/{place}" if standing.url else place
    return words + ", ".join(part for part in (standing.name, address) if part)


def _apart(figure: Figure) -> str:
    """Say in what a figure is not as its document prints it, or that it looks wrong there."""
    said = []
    if figure.read_as is not None or figure.read_as_text:
        said.append(f"printed as “{figure.as_published}”")
    if figure.period_printed:
        said.append(f"printed as of {say_period(figure.period_printed)}")
    if figure.suspect:
        said.append("as published, though it looks wrong")
    return f" ({'; '.join(said)})" if said else ""


def _renamed(catalogue: Catalogue, package: str) -> Markup:
    """Return the names that figures had before, which keep leading to them."""
    found = old_names(catalogue, package)
    if not found:
        return Markup("")
    items = Markup("").join(
        Markup('<li id="{}">{} is now {}</li>\n').format(
            Markup(attribute(old)), inline(old), element("a", new, href=figure_address(new))
        )
        for old, new in found
    )
    return Markup('<h2>Names that have changed</h2>\n<ul class="pf-renamed">\n{}</ul>\n').format(
        items
    )


def old_names(catalogue: Catalogue, package: str) -> list[tuple[str, str]]:
    """Return each name below a package that a figure had before, with its present name.

    The package in which a figure is now may tell it, which can be another.
    """
    return [
        (old, new)
        for one in catalogue.packages.values()
        for old, new in one.aliases.items()
        if old.startswith(f"{package}/")
    ]


def named_packages(catalogue: Catalogue) -> list[str]:
    """Return the names under which figures have a permanent address, those of old names too."""
    names = {one.partition("/")[0] for one in catalogue.names} | {COMPUTED}
    for package in catalogue.packages.values():
        names |= {old.partition("/")[0] for old in package.aliases}
    return sorted(names)

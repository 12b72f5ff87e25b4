"""Rule: another body's figure stands only where the page declares that body."""

import re
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from plainfigures.check.material import FinishedChart, FinishedPage, FinishedSite
from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import About, names_in
from plainfigures.figures.findings import ADVICE, Finding, nearest
from plainfigures.figures.records import Figure

__all__ = ["find"]

RULE = "body"
CONFIGURATION = "mkdocs.yml"
_ON_BODIES = ("figure-parts", "source-body", "home-area", "series")
_REFERENCE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9.@~-]+)+")


class _Standing(Struct, frozen=True):
    """A figure that stands on a page, and what to look for in the Markdown that put it there."""

    figure: Figure
    words: tuple[str, ...]


def find(site: FinishedSite) -> Iterator[Finding]:
    """A site is about one body and one area. Figures of another body, such as a neighbour of its kind,
    stand only on pages that declare it, so that nobody takes them for this one's. That holds for
    sentences, cards, tables and charts, and for what is worked out from such figures. A chart never
    sets another body's figures beside others.

    Take the figure out, or declare the body at the top of the page: `bodies: [its-id]`. Bodies whose
    figures about this area may stand anywhere, such as a department that publishes statistics of it,
    are listed in mkdocs.yml under `publishers`, and the areas to compare with under `wider_areas`.
    """
    if site.about is None:
        return
    if site.catalogue.is_lost("sources/bodies") or site.catalogue.is_lost("sources/areas"):
        return  # nobody can be told from anybody
    yield from _unknown_settings(site.about, site.catalogue)
    if not site.about.body or (
        site.catalogue.bodies and site.about.body not in site.catalogue.bodies
    ):
        return  # whom the site is about is not known, and has a finding of its own
    refused = set()
    for name, chart in site.charts.items():
        found = _mixed_chart(chart, site.about, site.catalogue)
        if found:
            refused.add(name)
            yield found
    for page in site.pages:
        if not page.broken:
            yield from _on_page(page, site, refused)


def _unknown_settings(about: About, catalogue: Catalogue) -> Iterator[Finding]:
    line = about.lines.get("plainfigures", 0)
    if not about.body:
        message = "The configuration does not say whom the site is about."
        remedy = "Give the id of a body: body: its-id, under extra: plainfigures:."
        yield Finding(RULE, message, remedy, CONFIGURATION, line)
    for setting, names, known, register in (
        ("body", (about.body,), catalogue.bodies, "bodies"),
        ("area", (about.area,), catalogue.areas, "areas"),
        ("publishers", about.publishers, catalogue.bodies, "bodies"),
        ("wider_areas", about.wider_areas, catalogue.areas, "areas"),
    ):
        place = about.lines.get(setting, line)
        yield from _unknown(setting, names, known, register, CONFIGURATION, place)


def _unknown(
    setting: str,
    names: Collection[str],
    known: Collection[str],
    register: str,
    path: str,
    line: int,
) -> Iterator[Finding]:
    for name in names:
        if name and name not in known:
            message = f'"{name}" under “{setting}” is not in the table of {register}.'
            remedy = f"Use an id from datasets/sources/{register}.csv."
            yield Finding(RULE, message, remedy, path, line, 0, nearest(name, known))


def _on_page(page: FinishedPage, site: FinishedSite, refused: Collection[str]) -> Iterator[Finding]:
    about, catalogue = site.about or About(), site.catalogue
    meta = page.source.meta if page.source else {}
    declared = {name: names_in(meta.get(name)) for name in ("bodies", "areas")}
    for setting, known in (("bodies", catalogue.bodies), ("areas", catalogue.areas)):
        line = page.source.line_of_setting(setting) if page.source else 0
        path = page.place()[0]
        unknown = [one for one in declared[setting] if one not in known]
        # What figures have too is told of them; a page that no editor wrote takes it from them.
        part = {"bodies": "body", "areas": "area"}[setting]
        theirs = {getattr(one, part) for one in catalogue.figures} if unknown else set()
        names = [one for one in unknown if one not in theirs]
        yield from _unknown(setting, names, known, setting, path, line)
    # A name that is misspelt has its finding; what it was meant to allow needs none.
    allowed = {*declared["bodies"], *_meant(declared["bodies"], catalogue.bodies)}
    areas = {*declared["areas"], *_meant(declared["areas"], catalogue.areas)}
    seen: set[str] = set()
    foreign: dict[tuple[str, int, str, str], list[Figure]] = {}
    for one in _standing(page, site, refused):
        for figure in _published(catalogue, one.figure):
            seen.add(figure.body)
            if figure.body in allowed or _is_at_home(figure, about, areas):
                continue
            if site.is_doubted(figure, _ON_BODIES):
                continue  # whose it is has a finding of its own
            path, line = _place(page, one, figure)
            elsewhere = figure.area if figure.body in about.publishers else ""
            group = foreign.setdefault((path, line, figure.body, elsewhere), [])
            if figure not in group:
                group.append(figure)
    for (path, line, body, elsewhere), figures in foreign.items():
        message, remedy = _words(catalogue, about, body, elsewhere, figures)
        yield Finding(RULE, message, remedy, path, line)
    for name in declared["bodies"] if site.whole else ():
        if name in catalogue.bodies and name not in seen and page.source:
            message = f'The page declares "{name}", and no figure of theirs stands on it.'
            line = page.source.line_of_setting("bodies")
            yield Finding(RULE, message, "Take it out.", page.path, line, level=ADVICE)


def _meant(names: Iterable[str], known: Collection[str]) -> set[str]:
    """Return what names that are not known are most like."""
    return {nearest(one, known) for one in names if one not in known}


def _is_at_home(figure: Figure, about: About, areas: Collection[str] = ()) -> bool:
    """Return whether a figure may stand on any page: the site's own, or a publisher's about it."""
    if figure.body in {"", about.body}:
        return True
    places = {"", about.area, *about.wider_areas, *areas}
    return figure.body in about.publishers and figure.area in places


def _standing(
    page: FinishedPage, site: FinishedSite, refused: Collection[str]
) -> Iterator[_Standing]:
    """Yield every figure that stands on a page: in words, in a table, behind a chart, in the list."""
    outline = site.outline(page)
    for reference, _, name in outline.figures:
        figure = _find(site.catalogue, reference)
        if figure is not None:
            yield _Standing(figure, (f'"{name}"', f"'{name}'") if name else ())
    for name in outline.charts:
        if name in site.charts and name not in refused:
            for figure in site.charts[name].figures:
                yield _Standing(figure, (f'"{name}"', f"'{name}'"))
    for _, test in outline.tested:
        for reference in _REFERENCE.findall(test):
            figure = _find(site.catalogue, reference)
            if figure is not None:
                yield _Standing(figure, ())
    for reference in outline.records:
        figure = _find(site.catalogue, reference)
        if figure is not None:
            yield _Standing(figure, ("catalogue(",))


def _find(catalogue: Catalogue, reference: str) -> Figure | None:
    try:
        return catalogue.find(reference)
    except FiguresError:
        return None  # what stands on a page and is no figure has a finding of its own


def _published(catalogue: Catalogue, figure: Figure) -> Iterator[Figure]:
    """Yield the published figures that one is worked out from; itself where it is published."""
    if not figure.inputs:
        yield figure
    for name in figure.inputs:
        found = _find(catalogue, name)
        if found is not None:
            yield from _published(catalogue, found)


def _place(page: FinishedPage, one: _Standing, figure: Figure) -> tuple[str, int]:
    """Return the line that put a figure onto a page, as nearly as its words tell."""
    whole = figure.reference.partition("~")[0]
    table = "/".join(whole.split("/")[:2])
    bare = whole.partition("@")[0]
    quoted = (f'"{table}"', f"'{table}'", f"{table}/", f'"{figure.body}"')
    guesses = (*one.words, whole, bare, *quoted)
    places = (page.place(words) for words in guesses)
    return next((place for place in places if place[1]), page.place())


def _mixed_chart(chart: FinishedChart, about: About, catalogue: Catalogue) -> Finding | None:
    figures = [one for drawn in chart.figures for one in _published(catalogue, drawn)]
    foreign = next((one for one in figures if one.body not in _own(about)), None)
    if foreign is None or all(one.body == foreign.body for one in figures):
        return None
    message = (
        f'{_possessive(catalogue, foreign.body)} figure "{foreign.reference}" stands in a chart '
        "beside figures of another body."
    )
    remedy = "Draw them in a chart of their own, on a page that declares them."
    table = "/".join(foreign.reference.split("/")[:2])
    declared = chart.declared
    return Finding(RULE, message, remedy, declared.path, declared.line_of(table))


def _own(about: About) -> set[str]:
    return {"", about.body, *about.publishers}


def _words(
    catalogue: Catalogue, about: About, body: str, elsewhere: str, figures: list[Figure]
) -> tuple[str, str]:
    """Say whose figures stand where they may not, and what to do about it."""
    place = catalogue.areas.get(about.area) or catalogue.bodies.get(about.body, about.body)
    first, more = figures[0], len(figures) - 1
    named = f'{_possessive(catalogue, body)} figure "{first.reference}" ({first.title})'
    if more:
        named += f" and {more} more of its figures"
    stand, them = ("stand", "them") if more else ("stands", "it")
    if elsewhere:
        area = catalogue.areas.get(elsewhere, elsewhere)
        message = (
            f"{named}, which {'are' if more else 'is'} of {area}, {stand} on a page about {place}."
        )
        remedy = (
            f"Take {them} out, or declare the area at the top of the page: areas: [{elsewhere}]."
        )
        return message, remedy
    remedy = (
        f"Take {them} out. If the page is about that body too, declare it at the top of the page: "
        f"bodies: [{body}]."
    )
    return f"{named} {stand} on a page about {place}.", remedy


def _possessive(catalogue: Catalogue, body: str) -> str:
    title = catalogue.bodies.get(body, body)
    return f"{title}'" if title.endswith("s") else f"{title}'s"

"""What a page can show and an editor can look for: figures, charts, tables and sources, by their words."""

import re
from collections.abc import Iterable

from msgspec import Struct

from plainfigures.figures.alike_words import words_of
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.declarations import About
from plainfigures.figures.held_back import TABLE
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, Figure, Resource
from plainfigures.figures.references import parse_reference
from plainfigures.figures.sentences import say_figure

__all__ = ["KINDS", "Findable", "findables", "is_open", "is_shown", "quoted_names", "series_of"]

KINDS = ("figure", "chart", "table", "source")
_TITLE, _BESIDE, _ABOUT = 1.0, 0.85, 0.4
"""What a word counts by where it stands: in the title, beside the figure, in what is said about it."""
_PERIOD = re.compile(r"@[^/~]*")
_IN_QUOTES = re.compile(r"""["']([a-z0-9][a-z0-9./@~-]*)["']""")


class Findable(Struct, frozen=True):
    """Something that a page can show: its kind, its name for a macro, its title.

    A figure comes with those of the same series, newest first, itself among them. `beside` and
    `about` are further words to find it by.
    """

    kind: str
    name: str
    title: str
    beside: str = ""
    about: str = ""
    figures: tuple[Figure, ...] = ()
    is_home: bool = False

    @property
    def figure(self) -> Figure | None:
        """The figure that it is, if it is one."""
        return next((one for one in self.figures if one.reference == self.name), None)

    @property
    def macro(self) -> str:
        """What to paste into a page."""
        return f'{{{{ {self.kind}("{self.name}") }}}}'

    def weights(self) -> dict[str, float]:
        """Return each word that it can be found by, with what it counts."""
        found: dict[str, float] = {}
        for text, weight in (
            (self.about, _ABOUT),
            (self.beside, _BESIDE),
            (f"{self.name} {self.kind}", _BESIDE),
            (self.title, _TITLE),
        ):
            found |= dict.fromkeys(words_of(text), weight)
        return found


def is_open(figure: Figure) -> bool:
    """Return whether a figure may be listed: not one that is confidential or cannot be read."""
    return not (figure.suppressed or figure.unreadable or figure.reason == "c")


def is_shown(table: Resource) -> bool:
    """Return whether a table may be listed: not one that says what is held back."""
    return not table.unreadable and table.name != TABLE


def quoted_names(text: str) -> list[str]:
    """Return what stands between quotes in the text of a page and may be a name, each once."""
    return list(dict.fromkeys(_IN_QUOTES.findall(text)))


def series_of(catalogue: Catalogue) -> dict[str, list[Figure]]:
    """Return the open figures, those of a series together, newest first, by what they share."""
    found: dict[str, list[Figure]] = {}
    for figure in catalogue.figures:
        if is_open(figure) and not figure.reference.startswith(f"{COMPUTED}/"):
            plain = _PERIOD.sub("", figure.reference)
            found.setdefault(plain, []).append(figure)
    for figures in found.values():
        figures.sort(key=_age)
    return found


def findables(
    catalogue: Catalogue, charts: Iterable[Findable] = (), about: About | None = None
) -> list[Findable]:
    """Return all that pages can show: each figure once for each time that it has, then the rest."""
    found = [
        _findable_figure(catalogue, figure, figures, about)
        for figures in series_of(catalogue).values()
        for figure in figures
    ]
    found += charts
    found += [
        Findable(
            "table",
            name,
            table.title,
            _package_title(catalogue, table.package),
            f"{table.description} {' '.join(one.title for one in table.fields)}",
        )
        for name, table in catalogue.resources.items()
        if is_shown(table)
    ]
    for name, source in catalogue.sources.items():
        publisher = catalogue.bodies.get(source.publisher, source.publisher)
        dates = " ".join(_when(one) for one in (source.meeting_date, source.published))
        found.append(Findable("source", name, source.title, f"{publisher} {dates}"))
    return found


def _findable_figure(
    catalogue: Catalogue, figure: Figure, figures: list[Figure], about: About | None
) -> Findable:
    name = figure.reference
    package, table = name.split("/")[:2]
    resource = catalogue.resources.get(f"{package}/{table}")
    found = catalogue.packages.get(package)
    area = catalogue.areas.get(figure.area, figure.area)
    measure = found.measures.get(figure.measure, "") if found else ""
    column = resource.field(parse_reference(name).field or "value") if resource else None
    source = catalogue.sources.get(figure.source)
    beside = (
        _when(figure.period),
        resource.title if resource else "",
        measure,
        figure.status,
        catalogue.bodies.get(figure.body, figure.body),
        f"{figure.unit.name} {figure.unit.other}",
        say_figure(figure) if figure.kind == "grade" else "",
    )
    said = (
        _package_title(catalogue, package),
        *catalogue.basis(figure),
        resource.description if resource else "",
        column.description if column else "",
        source.title if source else "",
        figure.note,
    )
    title = figure.title or figure.measure.replace("-", " ")
    return Findable(
        "figure",
        name,
        ", ".join(part for part in (title, "" if area in title else area) if part),
        " ".join(beside),
        " ".join(said),
        tuple(figures),
        about is not None and figure.area in {"", about.area},
    )


def _package_title(catalogue: Catalogue, name: str) -> str:
    package = catalogue.packages.get(name)
    return package.title if package else ""


def _when(period: str) -> str:
    return parse_period(period).show() if period else ""


def _age(figure: Figure) -> int:
    return -parse_period(figure.period).last.toordinal() if figure.period else 0

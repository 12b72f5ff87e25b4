"""The macro for the public list of changes, and the entries of the feed: both from the records alone."""

import datetime

from markupsafe import Markup

from plainfigures.errors import FiguresError, PeriodProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import show
from plainfigures.figures.periods import parse_period, show_day
from plainfigures.figures.records import MISSING_REASONS, Figure
from plainfigures.figures.revisions import (
    EVERY_PAGE,
    KINDS,
    OURS,
    REMOVED,
    REVISIONS,
    Revision,
    read_revisions,
    stated_value,
    states,
)
from plainfigures.figures.sentences import missing_words, say_figure
from plainfigures.write.facts import what_it_is
from plainfigures.write.markup import attribute, element, figure_address, inline

__all__ = ["Changelog", "recorded_words"]

_CHANGES = "pf:/changes/"
"""Where every change is listed: what leads nowhere nearer leads there."""
_NONE = "–"


class Changelog:
    """The macro for changes, over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def changelog(self) -> Markup:
        """What changed in the figures, newest first, with old value, new value and reason."""
        if REVISIONS not in self.catalogue.resources:
            return element("p", "No figure has changed since this site began.")
        records = sorted(read_revisions(self.catalogue), key=lambda one: one.date, reverse=True)
        head = Markup("").join(
            element("th", name, scope="col")
            for name in ("Date", "Figure", "Before", "After", "Why")
        )
        return Markup(
            '<div class="pf-table pf-table--changes" role="region" aria-label="Changes to figures" '
            'tabindex="0"><table>'
            "<caption>Changes to figures</caption><thead><tr>{}</tr></thead><tbody>\n{}</tbody>"
            "</table></div>\n"
        ).format(head, Markup("").join(map(self._row, records)))

    def changes(self) -> list[tuple[str, str, str, str, str]]:
        """Return the records of changes as (id, ISO day, title, text, address), as they stand."""
        return [
            (
                record.id,
                record.date,
                f"{KINDS.get(record.kind, record.kind)}: {self._changed(record)}",
                self._told(record),
                self._address(record).removeprefix("pf:/"),
            )
            for record in read_revisions(self.catalogue)
        ]

    def _row(self, record: Revision) -> Markup:
        kind = element(
            "strong" if record.kind == OURS else "span", KINDS.get(record.kind, record.kind)
        )
        old, new = self._values(record)
        return Markup(
            '<tr id="change-{}"><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td>'
            "<td>{}. {}</td></tr>\n"
        ).format(
            Markup(attribute(record.id)),
            inline(_when(record.date)),
            self._link(record),
            inline(old or _NONE),
            inline(new or _NONE),
            kind,
            inline(record.reason),
        )

    def _told(self, record: Revision) -> str:
        """Return a change in a sentence or two, for the feed."""
        old, new = self._values(record)
        if old and new:
            said = f"{old} became {new}. "
        elif old:
            said = f"It was {old}. "
        else:
            said = f"{new[:1].upper()}{new[1:]}. " if new else ""
        return f"{said}{record.reason}"

    def _values(self, record: Revision) -> tuple[str, str]:
        """Return the value before and the value after, as pages show that figure."""
        figure = self._figure(record)
        if figure is None:
            return record.old, record.new
        old, new = (recorded_words(self.catalogue, figure, one) for one in (record.old, record.new))
        return old, new

    def _figure(self, record: Revision) -> Figure | None:
        """Return the figure of a record; None for a whole package, and for one that is not there."""
        try:
            plain = record.reference.partition("~")[0]
            return self.catalogue.find(plain) if plain else None
        except FiguresError:
            return None  # one that should be there has a finding of its own

    def _changed(self, record: Revision) -> str:
        """Return what changed, in words: the figure and when it is of, or the package."""
        figure = self._figure(record)
        if figure is not None:
            when = _when(figure.period)
            return ", ".join(filter(None, (what_it_is(self.catalogue, figure), when)))
        if record.is_of_page:
            return _page_words(record.reference)
        package = self.catalogue.packages.get(record.package)
        title = package.title if package else record.package
        return f"{record.reference} ({title})" if record.reference else title

    def _link(self, record: Revision) -> Markup:
        address, words = self._address(record), self._changed(record)
        return inline(words) if address == _CHANGES else element("a", words, href=address)

    def _address(self, record: Revision) -> str:
        """Return where readers see what changed: the figure, the package, or the list of changes."""
        if record.is_of_page:
            return _CHANGES if record.reference == EVERY_PAGE else f"pf:{record.reference}"
        if record.reference and record.kind != REMOVED:
            return figure_address(record.reference)
        package = self.catalogue.packages.get(record.package)
        shown = package is not None and package.figures and not record.reference
        return f"pf:/figures/{record.package}/" if shown else _CHANGES


def _page_words(address: str) -> str:
    """Return how the page at an address is called in the list of changes."""
    if address == EVERY_PAGE:
        return "Every page"
    return f"The page {address}" if address.strip("/") else "The home page"


def recorded_words(catalogue: Catalogue, figure: Figure, text: str) -> str:
    """Return a value that a record writes of a figure, in the words in which pages show it.

    What was corrected stands in no vintage any more; it is shown in the figure's own unit.
    """
    if not text:
        return ""
    newest = catalogue.newest(figure)
    for one in (newest, *catalogue.vintages(newest)):
        if states(text, one) and (one.read_as is None or one.as_published != text):
            return say_figure(one, "full", noun=one.kind == "number")
    if text in MISSING_REASONS:
        return missing_words(text)
    scale = figure.scale_of_grades
    if scale is not None and (step := text if text in scale.steps else scale.step_of(text)):
        return scale.title_of(step)
    if figure.kind == "date":
        return _when(text)
    number = stated_value(text, figure)
    if number is None:
        return text
    said = show(number.value, figure.unit, "full", noun=True)
    return f"{number.qualifier} {said}".strip()


def _when(text: str) -> str:
    """Return a day or a period as readers see it; a text that is none as it stands."""
    if not text:
        return ""
    try:
        return show_day(datetime.date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return parse_period(text).show()
    except PeriodProblem:
        return text

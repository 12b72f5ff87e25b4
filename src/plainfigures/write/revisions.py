"""Words for figures that were published again: a note's, and the table of all revisions."""

from markupsafe import Markup

from plainfigures.errors import FiguresError
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.revisions import (
    KINDS,
    Revision,
    earlier_values,
    read_revisions,
    same_value,
)
from plainfigures.figures.sentences import say_figure
from plainfigures.write.markup import attribute, element, figure_address, figure_element, inline

__all__ = ["Revisions", "revised_inputs", "revised_words"]


class Revisions:
    """The macro for the table of revisions, over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def revisions(self) -> Markup:
        """Each figure that was published again with another value: every value, when, and why."""
        rows = [one for one in self._rows() if one]
        if not rows:
            return element("p", "No figure here has been published again with another value.")
        head = Markup("").join(
            element("th", name, scope="col")
            for name in ("Figure", "Of", "Values, in order", "Kind", "Why", "Recorded")
        )
        return Markup(
            '<div class="pf-table pf-table--revised" role="region" aria-label="Revised figures" '
            'tabindex="0"><table>'
            "<caption>Revised figures</caption><thead><tr>{}</tr></thead><tbody>\n{}</tbody>"
            "</table></div>\n"
        ).format(head, Markup("").join(rows))

    def _rows(self) -> list[Markup]:
        return [
            self._row(record)
            for record in read_revisions(self.catalogue)
            if record.reference and record.kind != "first-published"
        ]

    def _row(self, record: Revision) -> Markup:
        try:
            figure = self.catalogue.find(record.reference.partition("~")[0])
        except FiguresError:
            return Markup("")  # a record that names no figure has a finding of its own
        area = self.catalogue.areas.get(figure.area, figure.area)
        title = figure.title if area in figure.title else f"{figure.title}, {area}"
        name = Markup('<th scope="row">{}</th>').format(
            element("a", title, href=figure_address(figure.reference))
        )
        cells = (
            inline(parse_period(figure.period).show() if figure.period else "–"),
            self._values(figure, record),
            inline(KINDS.get(record.kind, record.kind)),
            inline(record.reason),
            element("time", parse_period(record.date).show(), datetime=record.date),
        )
        written = Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells)
        return Markup('<tr id="revision-{}">{}{}</tr>\n').format(
            Markup(attribute(record.id)), name, written
        )

    def _values(self, figure: Figure, record: Revision) -> Markup:
        """Write every value that was published, oldest first, each with the release it stands in."""
        newest = self.catalogue.newest(figure)
        every = [*reversed(self.catalogue.vintages(newest)), newest]
        if len(every) < 2:
            return inline(f"{record.old}, then {record.new}")
        told = []
        for one in every:
            vintage = self.catalogue.find(f"{newest.reference}~{one.vintage}")
            shown = figure_element(vintage, say_figure(vintage, "full"), in_sentence=False)
            link = element("a", one.vintage, href=f"pf:/sources/#source-{one.source}")
            told.append(Markup("{} ({})").format(shown, link))
        return Markup(", then ").join(told)


def revised_words(catalogue: Catalogue, figure: Figure) -> Markup:
    """Return what a note says of a figure that was published with another value before, or since.

    Empty where no vintage has another value.
    """
    earlier = earlier_values(catalogue, figure)
    newest = catalogue.newest(figure)
    if not earlier:
        return Markup("")
    link = element("a", "all its values", href=figure_address(newest.reference))
    if same_value(figure, newest):
        first = earlier[-1]
        release = catalogue.source(first.source).title
        words = f"; revised: first published as {say_figure(first, 'full')} in “{release}”"
        when = _published(catalogue, first)
    else:
        words = f"; an earlier value, revised since to {say_figure(newest, 'full')}"
        when = _published(catalogue, newest)
    kind = _kind(catalogue, newest)
    return inline(f"{words}{when}{kind} (") + link + inline(")")


def revised_inputs(catalogue: Catalogue, figure: Figure) -> Markup:
    """Return what a note of our arithmetic says of figures in it that were revised."""
    parts = Markup("")
    for name in figure.inputs:
        one = catalogue.find(name)
        words = revised_words(catalogue, one)
        if words:
            parts += inline(f"; {one.title}") + words.replace("; ", ": ", 1)
    return parts


def _published(catalogue: Catalogue, figure: Figure) -> str:
    when = catalogue.published(figure)
    return f", {parse_period(when).show()}" if when else ""


def _kind(catalogue: Catalogue, newest: Figure) -> str:
    """Say which kind of change the newest value was, as the register has it."""
    kinds = [one.kind for one in read_revisions(catalogue) if one.reference == newest.reference]
    words = KINDS.get(kinds[-1], "") if kinds else ""
    return f"; {words[:1].lower()}{words[1:]}" if words else ""

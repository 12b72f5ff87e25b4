"""The macro for promises: what was promised, by whom, due when, and what has been published since."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.clock import Clock
from plainfigures.figures.findings import listed
from plainfigures.figures.formats import capitalise
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, Figure, Resource, Row
from plainfigures.figures.sentences import say_figure
from plainfigures.write.markup import element, figure_element, inline, plain_text

__all__ = ["STATES", "Trackers"]

_REPORTED = "last_reported_status"
"""The column that makes a table one of promises."""

STATES = {
    "done": "reported done",
    "silent": "due, nothing published since",
    "late": "due, reported on since, not yet as done",
    "coming": "not yet due",
    "open": "no date given",
}
"""Where a promise stands, as of the build's moment, in the words that readers see."""


class Trackers:
    """The macro for promises, over one catalogue and as of one moment."""

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        self.catalogue = catalogue
        self.clock = clock

    def state(self, row: Row) -> str:
        """Return where a promise stands: one of `STATES`."""
        cells = row.cells
        if cells.get("last_reported_status") == "done":
            return "done"
        due = cells.get("due_to") or cells.get("due_from")
        if not due:
            return "open"
        last_day = parse_period(due).last
        if not self.clock.has_passed(last_day):
            return "coming"
        reported = cells.get("last_reported_on", "")
        if reported and parse_period(reported).last > last_day:
            return "late"
        return "silent"

    def counts(self, resource: str) -> dict[str, int]:
        """Return how many promises of a table stand in each of `STATES`."""
        found = dict.fromkeys(STATES, 0)
        for row in self._promises(resource).rows:
            found[self.state(row)] += 1
        return found

    def count_figure(self, resource: str, state: str) -> Figure:
        """Return how many promises stand in `state`, as a figure of our own arithmetic."""
        found = self._promises(resource)
        inputs = [
            reference
            for row in found.rows
            if self.state(row) == state
            for reference in list(row.figures.values())[:1]
        ]
        package, name = resource.split("/")
        figure = Figure(
            reference=f"{COMPUTED}/{name}/{state}",
            kind="number",
            value=Decimal(self.counts(resource)[state]),
            label=f"{found.title}: {STATES[state]}",
            area=self.catalogue.packages[package].area,
            body=self.catalogue.packages[package].body,
            status="actual",
            formula=f"the number of entries of “{found.title}” that stand as “{STATES[state]}”",
            inputs=tuple(inputs),
        )
        self.catalogue.add_computed(figure)
        return figure

    def tracker(self, resource: str) -> Markup:
        """Every promise of a table, by due date: what, by whom, made, due, and where it stands."""
        rows = sorted(self._promises(resource).rows, key=_due)
        items = Markup("").join(self._promise(row) for row in rows)
        return Markup('<ol class="pf-tracker">\n{}</ol>\n').format(items)

    def _promises(self, name: str) -> Resource:
        resource = self.catalogue.resource(name)
        if resource.field(_REPORTED) is None:
            tables = self.catalogue.resources.values()
            fit = [one.reference for one in tables if one.field(_REPORTED)]
            raise MacroProblem(
                f'The table "{name}" holds no promises.',
                f"Name a table that does: {listed(fit)}."
                if fit
                else f"A table of promises has a column {_REPORTED}, and this site has none yet.",
                fit[0] if len(fit) == 1 else "",
            )
        return resource

    def _promise(self, row: Row) -> Markup:
        cells = row.cells
        state = self.state(row)
        facts = [
            (
                "By",
                inline(self.catalogue.bodies.get(cells.get("by", ""), cells.get("by", ""))),
            ),
            ("Made", self._dated(row, "made")),
            ("Number promised", self._number(row)),
        ]
        lines = []
        if cells.get("source"):
            source = self.catalogue.source(cells["source"])
            link = element("a", source.title, class_="pf-source", href=f"pf-note:{source.id}")
            lines.append(("Promised in", link + inline(f", {cells.get('locator', '')}")))
        lines.append(("Last reported", self._last_reported(row)))
        return Markup(
            '<li class="pf-promise" id="promise-{}"><p class="pf-promise__what">{}</p>'
            '<div class="pf-promise__stand">{}'
            '<p class="pf-chip pf-chip--{}">{}</p></div><dl>{}{}</dl>{}</li>\n'
        ).format(
            row.key,
            inline(cells.get("label", row.key)),
            self._due_line(row, state),
            state,
            capitalise(STATES[state]),
            _rows(facts, "pf-promise__fact"),
            _rows(lines),
            element("p", cells["note"], class_="pf-promise__note") if cells.get("note") else "",
        )

    def _number(self, row: Row) -> Markup:
        reference = row.figures.get("number")
        if reference is None:
            return Markup("")
        figure = self.catalogue.find(reference)
        words = say_figure(figure, noun=True)
        return figure_element(figure, words, in_sentence=False)

    def _dated(self, row: Row, field: str) -> Markup:
        if field in row.figures:
            figure = self.catalogue.find(row.figures[field])
            return figure_element(figure, say_figure(figure, capital=True), in_sentence=False)
        text = row.cells.get(field, "")
        return inline(capitalise(parse_period(text).show())) if text else Markup("")

    def _due_line(self, row: Row, state: str) -> Markup:
        """Say when a promise is due; of one without a date, its state says all there is."""
        if state == "open":
            return Markup("")
        line = '<p class="pf-promise__due"><span>Due</span> {}</p>'
        return Markup(line).format(self._due_words(row))

    def _due_words(self, row: Row) -> Markup:
        start, end = row.cells.get("due_from", ""), row.cells.get("due_to", "")
        if not (start or end):
            return Markup("none given")
        words = self._dated(row, "due_to" if end else "due_from")
        printed = row.cells.get("due_as_printed", "")
        if not printed or printed == plain_text(words):
            return words
        return words + Markup(" ") + element("span", f"(printed as “{printed}”)")

    def _last_reported(self, row: Row) -> Markup:
        cells = row.cells
        text = cells.get("last_reported_text", "")
        when = cells.get("last_reported_on", "")
        if not text:
            return Markup("Nothing published that this site has found")
        said = f"{parse_period(when).show()}: {text}" if when else text
        words = inline(said)
        name = cells.get("last_reported_source", "")
        if name:
            same = name == cells.get("source")
            title = "the same paper" if same else self.catalogue.source(name).title
            words += Markup(" ({})").format(
                element("a", title, class_="pf-source", href=f"pf-note:{name}")
            )
        return words


def _rows(facts: Iterable[tuple[str, Markup]], name: str = "") -> Markup:
    """Write what is known of a promise, fact by fact, without what is not."""
    return Markup("").join(
        element("div", Markup("<dt>{}</dt> <dd>{}</dd>").format(title, words), class_=name)
        for title, words in facts
        if words
    )


def _due(row: Row) -> tuple[bool, datetime.date, str]:
    due = row.cells.get("due_to") or row.cells.get("due_from")
    return (not due, parse_period(due).last if due else datetime.date.max, row.key)

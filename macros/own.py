"""Macros that only this site has: its lists of recommendations, strengths, actions and findings.

Each writes out rows of the site's own tables. All text from the data is escaped, and every row
keeps its way to the paragraph that it came from.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from markupsafe import Markup

from macros.accessibility import accessibility_macros
from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import nearest
from plainfigures.figures.records import COMPUTED, Figure, Row
from plainfigures.figures.sentences import say_figure
from plainfigures.write.alike import said_mix
from plainfigures.write.desk import Desk, Macro
from plainfigures.write.markup import element, figure_element, inline
from plainfigures.write.trackers import STATES

__all__ = ["own_macros"]

PROMISES = "commitments/promises"

_FINDERS = {
    "ofsted": "the inspectorate",
    "dfe": "the Department for Education",
    "council": "the council itself",
}
"""Who may have found something at another council, by the word for it in the data."""

_OUTCOMES = {
    "good": "Good, or better than before",
    "under-way": "Under way",
    "to-improve": "Hard, or still to improve",
    "other": "How the meeting ended",
}
"""What a finding says, in the order in which readers see them."""

_NOTHING = "Nothing published that this site has found."


def own_macros(desk: Desk) -> dict[str, Macro]:
    """Return the macros of this site by name, over the data of `desk`."""
    lists, cards = _Lists(desk.catalogue), _Cards(desk)
    # Charts may name these counts in their titles, and charts are made before pages.
    for state in STATES:
        desk.trackers.count_figure(PROMISES, state)
    cards.count_due()
    return accessibility_macros(desk.catalogue) | {
        "recommendations": lists.recommendations,
        "strengths": lists.strengths,
        "priority": lists.priority,
        "actions": lists.actions,
        "strand_reports": lists.strand_reports,
        "statements": lists.statements,
        "oddities": lists.oddities,
        "findings_elsewhere": lists.findings_elsewhere,
        "plan_ratings": lists.plan_ratings,
        "card_beside": cards.card_beside,
        "promises_card": cards.promises_card,
    }


class _Lists:
    """Lists of what documents say, row by row, each with its paragraph."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def recommendations(self) -> Markup:
        """The recommendations of 2019, each with what was reported since and what is still to do."""
        rows = self.catalogue.resource("inspections/recommendations-2019").rows
        items = Markup("").join(self._recommendation(row) for row in _in_order(rows))
        return Markup('<ol class="pf-register pf-recommendations">\n{}</ol>\n').format(items)

    def strengths(self, aspect: str) -> Markup:
        """The strengths that the council listed in 2024 for one area of the inspection."""
        rows = self._rows("inspections/strengths-2024", "aspect", aspect)
        return self._list_together("strength", rows)

    def priority(self, name: str) -> Markup:
        """The aim of one of the priorities of 2024, as one paragraph."""
        row = self._row("improvement/priorities", name)
        words = Markup("<strong>Aim.</strong> {} {}").format(
            inline(row.cells["aim"]), self._where(row)
        )
        return _paragraph(words, "pf-aim")

    def actions(self, priority: str) -> Markup:
        """The key actions under one of the priorities of 2024, in the council's order."""
        rows = self._rows("improvement/actions", "priority", priority)
        return self._list_together("text", rows)

    def strand_reports(self, strand: str) -> Markup:
        """What was reported in 2024 of one strand of the transformation programme, with figures."""
        row = self._row("improvement/strands", strand)
        aim = Markup("<strong>Aim.</strong> {} {}").format(
            inline(row.cells["aim"]), self._where(row)
        )
        rows = self._rows("improvement/strand-reports", "strand", strand)
        reports = self._list((inline(row.cells["text"]), row) for row in rows)
        return _paragraph(aim, "pf-aim") + reports

    def statements(self, phase: str, topic: str | None = None) -> Markup:
        """What the council said in one phase of the story, on every topic or on one."""
        rows = self._rows("improvement/statements", "phase", phase)
        if topic is not None:
            topics = [row.cells["topic"] for row in rows]
            rows = [row for row in rows if row.cells["topic"] == topic]
            if not rows:
                raise _unknown("topic", topic, topics)
        return self._list((inline(row.cells["text"]), row) for row in rows)

    def oddities(self) -> Markup:
        """What is odd in print that no arithmetic shows, document by document."""
        rows = self.catalogue.resource("sources/as-printed").rows
        blocks = []
        for name in dict.fromkeys(row.cells["source"] for row in rows):
            source = self.catalogue.source(name)
            some = [row for row in rows if row.cells["source"] == name]
            blocks.append(
                Markup(
                    '<details class="pf-catalogue"><summary>{} ({})</summary>\n{}</details>\n'
                ).format(
                    inline(source.attribution if source.file else source.title),
                    len(some),
                    self._list((self._oddity(row), row) for row in some),
                )
            )
        return Markup("").join(blocks)

    def findings_elsewhere(self, body: str, found_by: str) -> Markup:
        """What was found at another council, by one who found it: ofsted, dfe or council."""
        if found_by not in _FINDERS:
            raise _unknown("finder", found_by, _FINDERS)
        rows = self._rows("elsewhere/findings", "body", body)
        found = [row for row in rows if row.cells["found_by"] == found_by]
        if not found:
            raise MacroProblem(
                f'The data hold nothing that {_FINDERS[found_by]} found at "{body}".',
                f"It has findings by: {', '.join(sorted({row.cells['found_by'] for row in rows}))}.",
            )
        parts = []
        for outcome, heading in _OUTCOMES.items():
            some = [row for row in found if row.cells["outcome"] == outcome]
            if some:
                parts.append(element("h4", heading) + Markup("\n"))
                parts.append(self._list((inline(row.cells["finding"]), row) for row in some))
        return Markup("").join(parts)

    def plan_ratings(self, body: str) -> Markup:
        """How another council rated the areas of its own improvement plan."""
        rows = self._rows("elsewhere/plan-ratings", "body", body)
        parts = []
        for row in rows:
            words = inline(f"{row.cells['label']}: ") + self._shown(row.figures["grade"])
            parts.append((words, row))
        return self._list(parts)

    def _recommendation(self, row: Row) -> Markup:
        cells = row.cells
        since: Markup | str = _NOTHING
        if cells.get("reported_since"):
            since = self._with_place(
                cells["reported_since"], cells["reported_source"], cells["reported_locator"]
            )
        still: Markup | str = "None of the key actions of 2024 is tied to it in our data."
        if cells.get("still_to_do"):
            action = f"A key action of 2024: {cells['still_to_do']}"
            still = self._with_place(action, cells["still_source"], cells["still_locator"])
        asked = self._with_place(cells["recommendation"], cells["source"], cells["locator"])
        lines = [("Asked for in 2019", asked), ("Reported since", since), ("Still to do", still)]
        if cells.get("note"):
            lines.append(("Note", cells["note"]))
        return Markup('<li class="pf-entry" id="recommendation-{}"><h3>{}</h3>{}</li>\n').format(
            row.key, inline(cells["topic"]), _facts(lines)
        )

    def _oddity(self, row: Row) -> Markup:
        """Say what is odd, the fragment in print, and how it was dealt with."""
        cells = row.cells
        parts = [element("strong", f"{cells['label']}.")]
        printed = [part for part in cells["as_printed"].split("; ") if part]
        if printed:
            parts.append(inline("In print: " + ", ".join(f"“{part}”" for part in printed) + "."))
        if cells.get("note"):
            parts.append(inline(cells["note"]))
        return Markup(" ").join(parts)

    def _figures(self, row: Row) -> Markup:
        """Write the figures that a row names, each with what it is."""
        names = [name for name in row.cells.get("figures", "").split("; ") if name]
        if not names:
            return Markup("")
        parts = []
        for name in names:
            figure = self.catalogue.find(name)
            words = say_figure(figure, noun=True)
            shown = figure_element(figure, words, in_sentence=False)
            field = figure.field_title[:1].lower() + figure.field_title[1:]
            what = ", ".join(part for part in (figure.label, field) if part)
            parts.append(Markup("<li>{}: {}</li>").format(inline(what), shown))
        return Markup('<ul class="pf-list__figures">{}</ul>').format(Markup("").join(parts))

    def _shown(self, reference: str) -> Markup:
        figure = self.catalogue.find(reference)
        return figure_element(figure, say_figure(figure), in_sentence=False)

    def _list(self, parts: Iterable[tuple[Markup, Row]]) -> Markup:
        """Write a list whose points each name their own paragraph."""
        items = Markup("").join(
            Markup("<li>{} {}{}</li>\n").format(words, self._where(row), self._figures(row))
            for words, row in parts
        )
        return Markup('<ul class="pf-list">\n{}</ul>\n').format(items)

    def _list_together(self, field: str, rows: list[Row]) -> Markup:
        """Write a list that stands as one list in its document, and say once where it stands."""
        items = Markup("").join(element("li", row.cells[field]) + Markup("\n") for row in rows)
        first = rows[0].cells
        source = self.catalogue.source(first["source"])
        link = element("a", source.title, class_="pf-source", href=f"pf-note:{source.id}")
        place = first["locator"].rpartition(", ")[0]
        return Markup(
            '<ol class="pf-list">\n{}</ol>\n<p class="pf-sources">Source: {}, {}, in this order.</p>\n'
        ).format(items, link, inline(place))

    def _where(self, row: Row) -> Markup:
        return self._place(row.cells["source"], row.cells["locator"])

    def _place(self, source: str, locator: str) -> Markup:
        """Link a paragraph of a document to the note of the document at the foot of the page."""
        self.catalogue.source(source)
        link = element("a", locator, class_="pf-source", href=f"pf-note:{source}")
        return Markup('<span class="pf-where">({})</span>').format(link)

    def _with_place(self, words: str, source: str, locator: str) -> Markup:
        return Markup("{} {}").format(inline(words), self._place(source, locator))

    def _row(self, resource: str, key: str) -> Row:
        rows = self.catalogue.resource(resource).rows
        for row in rows:
            if row.key == key:
                return row
        raise _unknown("row", key, [row.key for row in rows])

    def _rows(self, resource: str, field: str, value: str) -> list[Row]:
        rows = self.catalogue.resource(resource).rows
        found = [row for row in rows if row.cells.get(field) == value]
        if not found:
            raise _unknown(field, value, [row.cells.get(field, "") for row in rows])
        return _in_order(found)


class _Cards:
    """Key figures that need more than one number."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.catalogue = desk.catalogue

    def card_beside(self, ref: str, beside: str, what: str, since: str | None = None) -> Markup:
        """A key figure beside the same one of another area, and how it changed since an earlier one."""
        figure, other = self.catalogue.find(ref), self.catalogue.find(beside)
        for name, one, two in (
            ("unit", figure.unit.name, other.unit.name),
            ("period", figure.period, other.period),
        ):
            if one != two:
                raise MacroProblem(
                    f'"{ref}" and "{beside}" cannot stand side by side: their {name} is '
                    f'"{one}" and "{two}".',
                    "Give two figures in the same unit and of the same period.",
                )
        said_mix(self.catalogue, figure, other)
        number = figure_element(figure, say_figure(figure, noun=True))
        area = self.catalogue.areas.get(other.area, other.area)
        words = inline(f"{area}: ") + figure_element(other, say_figure(other))
        if since is not None:
            words = self.desk.sentences.since(since, ref) + Markup(". ") + words
        return self.desk.cards.lay_out(number, what, words, figure, other)

    def promises_card(self) -> Markup:
        """How many of the promises whose date has passed are reported as done, and how many are not."""
        done, due = self.count_due()
        silent = self.desk.trackers.count_figure(PROMISES, "silent")
        late = self.desk.trackers.count_figure(PROMISES, "late")
        number = Markup("{} of {}").format(
            figure_element(done, say_figure(done)), figure_element(due, say_figure(due))
        )
        rest = Markup("On {}, we found nothing since. On {}, something, but not as done").format(
            figure_element(silent, say_figure(silent)), figure_element(late, say_figure(late))
        )
        what = "promises whose date has passed are reported as done"
        return self.desk.cards.lay_out(number, what, rest, due)

    def count_due(self) -> tuple[Figure, Figure]:
        """Return how many dated promises that fell due are done, and how many fell due."""
        trackers = self.desk.trackers
        rows = [
            row
            for row in self.catalogue.resource(PROMISES).rows
            if row.cells.get("due_from") or row.cells.get("due_to")
        ]
        done = [row for row in rows if trackers.state(row) == "done"]
        due = [row for row in rows if trackers.state(row) in {"done", "silent", "late"}]
        return (
            self._counted(
                "done-and-due", "Promises with a date that has passed, reported done", done
            ),
            self._counted("due", "Promises with a date that has passed", due),
        )

    def _counted(self, key: str, label: str, rows: list[Row]) -> Figure:
        """Register a count of promises as a figure of our own arithmetic, and return it."""
        package = self.catalogue.packages[PROMISES.partition("/")[0]]
        figure = Figure(
            reference=f"{COMPUTED}/promises/{key}",
            kind="number",
            value=Decimal(len(rows)),
            label=label,
            area=package.area,
            body=package.body,
            status="actual",
            formula=f"the number of entries of “{self.catalogue.resource(PROMISES).title}” "
            f"that are {label[0].lower()}{label[1:]}",
            inputs=tuple(name for row in rows for name in list(row.figures.values())[:1]),
        )
        self.catalogue.add_computed(figure)
        return figure


def _facts(lines: Iterable[tuple[str, Markup | str]]) -> Markup:
    """Write a list of facts: what each is, and its words."""
    rows = Markup("").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(
            name, words if isinstance(words, Markup) else inline(words)
        )
        for name, words in lines
    )
    return Markup("<dl>{}</dl>").format(rows)


def _paragraph(words: Markup | str, name: str) -> Markup:
    return element("p", words, class_=name) + Markup("\n")


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """Put rows in the order of their `number`, where they have one."""
    return sorted(rows, key=lambda row: int(row.cells.get("number") or 0))


def _unknown(what: str, name: str, known: Iterable[str] | Mapping[str, str]) -> MacroProblem:
    names = sorted({one for one in known if one})
    return MacroProblem(
        f'There is no {what} "{name}".', f"Use one of: {', '.join(names)}.", nearest(name, names)
    )

"""Macros for the ledger of numbers: what became of every number of each source document."""

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from plainfigures.errors import FiguresError, MacroProblem, PeriodProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import nearest
from plainfigures.figures.formats import capitalise
from plainfigures.figures.ledger import (
    CAPTURED,
    LEDGER,
    OUTCOMES,
    PHRASE,
    PLACES,
    REPEAT,
    Coverage,
    Entry,
    coverage,
    ledger_entries,
)
from plainfigures.figures.periods import parse_period
from plainfigures.write.counts import count_element
from plainfigures.write.markup import attribute, element, figure_address, inline, join
from plainfigures.write.registers import source_words

__all__ = ["LedgerPages"]

_COUNTS = ("numbers", "captured", "explained", "withheld", "missing")
_MOST_LINKS = 3


class LedgerPages:
    """The macros for the ledger, over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def _refuse_none(self) -> None:
        """Raise MacroProblem where there is no ledger, UnreadableProblem where it can't be read."""
        if LEDGER not in self.catalogue.resources and not self.catalogue.is_lost(LEDGER):
            raise MacroProblem(
                f"This site has no ledger of numbers: there is no datasets/{LEDGER}.csv.",
                "Take the macro out, or make a ledger, as the editors' guide tells.",
            )
        self.catalogue.resource(LEDGER)

    def ledger(self, document: str | None = None) -> Markup:
        """How many numbers each document holds and what became of them, then all of them in order.

        With a document, by its id, only that one's list.
        """
        self._refuse_none()
        entries = ledger_entries(self.catalogue)
        if document is not None:
            if document not in entries:
                self.catalogue.embargoed.refuse_pattern(
                    f"{LEDGER}/{document}.*", "Each number of it"
                )
                raise MacroProblem(
                    f'The ledger has no document "{document}".',
                    f"It has: {', '.join(entries)}.",
                    nearest(document, entries),
                )
            return self._document(document, entries[document])
        lists = (self._document(name, listed) for name, listed in entries.items())
        return self._summary(entries) + self._reasons(entries) + Markup("").join(lists)

    def ledger_count(self, what: str = "numbers") -> Markup:
        """How many numbers all documents hold together, or how many had one outcome.

        `what` is "numbers", "captured", "explained", "withheld", "missing" or a reason's name.
        """
        self._refuse_none()
        known = (*_COUNTS, *(name for name in OUTCOMES if name not in _COUNTS))
        if what not in known:
            raise MacroProblem(
                f'The ledger does not count "{what}".',
                f"Use one of: {', '.join(known)}.",
                nearest(what, known),
            )
        entries = ledger_entries(self.catalogue).values()
        total = sum(_count(coverage(listed), what) for listed in entries)
        words = {"numbers": "all", "missing": "not accounted for"}.get(
            what, OUTCOMES.get(what, what)
        )
        return count_element(
            self.catalogue,
            f"ledger/{what}",
            total,
            f"Numbers in the documents: {words}",
            f"the rows of the ledger of numbers, counted: {words}",
        )

    def _summary(self, entries: dict[str, list[Entry]]) -> Markup:
        head = (
            "Document",
            "Numbers in it",
            "In figures of this site",
            "Explained",
            "Held back",
            "Not accounted for",
        )
        lines = []
        totals: Counter[str] = Counter()
        for name, listed in entries.items():
            covered = coverage(listed)
            counts = {what: _count(covered, what) for what in _COUNTS}
            totals.update(counts)
            link = element("a", self._title(name), href=f"#ledger-{name}")
            lines.append(_counts_row(link, counts))
        lines.append(_counts_row(inline("All documents"), totals))
        return _table("What became of every number", head, lines)

    def _reasons(self, entries: dict[str, list[Entry]]) -> Markup:
        counted = Counter(
            entry.outcome for listed in entries.values() for entry in listed if entry.kind != PHRASE
        )
        lines = [
            Markup('<tr><th scope="row">{}</th><td class="pf-number">{}</td></tr>\n').format(
                inline(capitalise(words)), f"{counted[name]:,}"
            )
            for name, words in OUTCOMES.items()
            if name != CAPTURED and counted[name]
        ]
        return _table("Why a number is in no figure of this site", ("Reason", "Numbers"), lines)

    def _document(self, name: str, listed: list[Entry]) -> Markup:
        covered = coverage(listed)
        title = self._title(name)
        rows = Markup("").join(self._row(entry) for entry in listed)
        summary = inline(f"{title} ({covered.numbers:,})")
        return Markup(
            '<details class="pf-catalogue pf-ledger" id="ledger-{}"><summary>{}</summary>\n{}'
            '<div class="pf-table" role="region" aria-label="{}" tabindex="0"><table><thead><tr>'
            '<th scope="col">Place</th><th scope="col">As printed</th>'
            '<th scope="col">What became of it</th></tr></thead>'
            "<tbody>\n{}</tbody></table></div>{}</details>\n"
        ).format(
            attribute(name),
            summary,
            self._source(name),
            attribute(f"Every number in: {title}"),
            rows,
            self._untouched(name),
        )

    def _source(self, name: str) -> Markup:
        source = self.catalogue.source(name)
        link = element("a", "about this document", href=f"pf:/sources/#source-{name}")
        words = inline(source_words(source, self.catalogue))
        return Markup("<p>{} ({}).</p>\n").format(words, link)

    def _row(self, entry: Entry) -> Markup:
        # Written out as text, since there are many rows: every part of it is markup already.
        printed = inline(entry.text or "–")
        became = self._became(entry)
        if entry.note:
            became += inline(f". {entry.note}")
        place = f'<th scope="row" id="{attribute(entry.anchor)}">{inline(entry.locator)}</th>'
        return Markup(f"<tr>{place}<td>{printed}</td><td>{became}</td></tr>\n")

    def _became(self, entry: Entry) -> Markup:
        words = inline(capitalise(OUTCOMES.get(entry.outcome, "not accounted for")))
        if not entry.references:
            return words
        links = [self._link(entry, name) for name in entry.references[:_MOST_LINKS]]
        more = len(entry.references) - len(links)
        if more:
            links.append(inline(f"{more:,} more"))
        figures = join(links)
        if entry.outcome == CAPTURED:
            return figures
        if entry.outcome == REPEAT:
            return Markup("{}: {}").format(words, figures)
        return Markup("{}: part of {}").format(words, figures)

    def _link(self, entry: Entry, name: str) -> Markup:
        try:
            figure = self.catalogue.find(name)
        except FiguresError:
            return inline(name)  # what leads nowhere has a finding of its own
        link = element("a", figure.title or name, href=figure_address(name))
        when = _show(entry.period_for(name))
        if when and (figure.read_as_text or figure.period_printed):
            when = f"read as {when}"
        return link + inline(f" ({when})") if when else link

    def _untouched(self, name: str) -> Markup:
        """Say from which places of a document nothing is taken, where the ledger lists places."""
        resource = self.catalogue.resources.get(PLACES)
        if resource is None:
            return Markup("")
        rows = [row.cells for row in resource.rows if row.cells.get("document") == name]
        left = [cells.get("locator", "") for cells in rows if not cells.get("taken")]
        if not left:
            return Markup("")
        words = f"Places from which nothing is taken, of {len(rows):,}: {'; '.join(left)}."
        return element("p", words)

    def _title(self, name: str) -> str:
        source = self.catalogue.source(name)
        return source.attribution or source.title


def _count(covered: Coverage, what: str) -> int:
    match what:
        case "numbers":
            return covered.numbers
        case "explained":
            return covered.explained
        case "missing":
            return covered.missing
    return covered.outcomes[CAPTURED if what == "captured" else what]


def _counts_row(first: Markup, counts: dict[str, int] | Counter[str]) -> Markup:
    cells = Markup("").join(
        element("td", f"{counts[what]:,}", class_="pf-number") for what in _COUNTS
    )
    return Markup('<tr><th scope="row">{}</th>{}</tr>\n').format(first, cells)


def _table(caption: str, head: Iterable[str], lines: Iterable[Markup]) -> Markup:
    columns = Markup("").join(element("th", name, scope="col") for name in head)
    return Markup(
        '<div class="pf-table" role="region" aria-label="{}" tabindex="0"><table>'
        "<caption>{}</caption><thead><tr>{}</tr></thead><tbody>\n{}</tbody></table></div>\n"
    ).format(attribute(caption), inline(caption), columns, Markup("").join(lines))


def _show(period: str) -> str:
    try:
        return parse_period(period).show() if period else ""
    except PeriodProblem:
        return period

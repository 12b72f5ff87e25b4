"""Pieces that relations and claims share: tests in words with their figures, and facts in lists."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from plainfigures.errors import TextProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.formats import base_text, capitalise, round_half_up
from plainfigures.figures.intervals import EXACT, FAILS
from plainfigures.figures.numerals import read_number
from plainfigures.figures.quantities import DAY, WEEKDAY, Comparison, Quantity
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import say_figure
from plainfigures.figures.statement_words import (
    Shown,
    comparison_words,
    gap_words,
    names_of,
    quantity_words,
)
from plainfigures.write.counts import count_element
from plainfigures.write.markup import attribute, element, figure_element, inline
from plainfigures.write.places import say_locator

__all__ = ["Pieces", "contents", "counted", "facts", "place_link", "plain_data"]


_SAME = "the same source"


class Pieces:
    """Writes the pieces of relations and claims, over one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def tests(
        self, steps: tuple[str, ...], comparisons: Iterable[Comparison], *, expected: bool = False
    ) -> Markup:
        """Return what the comparisons of a test say, or should, each figure with its value."""
        names = names_of(steps, self.catalogue)
        said: list[Markup] = []
        for comparison in comparisons:
            first, *others = comparison_words(comparison, self.catalogue, names, expected=expected)
            if not said and isinstance(first, str):
                first = capitalise(first)
            said.append(Markup("").join(self._piece(one) for one in (first, *others)))
        return Markup("; and ").join(said)

    def sides(self, comparison: Comparison) -> Markup:
        """Return what the two sides of a comparison come to, and how far they are apart."""
        left = self.side(comparison.left, comparison.right)
        right = self.side(comparison.right, comparison.left)
        if not comparison.gap:
            return Markup("{} on both sides").format(left)
        # How far apart they are tells something where they should not be.
        off = comparison.verdict == FAILS or (
            comparison.operator == "=" and comparison.verdict != EXACT
        )
        gap = gap_words(comparison) if off else ""
        apart = Markup(": {} apart").format(plain_data(comparison.gap, gap)) if gap else ""
        return Markup("{} on one side, {} on the other{}").format(left, right, apart)

    def worked(self, comparisons: Iterable[Comparison]) -> Markup:
        """Return both sides of those comparisons that take arithmetic; empty where none does."""
        return Markup("; ").join(
            self.sides(one)
            for one in comparisons
            if any(step.startswith(("op ", "call ", "rows ")) for step in one.steps)
        )

    def side(self, quantity: Quantity, other: Quantity) -> Markup:
        """Return what one side of a comparison comes to."""
        words = quantity_words(quantity, other)
        unit = quantity.unit or other.unit
        if unit == DAY:
            day = date.fromordinal(int(quantity.value))
            return element("time", words, datetime=day.isoformat())
        if unit == WEEKDAY or quantity.scale or other.scale:
            return inline(words)
        return plain_data(quantity.value, words)

    def printed(self, references: Iterable[str], names: Mapping[str, str] | None = None) -> Markup:
        """Return a list of figures as they are printed, each with its place, or as we worked it out.

        `names` gives some of them another name. A source is named once where it stands several times
        on end.
        """
        told: list[str] = []
        lines = Markup("").join(
            Markup("<li>{}</li>").format(self._printed(one, (names or {}).get(one, ""), told))
            for one in references
        )
        return Markup("<ul>{}</ul>").format(lines) if lines else lines

    def _printed(self, reference: str, name: str, told: list[str]) -> Markup:
        figure = self.catalogue.find(reference)
        title = inline(f"{name or figure.title}: ")
        if figure.formula:
            shown = figure_element(figure, say_figure(figure, "full", noun=True), in_sentence=False)
            return title + shown + inline(" (our arithmetic)")
        text = f"“{figure.as_published}”" if figure.as_published else say_figure(figure, "full")
        shown = figure_element(figure, text, in_sentence=False) + inline(_beside(figure))
        if figure.read_as is not None or figure.read_as_text:
            shown += inline(f", which we read as {say_figure(figure, 'full')}")
        places = [
            self.place(source, locator, told)
            for source, locator in self.catalogue.sources_of(figure)
            if source
        ]
        return title + shown + Markup(" ({})").format(Markup("; ").join(places))

    def place(self, source: str, locator: str, told: list[str] | None = None) -> Markup:
        """Return a source by name, linked to its note, and the place in it.

        A source that is the last of those `told` already is not named again.
        """
        title = self.catalogue.source(source).title
        if told is not None:
            title = _SAME if told[-1:] == [source] else title
            told.append(source)
        link = element("a", title, class_="pf-source", href=f"pf-note:{source}")
        return link + inline(f", {say_locator(locator)}" if locator else "")

    def _piece(self, one: str | Shown) -> Markup:
        if isinstance(one, str):
            return inline(one)
        figure = self.catalogue.find(one.figure.reference)
        shown = figure_element(figure, one.text, in_sentence=False)
        return element("i", one.name, class_="pf-name") + inline(" (") + shown + inline(")")


def _beside(figure: Figure) -> str:
    """Say what the text as published leaves to its table: the unit, or the size."""
    if figure.kind != "number" or figure.used is None or not figure.as_published:
        return ""
    noun = figure.unit.noun(singular=figure.used == 1)
    if noun:
        return "" if noun in figure.as_published else f" {noun}"
    try:
        in_full = figure.scale == 1 or read_number(figure.as_published).scaled
    except TextProblem:
        in_full = True  # a text that cannot be read has a finding of its own
    return "" if in_full else f", that is {say_figure(figure, 'full')}"


def plain_data(value: Decimal, words: str) -> Markup:
    """Return a value that we worked out, for readers and for machines, to nine places."""
    return element("data", words, class_="pf-worked", value=base_text(round_half_up(value, 9)))


def facts(lines: Iterable[tuple[str, Markup | str]]) -> Markup:
    """Return a list of facts, each a name and its words; those without words are left out."""
    rows = Markup("").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(
            inline(name), words if isinstance(words, Markup) else inline(words)
        )
        for name, words in lines
        if words
    )
    return Markup("<dl>{}</dl>").format(rows)


def counted(catalogue: Catalogue, kind: str, outcome: str, number: int) -> Markup:
    """Return how many relations or claims there are, as a figure of our own arithmetic."""
    key = outcome.replace(" ", "-") or "all"
    what = f"{kind} found “{outcome}”" if outcome else kind
    return count_element(
        catalogue, f"{kind}/{key}", number, f"Number of {what}", f"the number of {what}"
    )


def contents(entries: Iterable[tuple[str, str, str]]) -> Markup:
    """Return a list of links to entries below it; each is an anchor, its words and what to add."""
    lines = Markup("").join(
        Markup('<li><a href="#{}">{}</a>{}</li>\n').format(
            attribute(anchor), inline(words), inline(f": {added}" if added else "")
        )
        for anchor, words, added in entries
    )
    return Markup('<ul class="pf-contents">\n{}</ul>\n').format(lines)


def place_link(anchor: str, words: str) -> Markup:
    """Return a link to a relation or a claim, on whatever page shows it."""
    return element("a", words, href=f"pf-place:{anchor}")

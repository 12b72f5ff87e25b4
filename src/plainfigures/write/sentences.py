"""Macros for running text: a figure, a change, a difference, a share, a period."""

from decimal import Decimal

from markupsafe import Markup

from plainfigures.errors import MacroProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.disclosure import THRESHOLD
from plainfigures.figures.findings import nearest
from plainfigures.figures.formats import FORMS, capitalise
from plainfigures.figures.keys import digest_of
from plainfigures.figures.people import small_remainder
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import COMPUTED, Figure
from plainfigures.figures.references import parse_reference
from plainfigures.figures.sentences import at_period, direction, say_figure
from plainfigures.figures.units import BUILT_IN, Unit
from plainfigures.write.alike import said_mix
from plainfigures.write.markup import figure_element, inline, word_element
from plainfigures.write.newer import said_newer, when
from plainfigures.write.presence import Presence

__all__ = ["Sentences"]


_OTHERS = {"area": "areas", "body": "bodies"}
_LABELS = {
    "difference": "Difference between “{}” and “{}”",
    "share": "“{}” as a share of “{}”",
}
"""What a figure is that a sentence works out of two others."""


class Sentences:
    """The macros for sentences, over one catalogue.

    `threshold` is the largest count of people that is not shown, nor worked out.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        threshold: int = THRESHOLD,
        presence: Presence | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.threshold = threshold
        self._presence = presence or Presence(catalogue)

    def figure(
        self,
        ref: str,
        form: str = "short",
        unit: bool = False,
        capital: bool = False,
        *,
        missing: str | None = None,
    ) -> Markup:
        """A published figure in a sentence.

        `form` is short (£12.3 million), full (£12,261,000), thousands (£12,261 thousand), printed
        (as the document has it) or words (six). With `unit=True` the unit follows (603 calls);
        with `capital=True` the first letter is a capital. `missing` are the words to write where the
        place has no such row; a figure that has a reason instead of a value says that.
        """
        if form not in FORMS:
            raise MacroProblem(
                f'There is no form "{form}".',
                f"Use one of: {', '.join(FORMS)}.",
                nearest(form, FORMS),
            )
        figure = self.catalogue.find(ref) if missing is None else self._presence.find(ref)
        if figure is None:
            return inline(missing or "")
        said = figure_element(figure, say_figure(figure, form, noun=unit, capital=capital))
        return said + said_newer(self.catalogue, ref)

    def change(
        self,
        before: str,
        after: str,
        form: str = "short",
        unit: bool = False,
        capital: bool = False,
        mixed: str | None = None,
    ) -> Markup:
        """How a figure changed: "fell from 36% in April 2024 to 32% in July 2024".

        The direction comes from the values; where they are the same it says "did not change".
        With `unit=True` the unit follows each number. Where the two are on different bases, or
        one is a forecast and the other is not, `mixed` says so, and its words follow in brackets.
        """
        first, second, tail = self._same_thing(before, after, mixed)
        form = self._told_apart(first, second, form)
        said = [
            figure_element(figure, say_figure(figure, form, noun=unit))
            + inline(f" {at_period(figure.period)}")
            for figure in (first, second)
        ]
        word = direction(self._number(first), self._number(second))
        if not word:
            same = word_element(capitalise("did not change") if capital else "did not change")
            words = Markup("{}: {} and {}").format(same, *said)
        else:
            way = word_element(capitalise(word) if capital else word)
            words = Markup("{} from {} to {}").format(way, *said)
        return words + tail + said_newer(self.catalogue, before, after, timed=True)

    def since(
        self, before: str, after: str, form: str = "short", mixed: str | None = None
    ) -> Markup:
        """How a figure changed, beside the figure itself: "Fell from 36% in April 2024".

        As `change`, without the later number; what it says of a mix is said here too.
        """
        first, second, tail = self._same_thing(before, after, mixed)
        said = figure_element(first, say_figure(first, self._told_apart(first, second, form)))
        word = direction(self._number(first), self._number(second)) or "did not change"
        at = inline(f" {at_period(first.period)}")
        return Markup("{} from {}{}").format(word_element(capitalise(word)), said, at) + tail

    def _same_thing(
        self, before: str, after: str, mixed: str | None
    ) -> tuple[Figure, Figure, Markup]:
        """Return two figures of one thing, the earlier first, and what is to be said of a mix."""
        first, second = self._same_unit(before, after)
        for figure in (first, second):
            self._number(figure)
        for name in ("area", "body"):
            if getattr(first, name) != getattr(second, name):
                raise MacroProblem(
                    f'"{before}" and "{after}" are of different {_OTHERS[name]}, so nothing changed.',
                    "Use difference(…), or put each in a sentence of its own.",
                )
        tail = said_mix(self.catalogue, first, second, mixed)
        if _of_two_things(first, second):
            raise MacroProblem(
                f'"{before}" and "{after}" are of two things, so nothing changed.',
                "Use difference(…), or put each in a sentence of its own.",
            )
        if _later(first, second):
            raise MacroProblem(
                f'"{before}" is later than "{after}".',
                "Give the earlier figure first.",
            )
        return first, second, tail

    def _told_apart(self, first: Figure, second: Figure, form: str) -> str:
        """Return the form in which the difference between two figures can be seen."""
        alike = self._number(first) == self._number(second)
        same_words = say_figure(first, form) == say_figure(second, form)
        return "full" if same_words and not alike else form

    def difference(self, a: str, b: str, form: str = "short", mixed: str | None = None) -> Markup:
        """How far apart two figures are: "4 percentage points". It says how much, not which way.

        Where the two are not alike, `mixed` says in which way, and its words follow in brackets.
        """
        first, second = self._same_unit(a, b)
        tail = said_mix(self.catalogue, first, second, mixed)
        value = abs(self._number(first) - self._number(second))
        unit = first.unit
        if unit.name == "percent":
            unit = BUILT_IN["percentage-points"]
        self._refuse_few(value, first, second)
        formula = f"abs({first.reference} - {second.reference})"
        figure = self._computed("difference", formula, value, unit, (first, second))
        said = figure_element(figure, say_figure(figure, form)) + tail
        return said + said_newer(self.catalogue, a, b)

    def share(self, part: str, whole: str, places: int = 0, mixed: str | None = None) -> Markup:
        """What share one figure is of another, as a percentage: "99%".

        Where part and whole are not alike, `mixed` says in which way, and its words follow in
        brackets.
        """
        first, second = self.catalogue.find(part), self.catalogue.find(whole)
        counts = first.unit.is_count and second.unit.is_count
        if first.unit != second.unit and not counts:
            raise MacroProblem(
                f'"{part}" is in {first.unit.said}, and "{whole}" in {second.unit.said}.',
                "A share is of two figures in the same unit, or of two counts.",
            )
        tail = said_mix(self.catalogue, first, second, mixed)
        top, bottom = self._number(first), self._number(second)
        if not bottom:
            raise MacroProblem(f'"{whole}" is zero, so nothing is a share of it.')
        if not 0 <= places <= 6:
            raise MacroProblem(f"share cannot show {places} decimals.", "Give places from 0 to 6.")
        self._refuse_few(bottom - top, first, second)
        exact = top / bottom * 100
        value = exact.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
        formula = f"{first.reference} / {second.reference} * 100"
        if places:
            formula = f"{formula} to {places} decimals"
        figure = self._computed("share", formula, value, BUILT_IN["percent"], (first, second))
        said = figure_element(figure, say_figure(figure)) + tail
        return said + said_newer(self.catalogue, part, whole)

    def period(self, ref: str, capital: bool = False) -> Markup:
        """When a figure is of: "July 2024", "2024 to 2025", "month 4 of 2024 to 2025"."""
        figure = self.catalogue.find(ref)
        if not figure.period:
            raise MacroProblem(f'"{ref}" has no period.', "Use figure(…) for a date.")
        return when(figure, capitalise(parse_period(figure.period).show()) if capital else "")

    def _same_unit(self, before: str, after: str) -> tuple[Figure, Figure]:
        first, second = self.catalogue.find(before), self.catalogue.find(after)
        if first.unit.name != second.unit.name:
            raise MacroProblem(
                f'"{before}" and "{after}" cannot be compared: the first is in {first.unit.said}, '
                f"the second in {second.unit.said}.",
                "Give two figures in the same unit, or put each in a sentence of its own.",
            )
        return first, second

    def _number(self, figure: Figure) -> Decimal:
        if figure.kind != "number":
            raise MacroProblem(
                f'"{figure.reference}" is no number: it says “{say_figure(figure)}”.',
                "Use figures with numbers. For judgements, use figure(…) for each, or a card.",
            )
        if figure.used is None:
            raise MacroProblem(
                f'"{figure.reference}" has no number ({say_figure(figure)}).',
                "Use a figure that has one, or say in words that it is missing.",
            )
        return figure.used

    def _refuse_few(self, left: Decimal, first: Figure, second: Figure) -> None:
        """Refuse to work out what would be a count of very few people."""
        if first.unit == second.unit and small_remainder(
            left, first.unit, (first, second), self.threshold
        ):
            raise MacroProblem(
                f'What is between "{first.reference}" and "{second.reference}" is a count of so few '
                "people that they could be found out.",
                "Leave the comparison out, or compare larger groups.",
            )

    def _computed(
        self, kind: str, formula: str, value: Decimal, unit: Unit, inputs: tuple[Figure, ...]
    ) -> Figure:
        """Register a figure that a sentence works out, and return it.

        Its reference is made of its formula, so it stays the same from build to build.
        """
        reference = f"{COMPUTED}/{kind}/{digest_of([formula])[:12]}"
        last = max(
            inputs, key=lambda figure: parse_period(figure.period) if figure.period else _NEVER
        )
        figure = Figure(
            reference=reference,
            kind="number",
            value=value,
            unit=unit,
            label=_LABELS[kind].format(*_titles(inputs)),
            body=_shared(*(one.body for one in inputs)),
            area=_shared(*(one.area for one in inputs)),
            period=last.period,
            status=_shared(*(one.status for one in inputs)),
            basis=_shared(*(one.basis for one in inputs)),
            formula=formula,
            inputs=tuple(one.reference for one in inputs),
        )
        self.catalogue.add_computed(figure)
        return figure


_NEVER = parse_period("0001")


def _titles(figures: tuple[Figure, ...]) -> list[str]:
    """Return what each figure is; of one thing at several times, with the time of each."""
    titles = [figure.title for figure in figures]
    if len(set(titles)) == len(titles):
        return titles
    times = [parse_period(one.period).show() if one.period else "" for one in figures]
    return [", ".join(filter(None, parts)) for parts in zip(titles, times, strict=True)]


def _later(one: Figure, other: Figure) -> bool:
    """Return whether a figure is of a later time than another."""
    if not (one.period and other.period):
        return False
    first, second = parse_period(one.period), parse_period(other.period)
    return first.first > second.first and first.last > second.last


def _of_two_things(one: Figure, other: Figure) -> bool:
    """Return whether figures are of two measures, or of two rows at one time."""
    first, second = parse_reference(one.reference), parse_reference(other.reference)
    rows = {(reference.package, reference.resource, reference.key) for reference in (first, second)}
    return one.measure != other.measure or (
        len(rows) > 1 and bool(one.period) and one.period == other.period
    )


def _shared(one: str, two: str) -> str:
    return one if one == two else ""

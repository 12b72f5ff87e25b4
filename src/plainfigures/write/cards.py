"""Macros for what stands out on a page: key figures, judgements on a scale, disagreements."""

from collections.abc import Sequence

from markupsafe import Markup

from plainfigures.errors import MacroProblem, MixProblem
from plainfigures.figures.catalogue import Catalogue
from plainfigures.figures.findings import nearest
from plainfigures.figures.formats import capitalise
from plainfigures.figures.made import GAP
from plainfigures.figures.periods import parse_period
from plainfigures.figures.records import Figure
from plainfigures.figures.sentences import at_period, say_figure, status_words
from plainfigures.write.alike import said_mix
from plainfigures.write.markup import (
    attribute,
    element,
    figure_element,
    inline,
    join,
    word_element,
)
from plainfigures.write.newer import said_newer
from plainfigures.write.sentences import Sentences
from plainfigures.write.trackers import STATES, Trackers

__all__ = ["Cards"]

_CARD = '<div class="pf-card">'


class Cards:
    """The macros for key figures, over one catalogue."""

    def __init__(self, catalogue: Catalogue, sentences: Sentences, trackers: Trackers) -> None:
        self.catalogue = catalogue
        self.sentences = sentences
        self.trackers = trackers

    def card(
        self,
        ref: str,
        what: str,
        since: str | None = None,
        form: str = "short",
        mixed: str | None = None,
    ) -> Markup:
        """A key figure: its number, what it is, when it is of, and how it changed since another.

        `what` says in a few words what the figure is; `since` is the reference of an earlier one.
        Where the two are not alike, `mixed` says in which way.
        """
        if mixed and since is None:
            raise MixProblem(
                f'"{ref}" stands alone on its card, so nothing is mixed.',
                "Take mixed=… out, or say since= which figure it is compared with.",
            )
        figure = self.catalogue.find(ref)
        number = figure_element(figure, say_figure(figure, form, capital=True))
        changed = self._since(since, ref, form, mixed) if since is not None else Markup("")
        newer = said_newer(self.catalogue, ref, timed=True)
        return self.lay_out(number, what, changed + newer if changed else newer.lstrip(), figure)

    def lay_out(self, number: Markup, what: str, words: Markup, *figures: Figure) -> Markup:
        """A card of its parts: its number, what it is, words on it, and whence `figures` come.

        A number of several figures names all of them; the first says when the number is of.
        """
        lines = [
            element("p", number, class_="pf-card__number"),
            element("p", what, class_="pf-card__what"),
        ]
        if words:
            lines.append(element("p", words, class_="pf-card__since"))
        whence = Markup(" ").join(filter(None, (self._when(figures[0]), self._source(figures))))
        lines.append(element("p", whence, class_="pf-card__whence"))
        return Markup(_CARD + "{}</div>\n").format(Markup("").join(lines))

    def cards(self, *cards: str) -> Markup:
        """Several cards side by side: `cards(card(…), card(…))`."""
        for one in cards:
            if _CARD not in one and GAP not in one:
                raise MacroProblem(
                    f'"{one}" is no card.' if one else "cards was given something that is no card.",
                    'Write a card for each, as in {{ cards(card("REFERENCE", "what it is")) }}.',
                )
        return Markup('<div class="pf-cards">\n{}</div>\n').format(Markup("").join(cards))

    def ladder(self, *refs: str) -> Markup:
        """The steps of a scale with the judgements given marked on them, each with its date."""
        figures = [self.catalogue.find(ref) for ref in refs]
        scale = next((figure.scale_of_grades for figure in figures if figure.scale_of_grades), None)
        odd = next((ref for ref, one in zip(refs, figures, strict=True) if one.kind != "grade"), "")
        if scale is None or odd:
            what = f'"{odd}" is no judgement' if odd else "ladder was given no judgement"
            raise MacroProblem(
                f"{what} on a scale.",
                "Give the references of judgements, such as those of an inspection.",
            )
        steps = []
        for step in scale.steps:
            here = [figure for figure in figures if figure.used_text == step]
            marks = Markup("").join(
                Markup('<span class="pf-ladder__when">{}</span>').format(
                    figure_element(figure, parse_period(figure.period).show())
                )
                for figure in here
            )
            title = inline(scale.title_of(step))
            kind = " pf-ladder__step--here" if here else ""
            steps.append(
                Markup('<li class="pf-ladder__step{}"><span>{}</span>{}</li>').format(
                    kind, title, marks
                )
            )
        return Markup('<ol class="pf-ladder" aria-label="{}, lowest step first">{}</ol>\n').format(
            attribute(scale.title), Markup("").join(steps)
        )

    def _since(self, before: str, after: str, form: str, mixed: str | None) -> Markup:
        """Say how a number, or a grade on its scale, changed since an earlier one."""
        first, second = self.catalogue.find(before), self.catalogue.find(after)
        scale = second.scale_of_grades
        if scale is None or first.kind != "grade" or first.scale_of_grades != scale:
            return self.sentences.since(before, after, form, mixed)
        tail = said_mix(self.catalogue, first, second, mixed)
        if (first.area, first.body) != (second.area, second.body):
            raise MacroProblem(
                f'"{before}" and "{after}" are of different places or bodies, so nothing changed.',
                "Give two grades of the same one.",
            )
        steps = [scale.steps.index(figure.used_text) for figure in (first, second)]
        said = figure_element(first, say_figure(first))
        when = inline(f" {at_period(first.period)}")
        if steps[0] == steps[1]:
            return Markup("{}: {}{}").format(word_element("No change"), said, when) + tail
        way = "Up from" if steps[0] < steps[1] else "Down from"
        return Markup("{} “{}”{}").format(word_element(way), said, when) + tail

    def _when(self, figure: Figure) -> Markup:
        """Return when a number is of, and that it is no final one."""
        when = parse_period(figure.period).show() if figure.period else ""
        words = capitalise(", ".join(filter(None, (when, status_words(figure)))))
        if not words:
            return Markup("")
        return element("span", words, class_="pf-card__when")

    def _source(self, figures: Sequence[Figure]) -> Markup:
        """Name who published what a card shows, with a link to each one's note on the page."""
        publishers: dict[str, Markup] = {}
        for name in dict.fromkeys(
            name for figure in figures for name, _ in self.catalogue.sources_of(figure)
        ):
            source = self.catalogue.source(name)
            words = self.catalogue.bodies.get(source.body, "") or source.publisher or source.title
            link = element("a", words, class_="pf-source", href=f"pf-note:{name}")
            publishers.setdefault(words, link)
        said = join(publishers.values())
        if any(figure.formula for figure in figures):
            said = Markup("Our arithmetic, from {}").format(said)
        return element("span", said, class_="pf-card__source")

    def disagreement(self, *refs: str, title: str = "The documents disagree here") -> Markup:
        """An aside that says what is printed, what this site shows instead, and why."""
        if not refs:
            raise MacroProblem("disagreement needs a reference.", "Give at least one, in quotes.")
        lines = []
        for ref in refs:
            figure = self.catalogue.find(ref)
            reason = figure.read_as_reason or figure.note
            if not reason:
                raise MacroProblem(
                    f'"{ref}" carries no note of a disagreement.',
                    "Write one in its row: read_as_reason or note.",
                )
            shown = figure_element(figure, say_figure(figure, "full"))
            lines.append(element("p", _printed(figure) + inline(reason) + _used(figure, shown)))
        return Markup(
            '<aside class="pf-aside" aria-label="{}"><p class="pf-aside__title">{}</p>{}</aside>\n'
        ).format(attribute(title), inline(title), Markup("").join(lines))

    def promises(self, resource: str, state: str) -> Markup:
        """How many promises of a table stand in one state: done, silent, late, coming or open."""
        if state not in STATES:
            raise MacroProblem(
                f'There is no state "{state}".',
                f"Use one of: {', '.join(STATES)}.",
                nearest(state, STATES),
            )
        figure = self.trackers.count_figure(resource, state)
        return figure_element(figure, say_figure(figure))


def _printed(figure: Figure) -> Markup:
    if not figure.as_published:
        return Markup("")
    when = f" for {parse_period(figure.period_printed).show()}" if figure.period_printed else ""
    text = figure_element(figure, figure.as_published, in_sentence=False)
    return inline(f"{figure.title}. Printed: “") + text + inline(f"”{when}. ")


def _used(figure: Figure, shown: Markup) -> Markup:
    if figure.period_printed:
        return (
            inline(f" We take it as of {parse_period(figure.period).show()}: ")
            + shown
            + inline(".")
        )
    if figure.read_as is not None or figure.read_as_text:
        return Markup(" We show {}.").format(shown)
    return Markup("")
